// Many messages, many clients, large answers.

import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { ed25519PublicKey, verify } from '../../ts/crypto/index.ts';
import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type { LocalNetwork, NodeDescription } from '../../ts/local-network/index.ts';
import { fromBase64, fromHex, fromUtf8, toBase64, utf8 } from '../../ts/util/index.ts';
import { NodeClient } from './support/client.ts';
import type { Loose } from './support/client.ts';
import { newUser } from './support/keys.ts';
import type { Person } from './support/keys.ts';
import { buildOnion, nodeRequest } from './support/onion.ts';

const DAY = 86_400_000;
const MAX_DATA_BYTES = 76_800;

let network: LocalNetwork;
let client: NodeClient;

beforeAll(async () => {
  network = await startLocalNetwork({ nodeCount: 24 });
  client = new NodeClient();
});

afterAll(async () => {
  client.close();
  await network.close();
});

const nodeOf = (id: string): NodeDescription => network.nodes.find((node) => node.pubkey_ed25519 === id)!;
const swarmOf = ({ account }: Person) => network.swarmOf(account).map(nodeOf);

const storeParams = ({ account: pubkey }: Person, data: Uint8Array) => ({
  pubkey,
  data: toBase64(data),
  timestamp: Date.now(),
  ttl: DAY,
});

function retrieveParams(person: Person, more: Loose = {}): Loose {
  const timestamp = Date.now();
  return { ...person.identity, timestamp, signature: person.sign(`retrieve${timestamp}`), ...more };
}

/** Every hash an account has at a node, page by page. */
async function pages(person: Person, node: NodeDescription, limits: Loose): Promise<readonly string[][]> {
  const found: string[][] = [];
  for (;;) {
    const last_hash = found.at(-1)?.at(-1) ?? '';
    const { body } = await client.rpc(node, 'retrieve', retrieveParams(person, { ...limits, last_hash }));
    found.push(body.messages.map(({ hash }: Loose) => hash));
    if (!body.more) return found;
  }
}

test('a hundred and thirty messages, stored in batches by turns, are on every member, page by page', async () => {
  const user = newUser();
  const swarm = swarmOf(user);
  const hashes: string[] = [];
  for (let at = 0; at < 130; at += 10) {
    const requests = Array.from({ length: 10 }, (_, more) => ({
      method: 'store',
      params: storeParams(user, utf8(`message ${at + more}`)),
    }));
    const { body } = await client.rpc(swarm[at % swarm.length]!, 'batch', { requests });
    for (const { code, body: stored } of body.results) {
      expect(code).toBe(200);
      for (const [id, { signature }] of Object.entries<Loose>(stored.swarm)) {
        expect(verify(fromBase64(signature), utf8(stored.hash), ed25519PublicKey(fromHex(id)))).toBe(true);
      }
      hashes.push(stored.hash);
    }
  }
  for (const node of swarm) {
    const found = await pages(user, node, { max_count: 32 });
    expect(found.map(({ length }) => length)).toEqual([32, 32, 32, 32, 2]);
    expect([...found.flat()].sort()).toEqual([...hashes].sort());
    expect((await pages(user, node, {})).flat()).toEqual(found.flat());
  }
});

test('fifty clients at once lose nothing and double nothing', async () => {
  const people = Array.from({ length: 50 }, newUser);
  const stories = people.map(async (person) => {
    const own = new NodeClient();
    const [first, second] = swarmOf(person) as [NodeDescription, NodeDescription];
    const hashes: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const { code, body } = await own.rpc(first, 'store', storeParams(person, randomBytes(200)));
      expect(code).toBe(200);
      hashes.push(body.hash);
    }
    const { body } = await own.rpc(second, 'retrieve', retrieveParams(person));
    own.close();
    expect(body.messages.map(({ hash }: Loose) => hash)).toEqual(hashes);
  });
  await Promise.all(stories);
});

test('fifty clients store into one inbox, the same message too, and every member has all of them once', async () => {
  const user = newUser();
  const swarm = swarmOf(user);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      client.rpc(swarm[at % swarm.length]!, 'store', storeParams(user, utf8(`message ${at % 50}`))),
    ),
  );
  const hashes = new Set(answers.map(({ body }) => body.hash));
  expect(hashes.size).toBe(50);
  const news = answers.filter(({ body }) =>
    Object.values<Loose>(body.swarm).every(({ already }) => already === undefined),
  );
  expect(news).toHaveLength(50);
  for (const node of swarm) expect((await pages(user, node, {})).flat().sort()).toEqual([...hashes].sort());
});

test('the largest page there is fits into an onion request', async () => {
  const user = newUser();
  const swarm = swarmOf(user);
  // As many as a page can hold and more, of a size that fills it almost to the end.
  const sizeOf = (length: number) => 143 + Math.floor((length * 4) / 3);
  const fitting = Math.floor(7_800_000 / sizeOf(MAX_DATA_BYTES));
  for (let at = 0; at <= fitting; at += 1) {
    const { code } = await client.rpc(swarm[0]!, 'store', storeParams(user, randomBytes(MAX_DATA_BYTES)));
    expect(code).toBe(200);
  }
  const path = network.nodes.filter((node) => node !== swarm[0]).slice(0, 3);
  const onion = buildOnion({
    path,
    destinationKey: swarm[0]!.pubkey_x25519,
    next: { destination: swarm[0]!.pubkey_ed25519 },
    inner: nodeRequest('retrieve', retrieveParams(user, { max_size: -1 })),
  });
  const answer = await client.send(path[0]!, '/onion_req/v2', { body: onion.body });
  expect(answer.status).toBe(200);
  const { status, body } = JSON.parse(fromUtf8(onion.open(fromBase64(answer.text))));
  expect(status).toBe(200);
  const { messages, more } = JSON.parse(body);
  expect([messages.length, more]).toEqual([fitting, true]);
});

test('an answer of small messages is no longer than max_size', async () => {
  const user = newUser();
  const node = swarmOf(user)[0]!;
  for (let at = 0; at < 2_000; at += 20) {
    const requests = Array.from({ length: 20 }, (_, more) => ({
      method: 'store',
      params: storeParams(user, utf8(`${at + more}`)),
    }));
    expect((await client.rpc(node, 'batch', { requests })).code).toBe(200);
  }
  const size = 20_000;
  const answer = await client.rpc(node, 'retrieve', retrieveParams(user, { max_size: size }));
  expect(answer.body.more).toBe(true);
  expect(answer.text.length).toBeLessThanOrEqual(size);
  expect((await pages(user, node, { max_size: size })).flat()).toHaveLength(2_000);
});
