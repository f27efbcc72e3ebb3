import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { type LocalNetwork, type NodeDescription, startLocalNetwork } from '../../ts/local-network/index.ts';
import { toBase64, utf8 } from '../../ts/util/index.ts';
import { type Loose, NodeClient, type RpcResult } from './support/client.ts';
import { type Person, newUser } from './support/keys.ts';
import { buildOnion, nodeRequest } from './support/onion.ts';

const DAY = 86_400_000;
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A network of two swarms, a person, and what can be done with that person's swarm. */
async function story({ dataDir }: { readonly dataDir?: string } = {}) {
  const network = await startLocalNetwork({
    nodeCount: 6,
    swarmSize: 3,
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  const client = new NodeClient();
  cleanups.push(() => {
    client.close();
    return network.close();
  });
  const user = newUser();
  const ids = network.swarmOf(user.account);
  const store = (id: string, text: string, to: Person = user): Promise<RpcResult> =>
    client.rpc(nodeOf(network, id), 'store', {
      pubkey: to.account,
      data: toBase64(utf8(text)),
      timestamp: Date.now(),
      ttl: DAY,
    });
  const retrieve = (id: string, lastHash = ''): Promise<RpcResult> => {
    const timestamp = Date.now();
    return client.rpc(nodeOf(network, id), 'retrieve', {
      ...user.identity,
      timestamp,
      signature: user.sign(`retrieve${timestamp}`),
      last_hash: lastHash,
    });
  };
  const texts = async (id: string, lastHash = ''): Promise<readonly string[]> =>
    (await retrieve(id, lastHash)).body.messages.map(({ data }: Loose) =>
      Buffer.from(data, 'base64').toString(),
    );
  return { network, client, user, ids, store, retrieve, texts };
}

const nodeOf = (network: LocalNetwork, id: string): NodeDescription =>
  network.nodes.find((node) => node.pubkey_ed25519 === id)!;

const steer = (network: LocalNetwork, command: unknown) =>
  fetch(`${network.seedUrl}/faults`, {
    method: 'POST',
    body: JSON.stringify(command),
    headers: { 'Content-Type': 'application/json' },
  });

test('after a move other nodes have the messages, and those of old name them', async () => {
  const { network, ids, store, retrieve, texts, user } = await story();
  await store(ids[0]!, 'before');
  const moved = network.moveSwarm(user.account);
  expect(moved).toHaveLength(3);
  expect(moved.some((id) => ids.includes(id))).toBe(false);
  expect(network.swarmOf(user.account)).toEqual(moved);
  for (const id of moved) expect(await texts(id)).toEqual(['before']);
  for (const answer of [await retrieve(ids[1]!), await store(ids[2]!, 'to the wrong ones')]) {
    expect(answer.code).toBe(421);
    expect(answer.body.snodes.map((node: Loose) => node.pubkey_ed25519)).toEqual(moved);
  }
  expect((await store(moved[0]!, 'after')).code).toBe(200);
  expect(network.messagesOf(user.account, 0).map(({ nodes }) => nodes)).toEqual([moved, moved]);
});

test('a move takes everybody of both swarms along, and the node list tells of it', async () => {
  const { network, store, user } = await story();
  const isElsewhere = ({ account }: Person): boolean =>
    network.swarmOf(account).join() !== network.swarmOf(user.account).join();
  const other = Array.from({ length: 200 }, newUser).find(isElsewhere)!;
  await store(network.swarmOf(other.account)[0]!, 'for another', other);
  const before = new Map(network.nodes.map((node) => [node.pubkey_ed25519, node.swarmId]));
  network.moveSwarm(user.account);
  expect(network.messagesOf(other.account, 0)).toMatchObject([{ nodes: network.swarmOf(other.account) }]);
  for (const { pubkey_ed25519, swarmId } of network.nodes)
    expect(swarmId).not.toBe(before.get(pubkey_ed25519));
});

test('a move outlives the process', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-network-'));
  cleanups.push(() => rmSync(dataDir, { recursive: true }));
  const { network, user } = await story({ dataDir });
  const moved = network.moveSwarm(user.account);
  await network.close();
  const again = await startLocalNetwork({ nodeCount: 6, swarmSize: 3, dataDir });
  cleanups.push(() => again.close());
  expect(again.swarmOf(user.account)).toEqual(moved);
});

test('where there is one swarm nobody moves', async () => {
  const network = await startLocalNetwork({ nodeCount: 3, swarmSize: 3 });
  cleanups.push(() => network.close());
  const { account } = newUser();
  expect(() => network.moveSwarm(account)).toThrow(expect.objectContaining({ code: 'no-other-swarm' }));
  expect((await steer(network, { move_swarm: account })).status).toBe(400);
});

test('nodes of different islands replicate nothing and pass nothing on until they are one network again', async () => {
  const { network, client, ids, store, texts, user } = await story();
  network.partition([[ids[0]!]]);
  const { body } = await store(ids[0]!, 'here');
  expect(body.swarm[ids[1]!]).toEqual({ failed: true, timeout: true });
  await store(ids[1]!, 'there');
  expect([await texts(ids[0]!), await texts(ids[1]!), await texts(ids[2]!)]).toEqual([
    ['here'],
    ['there'],
    ['there'],
  ]);
  const [guard, destination] = [nodeOf(network, ids[1]!), nodeOf(network, ids[0]!)];
  const onion = buildOnion({
    path: [guard],
    destinationKey: destination.pubkey_x25519,
    next: { destination: destination.pubkey_ed25519 },
    inner: nodeRequest('info', {}),
  });
  const sent = () => client.send(guard, '/onion_req/v2', { body: onion.body });
  expect(await sent()).toMatchObject({ status: 504, text: 'Request time out' });
  network.partition([]);
  expect((await sent()).status).toBe(200);
  expect([await texts(ids[0]!), await texts(ids[1]!)]).toEqual([
    ['here', 'there'],
    ['there', 'here'],
  ]);
  expect(network.messagesOf(user.account, 0).every(({ nodes }) => nodes.length === 3)).toBe(true);
  expect(() => network.partition([['nobody']])).toThrow(expect.objectContaining({ code: 'unknown-node' }));
});

test('a node may do as it is told and cut the connection instead of answering', async () => {
  const { network, ids, store, user } = await story();
  await network.faults(ids[0]!).set({ dropAnswers: true });
  await expect(store(ids[0]!, 'kept')).rejects.toThrow();
  expect(network.messagesOf(user.account, 0)).toMatchObject([{ nodes: ids }]);
});

test('a node may sign for messages and forget them', async () => {
  const { network, ids, store, user } = await story();
  await network.faults(ids[0]!).set({ forgetful: true });
  const { body } = await store(ids[0]!, 'where is it?');
  expect(body.swarm[ids[0]!]).toMatchObject({ hash: body.hash, signature: expect.any(String) });
  expect(network.messagesOf(user.account, 0)).toMatchObject([{ nodes: ids.slice(1) }]);
});

test('a node may hand messages out backwards, or all of them twice each time', async () => {
  const { network, ids, store, retrieve, texts } = await story();
  for (const text of ['one', 'two', 'three']) await store(ids[0]!, text);
  const last = (await retrieve(ids[0]!)).body.messages.at(-1).hash as string;
  expect(await texts(ids[0]!, last)).toEqual([]);
  await network.faults(ids[0]!).set({ delivery: 'reversed' });
  expect(await texts(ids[0]!)).toEqual(['three', 'two', 'one']);
  await network.faults(ids[0]!).set({ delivery: 'repeated' });
  expect(await texts(ids[0]!, last)).toEqual(['one', 'one', 'two', 'two', 'three', 'three']);
});

test('a node that ends in the middle of a request leaves nothing of it', async () => {
  const { network, ids, store, user } = await story();
  const stop = network.observe((event) => {
    if (event.type === 'request' && event.node === ids[0])
      void network.faults(event.node).set({ down: true });
  });
  await expect(store(ids[0]!, 'too late')).rejects.toThrow();
  stop();
  expect(network.messagesOf(user.account, 0)).toEqual([]);
});

test('messages can be planted without a request', async () => {
  const { network, ids, texts, user } = await story();
  const timestampMs = Date.now();
  const planted = ['one', 'two'].map((text) => ({
    data: utf8(text),
    timestampMs,
    expiryMs: timestampMs + DAY,
  }));
  network.plant(user.account, 0, planted);
  for (const id of ids) expect(await texts(id)).toEqual(['one', 'two']);
});

test('another process moves swarms and parts the network', async () => {
  const { network, ids, user, store, texts } = await story();
  expect((await steer(network, { move_swarm: user.account })).status).toBe(200);
  const [first, second] = network.swarmOf(user.account);
  expect(ids).not.toContain(first);
  expect((await steer(network, { partition: [[first]] })).status).toBe(200);
  await store(first!, 'here');
  expect(await texts(second!)).toEqual([]);
  expect((await steer(network, { partition: [] })).status).toBe(200);
  expect(await texts(second!)).toEqual(['here']);
  expect((await steer(network, { partition: [['nobody']] })).status).toBe(404);
  const set = { dropAnswers: true, forgetful: true, delivery: 'reversed' };
  const answer = await steer(network, { node: first, set });
  expect((await answer.json()).nodes[first!]).toMatchObject(set);
});
