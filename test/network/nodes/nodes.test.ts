import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cryptoReady, ed25519KeyPair, ed25519Seed, ed25519ToX25519 } from '../../../ts/crypto/index.ts';
import { NetworkError, parseNodeId } from '../../../ts/network/index.ts';
import { parseNodeJson } from '../../../ts/network/json.ts';
import { agreedNodes } from '../../../ts/network/nodes/agreement.ts';
import { readNodeList } from '../../../ts/network/nodes/node-list.ts';
import { NodePool } from '../../../ts/network/nodes/node-pool.ts';
import { bundledNodesFile, readBundledNodes } from '../../../ts/network/nodes/bundled-nodes.ts';
import { isPublicIpv4, parseIpv4, subnet } from '../../../ts/network/nodes/subnets.ts';
import { computedSwarm, swarmIdOf, swarmSpace } from '../../../ts/network/nodes/swarm-mapping.ts';
import { Swarms } from '../../../ts/network/nodes/swarms.ts';
import { NodeStrikes } from '../../../ts/network/paths/strikes.ts';
import { rulesOf } from '../../../ts/network/profile.ts';
import { silentLog, systemRandom, toHex } from '../../../ts/util/index.ts';
import { FakeClock, fakeNode } from '../fakes.ts';
import { vectors } from '../vectors.ts';
import { MemoryState } from '../world.ts';

await cryptoReady();

/** An entry of a node list, with true keys. */
function listed(seed: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const { publicKey } = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(seed)));
  return {
    public_ip: `20.0.${seed}.1`,
    storage_port: 22_021,
    pubkey_ed25519: toHex(publicKey),
    pubkey_x25519: toHex(ed25519ToX25519(publicKey)),
    requested_unlock_height: 0,
    ...more,
  };
}

describe('swarm mapping', () => {
  test.each(vectors.swarm_mapping)('%#', ({ pubkey, swarm_ids, swarm_space, swarm_id }) => {
    expect(swarmSpace(pubkey)).toBe(BigInt(`0x${swarm_space}`));
    expect(
      swarmIdOf(
        pubkey,
        swarm_ids.map((id) => BigInt(`0x${id}`)),
      ),
    ).toBe(BigInt(`0x${swarm_id}`));
  });

  test('of no swarms is none, and nodes without one are in none', () => {
    const account = vectors.swarm_mapping[0]!.pubkey;
    expect(swarmIdOf(account, [])).toBeUndefined();
    expect(computedSwarm(account, [fakeNode(1)])).toEqual([]);
    expect(computedSwarm(account, [fakeNode(1), fakeNode(2, { swarmId: 7n })])).toEqual([
      fakeNode(2, { swarmId: 7n }),
    ]);
  });
});

describe('node lists', () => {
  const rules = { publicOnly: false };

  test('keep 64 bits of a swarm id and leave out the one of no swarm', async () => {
    const text = JSON.stringify({
      service_node_states: [listed(1, { swarm_id: 1 }), listed(2, { swarm_id: 2 })],
    })
      .replace('"swarm_id":1', '"swarm_id": 18446744073709551614')
      .replace('"swarm_id":2', '"swarm_id":18446744073709551615');
    const nodes = await readNodeList(parseNodeJson(text), rules);
    expect(nodes.map(({ swarmId }) => swarmId)).toEqual([18446744073709551614n, undefined]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no address', { public_ip: '0.0.0.0' }],
    ['a name for an address', { public_ip: 'example.org' }],
    ['an impossible address', { public_ip: '1.2.3.256' }],
    ['no port', { storage_port: 0 }],
    ['an impossible port', { storage_port: 70_000 }],
    ['a port in text', { storage_port: '22021' }],
    ['a short key', { pubkey_ed25519: 'ab' }],
    ['another’s X25519 key', { pubkey_x25519: listed(2)['pubkey_x25519'] }],
    ['a key that is no point', { pubkey_ed25519: '02'.repeat(32) }],
  ])('leave out a node with %s', async (_name, fault) => {
    const good = listed(3);
    const nodes = await readNodeList({ service_node_states: [listed(1, fault), good, null, 7] }, rules);
    expect(nodes.map(({ ed25519 }) => ed25519)).toEqual([good['pubkey_ed25519']]);
  });

  test.each([
    undefined,
    null,
    [],
    {},
    { service_node_states: {} },
    { service_node_states: [] },
    { service_node_states: [{}] },
  ])('are refused when there is nothing in them: %j', async (result) => {
    await expect(readNodeList(result, rules)).rejects.toThrow(NetworkError);
  });

  test('of the public networks have public addresses only', async () => {
    const states = ['127.0.0.1', '10.1.1.1', '192.168.0.1', '203.0.113.9', '20.1.2.3'].map((ip, at) =>
      listed(at + 1, { public_ip: ip }),
    );
    const nodes = await readNodeList({ service_node_states: states }, { publicOnly: true });
    expect(nodes.map(({ ip }) => ip)).toEqual(['20.1.2.3']);
  });

  test('that were bundled leave out nodes that have left since', async () => {
    const clock = new FakeClock();
    const json = JSON.stringify({
      height: 1_000,
      service_node_states: [
        listed(1),
        listed(2, { requested_unlock_height: 1_030 }),
        listed(3, { requested_unlock_height: 1_031 }),
      ],
    });
    const ports = { clock, rules: rulesOf({ kind: 'mainnet' }) };
    const madeAtMs = clock.nowMs() - 3_600_000;
    const { nodes } = await readBundledNodes({ json, madeAtMs }, ports);
    expect(nodes.map(({ ip }) => ip)).toEqual(['20.0.1.1', '20.0.3.1']);
    // What the list says of its age comes before the time of the file, which packing may have changed.
    const dated = json.replace('{', `{"made_at":${madeAtMs / 1_000},`);
    const later = await readBundledNodes({ json: dated, madeAtMs: clock.nowMs() }, ports);
    expect(later).toEqual({ madeAtMs, nodes });
    const fresh = await readBundledNodes({ json, madeAtMs: clock.nowMs() }, ports);
    expect(fresh.nodes).toHaveLength(3);
  });

  test('that were bundled come from a file, if there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundled-nodes-'));
    const file = join(folder, 'nodes.json');
    const source = bundledNodesFile(file, silentLog);
    expect(source()).toBeUndefined();
    writeFileSync(file, '{}');
    utimesSync(file, 1_000, 1_000);
    expect(source()).toEqual({ json: '{}', madeAtMs: 1_000_000 });
    writeFileSync(file, ' '.repeat(9 * 1024 * 1024));
    expect(source()).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  test('of any JSON are read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc.array(fc.jsonValue()).map((states) => ({ service_node_states: states })),
        ),
        async (value) => {
          await readNodeList(value, rules).catch((error: unknown) =>
            expect(error).toBeInstanceOf(NetworkError),
          );
        },
      ),
    );
  });
});

describe('addresses', () => {
  test('are four numbers', () => {
    expect(parseIpv4('1.2.3.4')).toEqual([1, 2, 3, 4]);
    for (const text of ['', '1.2.3', '1.2.3.4.5', '1.2.3.x', '::1', '1.2.3.999'])
      expect(parseIpv4(text)).toBeUndefined();
  });

  test('are public or not', () => {
    for (const ip of ['8.8.8.8', '100.63.0.1', '172.32.0.1', '192.169.0.1', '223.255.255.255'])
      expect(isPublicIpv4(ip)).toBe(true);
    for (const ip of [
      '0.1.2.3',
      '100.64.0.1',
      '172.16.0.1',
      '169.254.1.1',
      '192.0.2.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      'x',
    ]) {
      expect(isPublicIpv4(ip)).toBe(false);
    }
    expect([subnet('1.2.3.4', 3), subnet('1.2.3.4', 2)]).toEqual(['1.2.3', '1.2']);
  });
});

describe('what two of three nodes agree on', () => {
  test('is kept, the rest is not', () => {
    const [a, b, c] = [fakeNode(1), fakeNode(2), fakeNode(3)];
    expect(
      agreedNodes([
        [a, b],
        [a, c],
        [a, b],
      ]),
    ).toEqual([a, b]);
    expect(agreedNodes([[a], [{ ...a, port: 1 }], [{ ...a, ip: '20.0.0.9' }]])).toEqual([]);
    expect(agreedNodes([])).toEqual([]);
  });

  test('includes the swarm', () => {
    const inSwarm = (swarmId: bigint) => fakeNode(1, { swarmId });
    expect(agreedNodes([[inSwarm(1n)], [inSwarm(2n)], [inSwarm(2n)]])).toEqual([inSwarm(2n)]);
    expect(agreedNodes([[inSwarm(1n)], [inSwarm(2n)], [fakeNode(1)]])).toEqual([fakeNode(1)]);
  });
});

describe('the pool', () => {
  const nodes = Array.from({ length: 12 }, (_, at) => fakeNode(at + 1));

  function aPool(state = new MemoryState()) {
    const clock = new FakeClock();
    const strikes = new NodeStrikes(clock);
    return { clock, strikes, state, pool: new NodePool({ clock, log: silentLog, state, strikes }, 10) };
  }

  test('comes back after a restart, for two weeks', () => {
    const { pool, state, clock } = aPool();
    pool.replace(nodes, clock.nowMs());
    const next = aPool(state);
    expect(next.pool.load()).toBe(true);
    expect(next.pool.all()).toEqual(nodes);
    const late = aPool(state);
    late.clock.wallMs += 14 * 86_400_000 + 1;
    expect(late.pool.load()).toBe(false);
    expect(late.pool.isSufficient()).toBe(false);
  });

  test('of too few nodes is none', () => {
    const { pool, state } = aPool();
    state.nodes = { nodes: nodes.slice(0, 9), updatedAtMs: 1_800_000_000_000 };
    expect(pool.load()).toBe(false);
  });

  test('is due after two hours', () => {
    const { pool, clock } = aPool();
    pool.replace(nodes, clock.nowMs());
    expect(pool.refreshInMs()).toBe(7_200_000);
    clock.wallMs += 7_200_000;
    expect(pool.refreshInMs()).toBe(0);
  });

  test('does without nodes that are out, but not below what is needed', () => {
    const { pool, strikes } = aPool();
    pool.replace(nodes, 0);
    strikes.expel(nodes[0]!.ed25519);
    expect(pool.usable()).toHaveLength(11);
    expect(pool.isUsable(nodes[0]!.ed25519)).toBe(false);
    strikes.expel(nodes[1]!.ed25519);
    strikes.expel(nodes[2]!.ed25519);
    expect(pool.usable()).toHaveLength(12);
    expect(pool.isUsable(nodes[0]!.ed25519)).toBe(true);
  });
});

describe('swarms', () => {
  const account = vectors.swarm_mapping[0]!.pubkey;
  const nodes = Array.from({ length: 8 }, (_, at) => fakeNode(at + 1));

  function swarmsOver(pooled = nodes) {
    const clock = new FakeClock();
    const state = new MemoryState();
    const strikes = new NodeStrikes(clock);
    const pool = new NodePool({ clock, log: silentLog, state, strikes }, 4);
    pool.replace(pooled, 0);
    return { state, strikes, pool, swarms: new Swarms({ random: systemRandom, state, pool }) };
  }

  const named = (...numbers: number[]) => ({
    snodes: numbers.map((number) => ({ pubkey_ed25519: fakeNode(number).ed25519, ip: '6.6.6.6' })),
  });

  test('nobody knows at first', () => {
    expect(swarmsOver().swarms.known(account)).toBeUndefined();
  });

  test('are learned, kept and given in random order, with our own addresses', () => {
    const { swarms, state } = swarmsOver();
    const learned = swarms.learn(account, named(1, 2, 3));
    expect(new Set(learned)).toEqual(new Set([nodes[0], nodes[1], nodes[2]]));
    expect(state.swarms.get(account)).toHaveLength(3);
    expect(new Set(swarms.known(account))).toEqual(new Set(learned));
  });

  test('are believed only about nodes that we know', () => {
    const { swarms } = swarmsOver();
    expect(swarms.learn(account, named(1, 99))).toEqual([nodes[0]]);
    expect(() => swarms.learn(account, named(98, 99))).toThrow('no-swarm');
    for (const body of [undefined, {}, { snodes: 7 }])
      expect(() => swarms.learn(account, body)).toThrow('bad-response');
    expect(() => swarms.learn(account, { snodes: [null, {}, { pubkey_ed25519: 'x' }] })).toThrow('no-swarm');
  });

  test('are asked for again when fewer than three members are left', () => {
    const { swarms, pool } = swarmsOver();
    swarms.learn(account, named(1, 2, 3));
    pool.replace(nodes.slice(1), 0);
    expect(swarms.known(account)).toBeUndefined();
  });

  test('are computed from swarm ids, and anew after the list was renewed', () => {
    const withIds = (first: bigint) =>
      nodes.map((node, at) => ({ ...node, swarmId: at < 4 ? first : first + 2n ** 62n }));
    const { swarms, pool } = swarmsOver(withIds(0n));
    const before = swarms.known(account);
    expect(before).toHaveLength(4);
    swarms.learn(account, named(1, 2, 5, 6));
    expect(swarms.known(account)).not.toEqual(before);
    pool.replace(withIds(2n ** 63n + 5n), 0);
    swarms.listReplaced();
    expect(new Set(swarms.known(account))).toEqual(new Set(computedSwarm(account, pool.all())));
  });

  test('name those that failed last', () => {
    const { swarms, strikes } = swarmsOver();
    swarms.learn(account, named(1, 2, 3));
    strikes.expel(nodes[1]!.ed25519);
    for (let round = 0; round < 20; round += 1) expect(swarms.known(account)?.at(-1)).toEqual(nodes[1]);
  });
});

test('ids are 64 characters of hex, in lower case', () => {
  expect(parseNodeId('AB'.repeat(32))).toBe('ab'.repeat(32));
  for (const odd of ['ab', 'g'.repeat(64), 7, undefined]) expect(parseNodeId(odd)).toBeUndefined();
});
