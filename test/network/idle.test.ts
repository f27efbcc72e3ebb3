import { afterEach, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import type { Network } from '../../ts/network/index.ts';
import { ShiftableClock } from './shiftable-clock.ts';
import { WatchedTransport } from './watched-transport.ts';
import { World, account, hasAllPaths, until } from './world.ts';

await cryptoReady();

const POLL_MS = 15_000;
const MINUTE_MS = 60_000;
const HOURS = 2.5;
const MOST_IN_A_MINUTE = 6;
const alice = account(1);
let world: World;
afterEach(() => world.end());

/** The most of `timesMs` within any minute. */
function mostInAMinute(timesMs: readonly number[]): number {
  return Math.max(
    0,
    ...timesMs.map((endMs) => timesMs.filter((ms) => ms <= endMs && ms > endMs - MINUTE_MS).length),
  );
}

async function poll(network: Network): Promise<void> {
  const [node] = await network.swarmOf(alice.account);
  const queries = [0, 2, 3, 4, 5].map((namespace) => ({ namespace }));
  await network.retrieve({ account: alice.account, auth: alice, queries, node: node! });
}

test('a client in the background sends six onion requests a minute at most, its polls included', async () => {
  const clock = new ShiftableClock();
  world = await World.start({ clock });
  const transport = new WatchedTransport(clock);
  const network = world.client({ clock, transport });
  await until(network, hasAllPaths);
  await poll(network);
  clock.advance(MINUTE_MS);
  await transport.settled();

  const startMs = clock.monotonicMs();
  const onionsMs: number[] = [];
  let probes = 0;
  const stop = world.local.observe((event) => {
    if (event.type !== 'request' || event.from !== 'client') return;
    if (event.endpoint === 'POST /onion_req/v2') onionsMs.push(clock.monotonicMs() - startMs);
    else probes += 1;
  });
  world.local.resetStatistics();
  const polls = (HOURS * 60 * MINUTE_MS) / POLL_MS;
  for (let count = 0; count < polls; count += 1) {
    clock.advance(POLL_MS);
    await poll(network);
    await transport.settled();
  }
  stop();

  const { nodes, seed } = world.local.statistics();
  const counted = Object.values(nodes).reduce(
    (sum, { requests }) => sum + (requests['POST /onion_req/v2'] ?? 0),
    0,
  );
  expect(counted).toBe(onionsMs.length);
  // What the client does besides: three paths get new hops every ten minutes or so, three nodes are asked for their list once.
  const upkeep = counted - polls;
  expect(upkeep).toBeGreaterThan(3 * HOURS * 4);
  expect(upkeep).toBeLessThan(3 * HOURS * 6 + 4);
  expect(mostInAMinute(onionsMs)).toBeLessThanOrEqual(MOST_IN_A_MINUTE);
  expect(probes).toBe(0);
  expect(seed).toEqual({});
  expect(network.status()).toMatchObject({ state: 'online' });
}, 120_000);
