import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import type { Network, NetworkStatus } from '../../ts/network/index.ts';
import { createDeferred, systemClock, utf8 } from '../../ts/util/index.ts';
import { ShiftableClock } from './shiftable-clock.ts';
import { WatchedTransport } from './watched-transport.ts';
import { MemoryState, World, account, hasAllPaths, until } from './world.ts';

await cryptoReady();

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NO_SEED = 'http://127.0.0.1:9';
const alice = account(1);
let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.end());

/** Resolves when a node has answered `count` calls of `method`. */
async function calls(method: string, count: number): Promise<void> {
  const enough = createDeferred<void>();
  let seen = 0;
  const stop = world.local.observe((event) => {
    if (event.type === 'rpc' && event.method === method && (seen += 1) === count) enough.resolve();
  });
  await enough.promise;
  stop();
}

/** A list of the network's nodes as it might be bundled. */
function bundled(): string {
  const states = world.local.nodes.map((node) => ({
    public_ip: node.ip,
    storage_port: node.port_https,
    pubkey_ed25519: node.pubkey_ed25519,
    pubkey_x25519: node.pubkey_x25519,
    requested_unlock_height: 0,
  }));
  return JSON.stringify({ height: 1, service_node_states: states });
}

const guards = (network: Network): readonly string[] =>
  network.status().paths.map(({ nodes }) => nodes[0]!.id);

describe('in the long run', () => {
  test('paths get new hops every ten minutes, guards stay, requests go on', async () => {
    const clock = new ShiftableClock();
    const transport = new WatchedTransport(clock);
    const network = world.client({ clock, transport });
    const before = await until(network, hasAllPaths);
    const renewed = ({ paths }: NetworkStatus): number =>
      paths.filter(
        ({ nodes }, at) =>
          nodes[1]!.id !== before.paths[at]!.nodes[1]!.id && nodes[2]!.id !== before.paths[at]!.nodes[2]!.id,
      ).length;
    // They have been tried by then: a path in use is not renewed.
    await transport.settled();
    clock.advance(3_000);
    // One at a time, a minute apart.
    for (const [at, minutes] of [11, 1.2, 1.2].entries()) {
      await transport.settled();
      clock.advance(minutes * MINUTE_MS);
      await until(network, (status) => renewed(status) === at + 1);
    }
    const after = network.status();
    expect(after.paths.map(({ nodes }) => nodes[0])).toEqual(before.paths.map(({ nodes }) => nodes[0]));
    expect(after.paths).toHaveLength(3);
  });

  test('the node list is renewed after two hours, by three nodes and not by the seed', async () => {
    const clock = new ShiftableClock();
    const state = new MemoryState();
    const transport = new WatchedTransport(clock);
    const network = world.client({ clock, state, transport });
    await until(network, hasAllPaths);
    const firstMs = state.nodes!.updatedAtMs;
    const saved = createDeferred<void>();
    state.saveNodes = (nodes, updatedAtMs) => {
      state.nodes = { nodes, updatedAtMs };
      saved.resolve();
    };
    // One after the other: nobody is in a hurry.
    for (const ms of [2 * HOUR_MS + MINUTE_MS, 41_000, 41_000]) {
      const asked = calls('oxend_request', 1);
      await transport.settled();
      clock.advance(ms);
      await asked;
    }
    await saved.promise;
    expect(state.nodes!.updatedAtMs).toBeGreaterThan(firstMs);
    expect(state.nodes!.nodes).toHaveLength(24);
    expect(state.nodes!.nodes.every(({ swarmId }) => swarmId !== undefined)).toBe(true);
    expect(world.local.statistics().seed).toEqual({ get_n_service_nodes: 1 });
  });

  test('a list that is days old is used at once, and renewed in a hurry', async () => {
    const state = new MemoryState();
    const first = world.client({ state });
    await until(first, hasAllPaths);
    await first.close();
    state.nodes = { nodes: state.nodes!.nodes, updatedAtMs: Date.now() - 48 * HOUR_MS };
    const renewed = calls('oxend_request', 3);
    const second = world.client({ state });
    await until(second, hasAllPaths);
    await renewed;
  });

  test('a list of nodes that are no more is replaced by the seed', async () => {
    const other = await World.start();
    const state = new MemoryState();
    const first = other.client({ state });
    await until(first, hasAllPaths);
    await other.end();
    const clock = new ShiftableClock();
    const network = world.client({ state, clock });
    await until(network, ({ state: it }) => it === 'offline');
    const online = until(network, hasAllPaths);
    const hurry = setInterval(() => clock.advance(5_000), 20);
    await online;
    clearInterval(hurry);
    const ids = new Set(world.local.nodes.map(({ pubkey_ed25519 }) => pubkey_ed25519));
    expect(guards(network).every((id) => ids.has(id))).toBe(true);
  });

  test('the seed comes back after a while: we were still asking', async () => {
    await world.local.goDark();
    const clock = new ShiftableClock();
    const network = world.client({ clock });
    await until(network, ({ state }) => state === 'offline');
    await world.local.comeBack();
    const online = until(network, hasAllPaths);
    clock.advance(2_000);
    await online;
  });

  test('a bundled list does where no seed can be reached', async () => {
    const network = world.client({
      profile: { kind: 'devnet', seedUrl: NO_SEED },
      bundledNodes: () => ({ json: bundled(), madeAtMs: systemClock.nowMs() }),
    });
    await until(network, hasAllPaths);
    // The bundled list knows no swarms: a node is asked.
    const swarm = await network.swarmOf(alice.account);
    expect(new Set(swarm.map(({ ed25519 }) => ed25519 as string))).toEqual(
      new Set(world.local.swarmOf(alice.account)),
    );
  });

  test('without seed, bundled list and list of old there is nothing, and that is said', async () => {
    const network = world.client({
      profile: { kind: 'devnet', seedUrl: NO_SEED },
      bundledNodes: () => ({ json: '{"height":0,"made_at":0,"service_node_states":[]}', madeAtMs: 0 }),
    });
    expect(await until(network, ({ state }) => state === 'offline')).toEqual({
      state: 'offline',
      problem: 'seed-unreachable',
      paths: [],
    });
    await expect(network.swarmOf(alice.account, { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'offline',
      retry: 'later',
    });
    expect(world.local.statistics().seed).toEqual({});
  });

  test('without seed a list that is months old is better than none, an older bundled one is not', async () => {
    const state = new MemoryState();
    const first = world.client({ state });
    await until(first, hasAllPaths);
    await first.close();
    const monthsAgoMs = systemClock.nowMs() - 90 * 24 * HOUR_MS;
    state.nodes = { nodes: state.nodes!.nodes, updatedAtMs: monthsAgoMs };
    const network = world.client({
      state,
      profile: { kind: 'devnet', seedUrl: NO_SEED },
      bundledNodes: () => ({ json: bundled(), madeAtMs: monthsAgoMs - HOUR_MS }),
    });
    await until(network, hasAllPaths);
    // The bundled list knows no swarms, that of old does.
    expect(state.nodes.nodes.every(({ swarmId }) => swarmId !== undefined)).toBe(true);
  });

  test('seeds of one’s own are asked, and no others', async () => {
    const network = world.client({
      profile: { kind: 'devnet', seedUrl: NO_SEED, seeds: [{ url: world.local.seedUrl }] },
    });
    await until(network, hasAllPaths);
  });

  test('a disk that takes and gives nothing is no reason to be offline', async () => {
    const broken = (): never => {
      throw new Error('disk full');
    };
    const names = [
      'loadNodes',
      'saveNodes',
      'loadGuards',
      'saveGuards',
      'loadSwarm',
      'saveSwarm',
      'loadClockOffsetMs',
      'saveClockOffsetMs',
    ];
    const state = Object.fromEntries(names.map((name) => [name, broken])) as unknown as MemoryState;
    const warnings: string[] = [];
    const log = { write: (level: string, event: string) => level === 'warn' && warnings.push(event) };
    const network = world.client({ state, log });
    await until(network, hasAllPaths);
    const data = utf8('x');
    expect(
      (await network.store({ account: alice.account, namespace: 0, data, ttlMs: HOUR_MS })).storedOn,
    ).toBeGreaterThanOrEqual(1);
    expect(new Set(warnings)).toEqual(new Set(['network.state-failed']));
  });

  test('a swarm that we had wrong is learned from the node that says so', async () => {
    const state = new MemoryState();
    const first = world.client({ state });
    await until(first, hasAllPaths);
    await first.close();
    const members = new Set(world.local.swarmOf(alice.account));
    const strangers = state
      .nodes!.nodes.filter(({ ed25519 }) => !members.has(ed25519))
      .map(({ ed25519 }) => ed25519);
    state.swarms.set(alice.account, strangers.slice(0, 5));
    const second = world.client({ state });
    const data = utf8('x');
    expect(
      (await second.store({ account: alice.account, namespace: 0, data, ttlMs: HOUR_MS })).storedOn,
    ).toBeGreaterThanOrEqual(1);
    expect(new Set<string>(state.swarms.get(alice.account))).toEqual(members);
  });
});
