import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AccountId } from '../../ts/account/index.ts';
import { type Store, openStore } from '../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timedSync } from './harness/clock.ts';
import type { Measurement, Target } from './harness/measurement.ts';
import { sentences } from './support/sentences.ts';

const MESSAGES = 1_000_000;
const CONVERSATIONS = 1_000;
const BATCH = 1_000;
const PAGE = 50;
const START_MS = Date.UTC(2024, 0, 1);
const STEP_MS = 60_000;

/** Every third message is of one conversation, as in a life. */
const LARGE = 1;

/** What people type, key by key: first letters, words that everybody uses, names, two words, quotes, other scripts. */
const TYPED = [
  'a',
  'k',
  'ka',
  'so',
  'sor',
  'sora',
  'mi',
  'mire',
  'mire so',
  'tane ru',
  '"ka no"',
  '天',
  '天气',
  'zzz',
];

/** The store as years of use leave it: {@link MESSAGES} messages, a third of them in one conversation. */
export const million: Benchmark = {
  name: 'million',
  about: `the store with ${MESSAGES.toLocaleString('en')} messages`,
  opensWindows: false,
  runs: 40,
  run: ({ runs }) => {
    const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
    const path = join(folder, 'store.db');
    const store = openStore({ path, key: systemRandom.bytes(32), clock: systemClock, log: silentLog });
    try {
      const filled = fill(store);
      const measurements = [filled, ...OPERATIONS.map((operation) => measure(operation, store, runs))];
      const { databaseBytes } = store.room();
      return Promise.resolve({
        measurements,
        notes: [`the database has ${Math.round(databaseBytes / 1e6)} MB`],
      });
    } finally {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Operation {
  readonly name: string;
  readonly target?: Target;
  /** Each of them is a sample of every run. */
  readonly cases: readonly ((store: Store, run: number) => unknown)[];
}

const OPERATIONS: readonly Operation[] = [
  {
    name: `read a window of ${PAGE}`,
    target: { kind: 'p99', atMost: 5 },
    cases: [
      (store, run) =>
        store.messages.page({
          conversationId: LARGE,
          limit: PAGE,
          before: { sentAtMs: START_MS + ((run * 7_919) % MESSAGES) * STEP_MS, id: 0 },
        }),
      (store, run) => store.messages.page({ conversationId: 2 + run, limit: PAGE }),
    ],
  },
  {
    name: 'list 200 conversations',
    cases: [(store) => store.conversations.list({ limit: 200 })],
  },
  {
    name: 'search everywhere, first page',
    target: { kind: 'p99', atMost: 100 },
    cases: TYPED.map((text) => (store) => store.search.messages({ text, limit: PAGE })),
  },
  {
    name: 'search in the largest conversation, first page',
    target: { kind: 'p99', atMost: 100 },
    cases: TYPED.map(
      (text) => (store) => store.search.messages({ text, conversationId: LARGE, limit: PAGE }),
    ),
  },
  {
    name: 'search in a small conversation, first page',
    target: { kind: 'p99', atMost: 100 },
    cases: TYPED.map(
      (text) => (store, run) => store.search.messages({ text, conversationId: 2 + run, limit: PAGE }),
    ),
  },
  {
    name: 'mark 250 as read',
    target: { kind: 'median', atMost: 4 },
    cases: [
      (store) =>
        store.conversations.markReadSlice({ id: LARGE, upToSentAtMs: Number.MAX_SAFE_INTEGER, limit: 250 }),
    ],
  },
  {
    name: 'delete one',
    target: { kind: 'median', atMost: 4 },
    cases: [(store, run) => store.conversations.clearSlice({ id: 2 + run, limit: 1 })],
  },
  {
    name: 'delete 100 of many',
    target: { kind: 'median', atMost: 4 },
    cases: [(store) => store.conversations.clearSlice({ id: LARGE, limit: 100 })],
  },
  {
    name: 'tidy 20 pages',
    target: { kind: 'median', atMost: 4 },
    cases: [(store) => store.tidySlice(20)],
  },
  {
    name: 'take in one more',
    target: { kind: 'median', atMost: 4 },
    cases: [(store, run) => store.messages.insertIncoming(message(MESSAGES + run, 'one more'))],
  },
];

/** Fills the store and says how fast it took the messages in, of each tenth. */
function fill(store: Store): Measurement {
  store.transaction(({ conversations }) => {
    for (let at = 1; at <= CONVERSATIONS; at += 1) {
      conversations.findOrCreate({ peerId: peer(at), kind: 'contact', nowMs: START_MS });
    }
  });
  const bodies = sentences();
  const samples: number[] = [];
  const tenth = MESSAGES / 10;
  for (let from = 0; from < MESSAGES; from += tenth) {
    let tookMs = 0;
    for (let batch = from; batch < from + tenth; batch += BATCH) {
      const messages = Array.from({ length: BATCH }, (_, at) => message(batch + at, bodies.next().value));
      tookMs += timedSync(() =>
        store.transaction((repositories) => {
          for (const each of messages) repositories.messages.insertIncoming(each);
        }),
      );
    }
    samples.push((tenth * 1_000) / tookMs);
  }
  return { name: `take in, ${BATCH.toLocaleString('en')} in a transaction`, unit: 'per-second', samples };
}

/** The first run only warms up. */
function measure({ name, target, cases }: Operation, store: Store, runs: number): Measurement {
  const samples: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    for (const work of cases) {
      const tookMs = timedSync(() => work(store, run));
      if (run > 0) samples.push(tookMs);
    }
  }
  return { name, unit: 'ms', samples, ...(target === undefined ? {} : { target }) };
}

function message(at: number, body: string): Parameters<Store['messages']['insertIncoming']>[0] {
  const conversationId = at % 3 === 0 ? LARGE : 2 + (at % (CONVERSATIONS - 1));
  const sentAtMs = START_MS + at * STEP_MS;
  return {
    conversationId,
    authorId: peer(conversationId),
    body,
    sentAtMs,
    receivedAtMs: sentAtMs,
    ownHash: `${at}`.padStart(43, 'h'),
  };
}

function peer(conversationId: number): AccountId {
  return `05${conversationId.toString(16).padStart(64, '0')}` as AccountId;
}
