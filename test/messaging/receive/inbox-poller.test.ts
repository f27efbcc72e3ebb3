import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import {
  CONFIGS_WERE_READ,
  LOCAL_NETWORK_PACE,
  type MessagingEvent,
  PollRhythm,
  ReceiveBatch,
  ReceiveConfigs,
  SwarmPoller,
  ownInbox,
} from '../../../ts/messaging/index.ts';
import { NetworkError, type ServiceNode } from '../../../ts/network/index.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);

let folder: string;
let store: Store;
let clock: FakeClock;
let poller: SwarmPoller;
let swarm: readonly string[];
/** Nodes that answer. */
let alive: ReadonlySet<string>;
let asked: string[];
/** Kinds of events. */
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-poller-'));
  clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(folder, 'test.db'), key, clock, log: silentLog });
  swarm = ['a', 'b', 'c', 'd'];
  alive = new Set(swarm);
  asked = [];
  const network = {
    time: { nowMs: () => clock.nowMs(), isSynchronized: () => true },
    status: () => ({ state: 'online', paths: [] }),
    pollFactor: () => 1,
    swarmOf: () => Promise.resolve(swarm.map((ed25519) => ({ ed25519 }) as ServiceNode)),
    retrieve: ({ node }: { readonly node: ServiceNode }) => {
      asked.push(node.ed25519);
      if (!alive.has(node.ed25519)) return Promise.reject(new NetworkError('timeout'));
      return Promise.resolve([{ namespace: 2, messages: [], more: false }]);
    },
  } as never;
  const configs = userConfigs(store, keys);
  const events = new Emitter<MessagingEvent>(() => undefined);
  told = [];
  events.subscribe(({ type }) => told.push(type));
  const groups = noGroups(store, keys, configs);
  const services = {
    store,
    network,
    clock,
    random: systemRandom,
    log: silentLog,
    keys,
    configs,
    groups,
    events,
  };
  const inbox = ownInbox({
    ...services,
    receive: new ReceiveBatch({
      ...services,
      calls: { begin: () => ({}), commit: () => undefined } as never,
    }),
    receiveConfigs: new ReceiveConfigs(services),
    rhythm: new PollRhythm(LOCAL_NETWORK_PACE, clock),
    onTakenIn: () => undefined,
    onAnswered: () => undefined,
  });
  poller = new SwarmPoller(services, inbox);
});

afterEach(async () => {
  await poller.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets time pass in small steps: a round takes several turns of the event loop before it waits again. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) await clock.advance(50);
}

const mayWrite = (): boolean => store.settings.get(CONFIGS_WERE_READ) === true;

describe('a restored device', () => {
  test('asks three nodes at once, and is content with what one of them says', async () => {
    alive = new Set(['b']);
    await poller.pollOnce();
    expect(asked).toEqual(['a', 'b', 'c']);
    alive = new Set(['d']);
    await expect(poller.pollOnce()).rejects.toMatchObject({ code: 'timeout' });
  });

  test('may write to its account when two nodes have told what they know', async () => {
    alive = new Set(['b']);
    await poller.pollOnce();
    await poller.pollOnce();
    expect(mayWrite()).toBe(false);
    alive = new Set(['c']);
    expect(told).toEqual([]);
    await poller.pollOnce();
    expect(mayWrite()).toBe(true);
    expect(told).toEqual(['account-changed']);
  });

  test('asks a second node in every round until then', async () => {
    alive = new Set(['a']);
    poller.start();
    await pass(5_000);
    expect(mayWrite()).toBe(false);
    const roundsWith = (node: string): number => asked.filter((name) => name === node).length;
    expect(roundsWith('a')).toBeGreaterThan(4);
    expect(roundsWith('b')).toBeGreaterThanOrEqual(roundsWith('a') - 1);
    alive = new Set(['a', 'b']);
    await pass(5_000);
    expect(mayWrite()).toBe(true);
  });

  test('is content with one where there is only one', async () => {
    swarm = ['a'];
    await poller.pollOnce();
    expect(mayWrite()).toBe(true);
  });
});

test('rounds go on, whatever nodes do', async () => {
  alive = new Set();
  poller.start();
  await pass(10_000);
  const failed = asked.length;
  expect(failed).toBeGreaterThan(2);
  alive = new Set(swarm);
  await pass(10_000);
  expect(asked.length).toBeGreaterThan(failed + 5);
});
