import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { createAccountKeys } from '../../ts/account/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import {
  Calls,
  GroupStates,
  type MessagingEvent,
  ReceiveBatch,
  UserConfigs,
} from '../../ts/messaging/index.ts';
import type { Network, StoredMessage } from '../../ts/network/index.ts';
import { openStore } from '../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom, zstdReady } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timed } from './harness/clock.ts';
import { ingest, waitingMessages } from './support/ingest.ts';

const MESSAGES = 10_000;
/** 1,500 messages in a second. */
const TARGET_MS = (MESSAGES / 1_500) * 1_000;
const TICK_RESOLUTION_MS = 1;
const NANOSECONDS_A_MS = 1e6;
const EXPIRES_IN_MS = 14 * 86_400_000;

interface Round {
  readonly tookMs: number;
  readonly processorMs: number;
  readonly lateP99Ms: number;
  readonly openingMs: number;
}

/** A long holiday's messages, from their bytes to the database and the events about them. */
export const backlog: Benchmark = {
  name: 'backlog',
  about: '10,000 waiting messages of 20 people, opened, stored and told about',
  opensWindows: false,
  runs: 3,
  run: async ({ runs }) => {
    await cryptoReady();
    await zstdReady();
    const rounds: Round[] = [];
    for (let run = 0; run < runs; run += 1) rounds.push(await round());
    return {
      measurements: [
        {
          name: 'into the database',
          unit: 'ms',
          samples: rounds.map(({ tookMs }) => tookMs),
          floor: { name: 'opening them alone', samples: rounds.map(({ openingMs }) => openingMs) },
          target: { kind: 'median', atMost: TARGET_MS },
        },
        { name: 'time of the processor', unit: 'ms', samples: rounds.map(({ processorMs }) => processorMs) },
        {
          name: 'p99 of how late a timer is meanwhile',
          unit: 'ms',
          samples: rounds.map(({ lateP99Ms }) => lateP99Ms),
          target: { kind: 'median', atMost: 8 },
        },
      ],
    };
  },
};

async function round(): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
  const keys = createAccountKeys(systemRandom);
  const waiting = waitingMessages(MESSAGES, keys);
  const store = openStore({
    path: join(folder, 'ours.db'),
    key: systemRandom.bytes(32),
    clock: systemClock,
    log: silentLog,
  });
  try {
    const time = { nowMs: () => Date.now(), isSynchronized: () => true, offsetMs: () => 0 };
    const network = { time } as unknown as Network;
    const events = new Emitter<MessagingEvent>((error) => {
      throw error;
    });
    const told = new Set<number>();
    events.subscribe((event) => {
      if (event.type === 'message-changed') told.add(event.messageId);
    });
    const services = { store, network, clock: systemClock, log: silentLog, events, keys };
    const configs = new UserConfigs(services, { pushDelayMs: 0, onPushWanted: () => undefined });
    const groups = new GroupStates({ ...services, configs });
    const calls = new Calls({ ...services, configs, random: systemRandom });
    const receive = new ReceiveBatch({ ...services, configs, groups, calls });
    const batch = { node: 'a node', account: keys.accountId, namespace: 0, messages: storedOf(waiting) };
    const late = monitorEventLoopDelay({ resolution: TICK_RESOLUTION_MS });
    late.enable();
    const before = process.cpuUsage();
    const tookMs = await timed(() => receive.run(batch));
    const { user, system } = process.cpuUsage(before);
    late.disable();
    if (told.size !== MESSAGES) throw new Error(`${told.size} messages instead of ${MESSAGES}`);
    return {
      tookMs,
      processorMs: (user + system) / 1_000,
      lateP99Ms: late.percentile(99) / NANOSECONDS_A_MS - TICK_RESOLUTION_MS,
      openingMs: await timed(() => ingest(waiting)),
    };
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function storedOf({ payloads }: ReturnType<typeof waitingMessages>): readonly StoredMessage[] {
  const nowMs = Date.now();
  return payloads.map((data, at) => ({
    hash: `hash ${at}`,
    data,
    storedAtMs: nowMs,
    expiresAtMs: nowMs + EXPIRES_IN_MS,
  }));
}
