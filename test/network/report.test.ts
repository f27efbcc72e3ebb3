import { afterEach, describe, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { FileClient, fileUrl, parseFileServer, serverOrigin } from '../../ts/network/index.ts';
import { Latencies } from '../../ts/network/report/latencies.ts';
import { ServerRecords } from '../../ts/network/report/server-records.ts';
import { CountedTransport } from '../../ts/network/transport/counted-transport.ts';
import { fakeNode } from './fakes.ts';
import { key } from './vectors.ts';
import { World, account, hasAllPaths, until } from './world.ts';

await cryptoReady();

describe('how long answers took', () => {
  test('is the median of the last twenty, and the last', () => {
    const latencies = new Latencies();
    expect(latencies.report()).toBeUndefined();
    latencies.note(9_000);
    for (let ms = 1; ms <= 20; ms += 1) latencies.note(ms * 10);
    expect(latencies.report()).toEqual({ medianMs: 110, lastMs: 200, samples: 21 });
    latencies.note(-3);
    expect(latencies.report()?.lastMs).toBe(0);
  });
});

describe('what became of requests to servers', () => {
  const clock = { now: 1_000, nowMs: () => clock.now };
  const server = (host: string) => ({ host, protocol: 'http' as const, x25519: key('11'.repeat(32)) });

  test('is kept by address, an answer as well as none', () => {
    const records = new ServerRecords(clock);
    records.answered(server('files.example'), 120);
    clock.now = 2_000;
    records.failed(server('files.example'));
    records.answered({ ...server('files.example'), port: 8_080 }, undefined);
    expect(records.report()).toEqual([
      {
        origin: 'http://files.example',
        answeredAtMs: 1_000,
        failedAtMs: 2_000,
        latency: { medianMs: 120, lastMs: 120, samples: 1 },
      },
      { origin: 'http://files.example:8080', answeredAtMs: 2_000 },
    ]);
  });

  test('is bounded, however many servers others make us ask', () => {
    const records = new ServerRecords(clock);
    for (let number = 0; number < 300; number += 1) records.failed(server(`s${number}.example`));
    expect(records.report()).toHaveLength(200);
    expect(records.report().at(-1)?.origin).toBe('http://s299.example');
  });
});

test('bytes are counted as they are handed over, and requests that got no answer', async () => {
  const transport = new CountedTransport({
    send: (_guard, body) =>
      body.length === 1
        ? Promise.reject(new Error('no'))
        : Promise.resolve({ status: 200, body: new Uint8Array(7) }),
    probe: () => Promise.resolve({ status: 200, body: new Uint8Array(3) }),
    disconnect: () => undefined,
    close: () => undefined,
  });
  const options = { timeoutMs: 1_000 };
  await transport.send(fakeNode(1), new Uint8Array(10), options);
  await transport.probe(fakeNode(1), options);
  await expect(transport.send(fakeNode(1), new Uint8Array(1), options)).rejects.toThrow('no');
  expect(transport.report()).toEqual({ requests: 3, failed: 1, sentBytes: 11, receivedBytes: 10 });
});

describe('a network', () => {
  let world: World;
  afterEach(() => world.end());

  test('knows without asking what its own requests have shown', async () => {
    world = await World.start();
    const network = world.client();
    expect(network.report()).toMatchObject({ paths: [], servers: [], traffic: { requests: 0 } });
    const alice = account(1);
    expect(network.swarmSize(alice.account)).toBeUndefined();
    await until(network, hasAllPaths);
    const swarm = await network.swarmOf(alice.account);
    expect(network.swarmSize(alice.account)).toBe(swarm.length);
    expect(await network.testPaths()).toBe(true);

    const report = network.report();
    // To ask the network how it does sends nothing.
    expect(network.report().traffic).toEqual(report.traffic);
    expect(report.paths.map(({ kind }) => kind).sort()).toEqual(['files', 'messages', 'messages']);
    for (const { latency, nodes, ageMs } of report.paths) {
      expect(latency?.samples).toBeGreaterThan(0);
      expect(nodes).toHaveLength(3);
      expect(ageMs).toBeGreaterThanOrEqual(0);
    }
    expect(report.nodes.known).toBe(24);
    expect(report.nodes.madeAtMs).toBeGreaterThan(0);
    expect(report.traffic.requests).toBeGreaterThan(3);
    expect(report.traffic.sentBytes).toBeGreaterThan(1_000);
    expect(report.traffic.receivedBytes).toBeGreaterThan(100);
    expect(network.swarmSize(alice.account)).toBe(swarm.length);
  });

  test('tells how its file server answered, and that it does not any more', async () => {
    world = await World.start();
    const network = world.client();
    const server = parseFileServer(world.local.fileServer.address);
    const files = new FileClient({ network, server });
    const ours = () => network.report().servers.find(({ origin }) => origin === serverOrigin(server));
    expect(ours()).toBeUndefined();
    await files.reach();
    expect(ours()).toMatchObject({ latency: { samples: 1 } });
    expect(ours()).not.toHaveProperty('failedAtMs');
    // A large file says nothing about the way.
    const { fileId } = await files.upload(new Uint8Array(200_000).fill(7));
    await files.download(fileUrl({ server, fileId, isStream: false }));
    expect(ours()?.latency?.samples).toBe(1);
    const stopped = new AbortController();
    stopped.abort();
    await expect(files.reach({ signal: stopped.signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(ours()).not.toHaveProperty('failedAtMs');
  });
});
