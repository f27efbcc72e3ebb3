import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { ed25519PublicKey, ed25519ToX25519, verify } from '../../ts/crypto/index.ts';
import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type {
  LocalNetwork,
  LocalNetworkOptions,
  NodeDescription,
  NodeFaults,
} from '../../ts/local-network/index.ts';
import { fromBase64, fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { NodeClient } from './support/client.ts';
import type { Loose } from './support/client.ts';
import { newUser } from './support/keys.ts';
import { buildOnion, nodeRequest } from './support/onion.ts';

const DAY = 86_400_000;
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: Partial<LocalNetworkOptions> = {}) {
  const network = await startLocalNetwork({ nodeCount: 6, swarmSize: 3, ...options });
  const client = new NodeClient();
  cleanups.push(() => {
    client.close();
    return network.close();
  });
  return { network, client };
}

const nodeOf = (network: LocalNetwork, id: string): NodeDescription =>
  network.nodes.find((node) => node.pubkey_ed25519 === id)!;

const post = (url: string, body: unknown, type = 'application/json') =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': type } });

test('the seed tells all nodes in the form clients want, 64-bit ids and all', async () => {
  const { network } = await start({ nodeCount: 7 });
  const fields = {
    public_ip: true,
    storage_port: true,
    pubkey_x25519: true,
    pubkey_ed25519: true,
    requested_unlock_height: true,
    swarm_id: true,
    height: true,
  };
  const params = { active_only: true, fields };
  const answer = await post(
    `${network.seedUrl}/json_rpc`,
    { jsonrpc: '2.0', method: 'get_n_service_nodes', params },
    'text/plain;charset=UTF-8',
  );
  expect(answer.headers.get('content-type')).toBe('application/json');
  const text = await answer.text();
  const { result } = JSON.parse(text);
  expect(typeof result.height).toBe('number');
  expect(result.service_node_states).toHaveLength(7);
  for (const [at, node] of network.nodes.entries()) {
    expect(result.service_node_states[at]).toMatchObject({
      public_ip: '127.0.0.1',
      storage_port: node.port_https,
      pubkey_ed25519: node.pubkey_ed25519,
      pubkey_x25519: toHex(ed25519ToX25519(ed25519PublicKey(fromHex(node.pubkey_ed25519)))),
      requested_unlock_height: 0,
    });
    expect(text).toContain(`"swarm_id":${node.swarmId}`);
  }
  const ports = network.nodes.flatMap((node) => [node.port_https, node.port_omq]);
  expect(new Set(ports).size).toBe(14);
});

test('the seed answers what it does not understand with JSON-RPC errors', async () => {
  const { network } = await start({ nodeCount: 1 });
  const errorOf = async (body: string) =>
    (await (await fetch(`${network.seedUrl}/json_rpc`, { method: 'POST', body })).json()).error.code;
  expect(await errorOf('{')).toBe(-32_700);
  expect(await errorOf('{"method":1}')).toBe(-32_600);
  expect(await errorOf('{"method":"stop_daemon"}')).toBe(-32_601);
  expect((await fetch(`${network.seedUrl}/other`)).status).toBe(404);
});

test('swarms have at least three nodes and every node has one', async () => {
  const sizesOf = ({ nodes }: LocalNetwork) => {
    const ids = nodes.map(({ swarmId }) => swarmId);
    return [...new Set(ids)].map((id) => ids.filter((other) => other === id).length).sort();
  };
  expect(sizesOf((await start({ nodeCount: 24, swarmSize: 6 })).network)).toEqual([6, 6, 6, 6]);
  expect(sizesOf((await start({ nodeCount: 11, swarmSize: 3 })).network)).toEqual([3, 4, 4]);
  expect(sizesOf((await start({ nodeCount: 2 })).network)).toEqual([2]);
});

test.each([
  [{ nodeCount: 0 }, 'options-invalid'],
  [{ nodeCount: 201 }, 'options-invalid'],
  [{ nodeCount: 6, swarmSize: 2 }, 'options-invalid'],
])('options %j are refused', async (options, code) => {
  await expect(startLocalNetwork(options)).rejects.toMatchObject({ code });
});

test('a port that somebody else has is named', async () => {
  const { network } = await start({ nodeCount: 1 });
  const port = Number(new URL(network.seedUrl).port);
  await expect(startLocalNetwork({ nodeCount: 1, port })).rejects.toMatchObject({ code: 'port-in-use' });
});

test('with a folder, keys, addresses, swarms, messages and names outlive the process', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-network-'));
  cleanups.push(() => rmSync(dataDir, { recursive: true }));
  const options = { nodeCount: 6, swarmSize: 3, dataDir };
  const first = await startLocalNetwork(options);
  const client = new NodeClient();
  cleanups.push(() => client.close());
  const person = newUser();
  const params = { pubkey: person.account, data: 'AAAA', timestamp: Date.now(), ttl: DAY };
  const { body } = await client.rpc(nodeOf(first, first.swarmOf(person.account)[0]!), 'store', params);
  first.registerName('Lighthouse', person.account);
  const before = [first.describe(), first.nodes, first.messagesOf(person.account, 0)];
  expect(first.messagesOf(person.account, 0)).toMatchObject([{ hash: body.hash }]);
  await first.close();

  await expect(startLocalNetwork({ ...options, nodeCount: 7 })).rejects.toMatchObject({
    code: 'data-of-another-network',
  });
  const second = await startLocalNetwork(options);
  cleanups.push(() => second.close());
  expect([second.describe(), second.nodes, second.messagesOf(person.account, 0)]).toEqual(before);
  const again = await client.rpc(nodeOf(second, second.swarmOf(person.account)[1]!), 'store', params);
  for (const member of Object.values<Loose>(again.body.swarm)) expect(member.already).toBe(true);
});

test('a network that closes refuses and says so to those who wait', async () => {
  const { network, client } = await start();
  const waiting = network.waitForStore(() => true);
  const aborted = network.waitForStore(() => true, AbortSignal.abort());
  await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
  const closed = expect(waiting).rejects.toMatchObject({ code: 'closed' });
  await network.close();
  await closed;
  await expect(client.rpc(network.nodes[0]!, 'info', {})).rejects.toThrow(/ECONNREFUSED/);
});

test('in the dark every node refuses, and the same nodes come back', async () => {
  const { network, client } = await start();
  const seedAnswers = () => fetch(`${network.seedUrl}/json_rpc`, { method: 'POST', body: '{}' });
  expect((await client.rpc(network.nodes[0]!, 'info', {})).code).toBe(200);
  const dark = network.goDark();
  for (const node of network.nodes) await expect(client.rpc(node, 'info', {})).rejects.toThrow();
  await dark;
  for (const node of network.nodes)
    await expect(client.rpc(node, 'info', {})).rejects.toThrow(/ECONNREFUSED/);
  await expect(seedAnswers()).rejects.toThrow();
  await network.comeBack();
  for (const node of network.nodes) expect((await client.rpc(node, 'info', {})).code).toBe(200);
  expect((await seedAnswers()).status).toBe(200);
});

test('a connection that exists is cut when its node goes down', async () => {
  const { network } = await start({ nodeCount: 1 });
  const [node] = network.nodes;
  const socket = connect(node!.port_https, node!.ip);
  await new Promise<void>((resolve) => {
    network.observe(({ type }) => {
      if (type === 'connection') resolve();
    });
  });
  const cut = new Promise<void>((resolve) => {
    socket.on('error', () => undefined).on('close', () => resolve());
  });
  await network.faults(node!.pubkey_ed25519).set({ down: true });
  await cut;
});

/** A user, the members of the swarm, and a store of the user's at the first of them. */
async function swarmStory(options: Partial<LocalNetworkOptions> = {}) {
  const { network, client } = await start(options);
  const user = newUser();
  const ids = network.swarmOf(user.account);
  const nowMs = () => options.clock?.nowMs() ?? Date.now();
  const store = (data = 'AAAA') =>
    client.rpc(nodeOf(network, ids[0]!), 'store', {
      pubkey: user.account,
      data,
      timestamp: nowMs(),
      ttl: DAY,
    });
  const fault = (at: number, change: Partial<NodeFaults>) => network.faults(ids[at]!).set(change);
  return { network, client, user, ids, store, fault };
}

test('a member that is down has failed, the others have the message', async () => {
  const { network, user, ids, store, fault } = await swarmStory();
  await fault(1, { down: true });
  const { code, body } = await store();
  expect(code).toBe(200);
  expect(body.swarm[ids[1]!]).toEqual({ failed: true, timeout: true });
  expect(network.messagesOf(user.account, 0)[0]!.nodes).toEqual([ids[0], ids[2]]);
  await network.faults(ids[1]!).clear();
  expect((await store()).body.swarm[ids[1]!]).toMatchObject({ hash: body.hash });
});

test('a slow member is waited for, but no longer than five seconds', async () => {
  const clock = new FakeClock();
  const { ids, store, fault } = await swarmStory({ clock });
  await fault(1, { slowMs: 4_999 });
  await fault(2, { slowMs: 60_000 });
  let answered = false;
  const answer = store().finally(() => {
    answered = true;
  });
  while (clock.pendingTimers < 2) await new Promise(setImmediate);
  await clock.advance(4_999);
  expect(answered).toBe(false);
  await clock.advance(1);
  const { body } = await answer;
  expect(body.swarm[ids[1]!]).toHaveProperty('signature');
  expect(body.swarm[ids[2]!]).toEqual({ failed: true, timeout: true });
});

test('a clock that is off makes signatures too old', async () => {
  const { network, client, user, ids, store, fault } = await swarmStory();
  const timestamp = Date.now();
  const params = { ...user.identity, timestamp, signature: user.sign(`retrieve${timestamp}`) };
  await fault(0, { clockSkewMs: -120_000 });
  const node = nodeOf(network, ids[0]!);
  expect(await client.rpc(node, 'retrieve', params)).toMatchObject({ code: 406 });
  expect(await store()).toMatchObject({ code: 406, text: 'Timestamp error: check your clock' });
  const { body } = await client.rpc(node, 'info', {});
  expect(Math.abs(body.t - (Date.now() - 120_000))).toBeLessThan(5_000);
});

test('a member whose clock is off refuses what is forwarded to it', async () => {
  const { ids, store, fault } = await swarmStory();
  await fault(2, { clockSkewMs: -120_000 });
  expect((await store()).body.swarm[ids[2]!]).toEqual({
    failed: true,
    code: '406',
    reason: 'Timestamp error: check your clock',
  });
});

test('a forwarded request may be ten seconds older than a direct one', async () => {
  const clock = new FakeClock();
  const { network, client, user, ids, fault } = await swarmStory({ clock });
  await fault(1, { clockSkewMs: 70_000 });
  await fault(2, { clockSkewMs: 70_001 });
  const timestamp = clock.nowMs();
  const params = { ...user.identity, timestamp, signature: user.sign(`delete_all${timestamp}`) };
  const { body } = await client.rpc(nodeOf(network, ids[0]!), 'delete_all', params);
  expect(body.swarm[ids[1]!]).toMatchObject({ deleted: [] });
  expect(body.swarm[ids[2]!]).toMatchObject({ failed: true, code: '406' });
});

test('a node may claim to be of another swarm', async () => {
  const { ids, store, fault } = await swarmStory();
  await fault(0, { wrongSwarm: true });
  const { code, body } = await store();
  expect(code).toBe(421);
  expect(body.snodes.map((node: Loose) => node.pubkey_ed25519)).toEqual(ids);
});

test('a node may sign something else', async () => {
  const { ids, store, fault } = await swarmStory();
  await fault(1, { wrongSignature: true });
  const { body } = await store();
  const isRight = (id: string) =>
    verify(fromBase64(body.swarm[id].signature), utf8(body.hash), ed25519PublicKey(fromHex(id)));
  expect(ids.map(isRight)).toEqual([true, false, true]);
});

test('a node may cut connections, be unready, or reply with nonsense of every kind', async () => {
  const { network, client, ids, fault } = await swarmStory();
  const node = nodeOf(network, ids[0]!);
  const info = () => client.rpc(node, 'info', {});
  await fault(0, { dropConnections: true });
  await expect(info()).rejects.toThrow();
  await fault(0, { dropConnections: false, notReady: true });
  expect(await info()).toMatchObject({
    code: 503,
    text: expect.stringMatching(/^Service node is not ready: .+\n$/),
  });
  await fault(0, { notReady: false, reply: 'malformed' });
  expect((await client.send(node, '/storage_rpc/v1', { body: utf8('{}') })).body).toHaveLength(64);
  await fault(0, { reply: 'oversized' });
  expect((await info()).text.length).toBeGreaterThan(10_485_760);
  await fault(0, { reply: 'nonsense' });
  expect(await info()).toMatchObject({ code: 200, text: '{"nonsense":' });
  await fault(0, { reply: 'replayed' });
  const first = await info();
  expect((await client.rpc(node, 'nope', {})).text).toBe(first.text);
  await network.faults(ids[0]!).clear();
  expect((await client.rpc(node, 'nope', {})).code).toBe(400);
});

test('what happens on a path when a hop misbehaves', async () => {
  const { network, client } = await start({ nodeCount: 6 });
  const [guard, middle, last, destination] = network.nodes as unknown as [
    NodeDescription,
    NodeDescription,
    NodeDescription,
    NodeDescription,
  ];
  const onion = buildOnion({
    path: [guard, middle, last],
    destinationKey: destination.pubkey_x25519,
    next: { destination: destination.pubkey_ed25519 },
    inner: nodeRequest('info', {}),
  });
  const outcome = async (node: NodeDescription, change: Partial<NodeFaults>) => {
    await network.faults(node.pubkey_ed25519).set(change);
    const { status, text } = await client.send(guard, '/onion_req/v2', { body: onion.body });
    await network.faults(node.pubkey_ed25519).clear();
    return [status, text];
  };
  expect((await outcome(guard, {}))[0]).toBe(200);
  expect(await outcome(middle, { down: true })).toEqual([504, 'Request time out']);
  expect(await outcome(destination, { down: true })).toEqual([504, 'Request time out']);
  expect(await outcome(middle, { dropConnections: true })).toEqual([504, 'Request time out']);
  expect(await outcome(last, { reply: 'oversized' })).toEqual([500, 'Invalid response from snode']);
  expect(await outcome(guard, { notReady: true })).toEqual([
    503,
    'Service node is not ready: not yet synced\n',
  ]);
  expect(await outcome(last, { notReady: true })).toEqual([503, `Snode not ready: ${last.pubkey_ed25519}`]);
  const [status, garbage] = await outcome(middle, { reply: 'malformed' });
  expect(status).toBe(200);
  expect(() => onion.open(utf8(String(garbage)))).toThrow();
});

test('a hop that never answers is given up after thirty seconds', async () => {
  const clock = new FakeClock();
  const { network, client } = await start({ nodeCount: 2, clock });
  const [guard, destination] = network.nodes as unknown as [NodeDescription, NodeDescription];
  await network.faults(destination.pubkey_ed25519).set({ slowMs: 600_000 });
  const onion = buildOnion({
    path: [guard],
    destinationKey: destination.pubkey_x25519,
    next: { destination: destination.pubkey_ed25519 },
    inner: nodeRequest('info', {}),
  });
  const answer = client.send(guard, '/onion_req/v2', { body: onion.body });
  while (clock.pendingTimers < 2) await new Promise(setImmediate);
  await clock.advance(30_000);
  expect(await answer).toMatchObject({ status: 504, text: 'Request time out' });
});

test('another process steers the network over the port of the seed', async () => {
  const { network, client } = await start();
  const { pubkey_ed25519: node } = network.nodes[2]!;
  const steer = (command: unknown) => post(`${network.seedUrl}/faults`, command);
  const answer = await steer({ node, set: { down: true, slowMs: 5 } });
  expect((await answer.json()).nodes[node]).toMatchObject({
    down: true,
    slowMs: 5,
    notReady: false,
  });
  await expect(client.rpc(network.nodes[2]!, 'info', {})).rejects.toThrow();
  await steer({ node, clear: true });
  expect((await client.rpc(network.nodes[2]!, 'info', {})).code).toBe(200);
  await steer({ dark: true });
  for (const each of network.nodes) await expect(client.rpc(each, 'info', {})).rejects.toThrow();
  await steer({ dark: false });
  expect((await client.rpc(network.nodes[0]!, 'info', {})).code).toBe(200);
  await steer({ node: 'all', set: { notReady: true } });
  for (const each of network.nodes) expect((await client.rpc(each, 'info', {})).code).toBe(503);

  expect((await steer({ node: 'nobody', clear: true })).status).toBe(404);
  for (const bad of [{}, { node, set: { moon: true } }, { node, set: { slowMs: -1 } }, { node }, 7]) {
    expect((await steer(bad)).status).toBe(400);
  }
  expect((await post(`${network.seedUrl}/faults`, { dark: true }, 'text/plain')).status).toBe(415);
  const stats = await (await fetch(`${network.seedUrl}/stats`)).json();
  expect(stats.nodes[node].requests['POST /storage_rpc/v1']).toBe(2);
  expect(stats).toEqual(JSON.parse(JSON.stringify(network.statistics())));
  expect((await (await fetch(`${network.seedUrl}/faults`)).json()).nodes[node].notReady).toBe(true);
});
