import { expect, test } from 'vitest';

import type { ClientEvent } from '../../ts/client/index.ts';
import { SocksServer } from '../support/socks-server.ts';
import { openRoom, visit } from './communities-world.ts';
import { friends, withWorld } from './world.ts';

test('what is known of the connection is told, after a test of all that we are connected to', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    await alice.online();
    await alice.sent(alice.send(alice.id, 'a note').id);
    await visit(alice, openRoom(world));

    const view = await alice.client.testConnection();
    expect(view).toMatchObject({ state: 'online', nodes: { known: 24 } });
    expect(view.swarmSize).toBeGreaterThan(1);
    expect(view.polledAtMs).toBeGreaterThan(0);
    expect(Math.abs(view.clockOffsetMs ?? Infinity)).toBeLessThan(5_000);
    expect(view).not.toHaveProperty('proxy');
    expect(view.paths.length).toBeGreaterThan(0);
    for (const { latency, nodes } of view.paths) {
      expect(latency?.samples).toBeGreaterThan(0);
      expect(nodes.every(({ ip }) => ip !== '')).toBe(true);
    }
    expect(view.servers.map(({ kind }) => kind)).toEqual(['file-server', 'community']);
    for (const server of view.servers) {
      expect(server.answeredAtMs).toBeGreaterThan(0);
      expect(server.latency?.samples).toBeGreaterThan(0);
    }
    // It has no key and no token in it, of whomever.
    expect(JSON.stringify(view)).not.toContain(alice.id);
  });
});

test('a server that does not answer is told apart from one that was never asked', async () => {
  await withWorld(async ({ person, network }) => {
    const alice = await person('Alice');
    await alice.online();
    const [before] = alice.client.connection().servers;
    expect(before).toEqual({ kind: 'file-server', origin: expect.stringMatching(/^http:/) as string });
    await network.fileServer.faults.set({ status: 503 });
    // It is there, whatever it says.
    expect((await alice.client.testConnection()).servers[0]).not.toHaveProperty('failedAtMs');
    await network.fileServer.faults.set({ down: true });
    const [broken] = (await alice.client.testConnection()).servers;
    expect(broken?.failedAtMs).toBeGreaterThanOrEqual(broken?.answeredAtMs ?? Infinity);
  });
});

test('the proxy is named without who uses it, and offline is told with its reason', async () => {
  const proxy = await SocksServer.start();
  try {
    await withWorld(async ({ person }) => {
      const alice = await person('Alice', { proxyUrl: proxy.url().replace('://', '://somebody:secret@') });
      await alice.online();
      const view = alice.client.connection();
      expect(view.proxy).toBe(new URL(proxy.url()).host);
      expect(JSON.stringify(view)).not.toMatch(/somebody|secret/);
      await proxy.stop();
      alice.client.connectivityChanged();
      await alice.event('network', (event) => event.network.problem === 'proxy-unreachable');
      expect(alice.client.connection()).toMatchObject({ state: 'offline', problem: 'proxy-unreachable' });
    });
  } finally {
    await proxy.stop();
  }
});

test('what lies on the disk is counted, the largest conversations by name, and what was deleted is given back', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const withBob = alice.conversationWith(bob.id).id;
    const note = alice.conversationWith(alice.id).id;
    const sent = await alice.client.sendAttachments({
      conversationId: withBob,
      text: '',
      attachments: [{ bytes: new Uint8Array(50_000).fill(1), contentType: 'application/zip', name: 'a.zip' }],
    });
    alice.client.sendMessage({ conversationId: note, text: 'kept' });
    const before = await alice.client.storage();
    expect(before.largest[0]).toMatchObject({ conversation: { id: withBob }, files: 1 });
    expect(before.largest[0]?.bytes).toBeGreaterThanOrEqual(50_000);
    expect(before.attachments.files).toBe(1);
    expect(before.messages).toBe(before.largest.reduce((sum, { messages }) => sum + messages, 0));
    expect(before.database.bytes).toBeGreaterThan(before.database.freeBytes);

    await alice.sent(sent.id);
    // Room that is worth to be won, and not been tidied up by itself yet.
    for (let count = 0; count < 40; count += 1)
      alice.client.saveDraft({ conversationId: note, text: 'x'.repeat(90_000) });
    alice.client.saveDraft({ conversationId: note, text: '' });
    expect((await alice.client.storage()).database.freeBytes).toBeGreaterThan(50_000);
    const told: number[] = [];
    alice.client.subscribe((event: ClientEvent) => {
      if (event.type === 'health' && event.health.compaction !== undefined)
        told.push(event.health.compaction);
    });
    const [first, second] = await Promise.all([alice.client.compact(), alice.client.compact()]);
    expect(first).toBe(second);
    expect(first.wonBytes).toBeGreaterThan(50_000);
    expect(told[0]).toBe(0);
    expect(told.length).toBeGreaterThan(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(alice.client.health()).not.toHaveProperty('compaction');
    expect((await alice.client.storage()).database.freeBytes).toBe(0);
    expect(await alice.client.compact()).toEqual({ wonBytes: expect.any(Number) as number });
  });
});
