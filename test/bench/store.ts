import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AccountId } from '../../ts/account/index.ts';
import { type Store, openStore } from '../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timedSync } from './harness/clock.ts';
import type { Measurement } from './harness/measurement.ts';
import { type RawMessage, type RawStore, openRawStore } from './support/raw-store.ts';

const CONVERSATIONS = 200;
const MESSAGES = 100_000;
const PAGE = 50;
const BATCH = 1_000;
const START_MS = Date.UTC(2026, 0, 1);
const STEP_MS = 1_000;
const BODY = 'The quick brown fox jumps over the lazy dog, and nobody on the way can read about it.';

/** The repositories against the same SQL on a bare connection; both databases hold the same messages. */
export const store: Benchmark = {
  name: 'store',
  about: `inserting and reading, with ${MESSAGES.toLocaleString('en')} messages in the database`,
  opensWindows: false,
  runs: 7,
  run: async ({ runs }) => {
    const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
    const key = systemRandom.bytes(32);
    const ours = openStore({ path: join(folder, 'ours.db'), key, clock: systemClock, log: silentLog });
    const raw = openRawStore(join(folder, 'raw.db'), key);
    try {
      fill({ ours, raw });
      return { measurements: OPERATIONS.map((operation) => measure(operation, { ours, raw, runs })) };
    } finally {
      ours.close();
      raw.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Sides {
  readonly ours: Store;
  readonly raw: RawStore;
}

/** The same work on both sides; `turn` counts up, so that no message is inserted twice. */
interface Operation {
  readonly name: string;
  /** Turns of one run. */
  readonly turns: number;
  /** When given, a sample is how many of these one turn does in a second; else the milliseconds of a turn. */
  readonly itemsATurn?: number;
  readonly ours: (store: Store, turn: number) => unknown;
  readonly raw: (raw: RawStore, turn: number) => unknown;
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'insert one, a transaction each',
    turns: 300,
    ours: (ours, turn) =>
      ours.transaction(({ messages }) => messages.insertIncoming(incoming(MESSAGES + turn))),
    raw: (raw, turn) => raw.transaction(() => raw.insert(message(MESSAGES + turn))),
  },
  {
    name: 'insert 1,000 in a transaction',
    turns: 2,
    itemsATurn: BATCH,
    ours: (ours, turn) =>
      ours.transaction(({ messages }) => {
        for (const at of batch(turn)) messages.insertIncoming(incoming(at));
      }),
    raw: (raw, turn) =>
      raw.transaction(() => {
        for (const at of batch(turn)) raw.insert(message(at));
      }),
  },
  {
    name: `read a page of ${PAGE}`,
    turns: 200,
    ours: (ours, turn) => {
      const { conversationId, sentAtMs } = message(somewhere(turn));
      return ours.messages.page({ conversationId, limit: PAGE, before: { sentAtMs, id: 0 } });
    },
    raw: (raw, turn) => {
      const { conversationId, sentAtMs } = message(somewhere(turn));
      return raw.page({ conversationId, beforeMs: sentAtMs, limit: PAGE });
    },
  },
  {
    name: `read a list of ${CONVERSATIONS} conversations`,
    turns: 50,
    ours: (ours) => ours.conversations.list({ limit: CONVERSATIONS }),
    raw: (raw) => raw.conversations(CONVERSATIONS),
  },
];

function fill({ ours, raw }: Sides): void {
  ours.transaction(({ conversations, messages }) => {
    for (let at = 0; at < CONVERSATIONS; at += 1) {
      conversations.findOrCreate({ peerId: peer(at + 1), kind: 'contact', nowMs: START_MS });
    }
    for (let at = 0; at < MESSAGES; at += 1) messages.insertIncoming(incoming(at));
  });
  raw.transaction(() => {
    for (let at = 0; at < CONVERSATIONS; at += 1) raw.addConversation(peer(at + 1), START_MS);
    for (let at = 0; at < MESSAGES; at += 1) raw.insert(message(at));
  });
}

/** Ours and raw in turns; the first run only warms up. */
function measure(operation: Operation, { ours, raw, runs }: Sides & { readonly runs: number }): Measurement {
  const { name, turns, itemsATurn } = operation;
  const samples: number[] = [];
  const floor: number[] = [];
  const sample = (tookMs: number): number =>
    itemsATurn === undefined ? tookMs : (itemsATurn * 1000) / tookMs;
  for (let turn = 0; turn < (runs + 1) * turns; turn += 1) {
    const oursMs = timedSync(() => operation.ours(ours, turn));
    const rawMs = timedSync(() => operation.raw(raw, turn));
    if (turn < turns) continue;
    samples.push(sample(oursMs));
    floor.push(sample(rawMs));
  }
  return {
    name,
    unit: itemsATurn === undefined ? 'ms' : 'per-second',
    samples,
    floor: { name: 'the same SQL on a bare connection', samples: floor },
  };
}

/** Message number `at` of the world: they go round the conversations. */
function message(at: number): RawMessage {
  const conversationId = (at % CONVERSATIONS) + 1;
  return {
    conversationId,
    authorId: peer(conversationId),
    body: `${at}: ${BODY}`,
    sentAtMs: START_MS + at * STEP_MS,
  };
}

function incoming(at: number): Parameters<Store['messages']['insertIncoming']>[0] {
  const { authorId, ...rest } = message(at);
  return { ...rest, authorId: authorId as AccountId, receivedAtMs: rest.sentAtMs };
}

/** Numbers of the messages of one batch, beyond those that are inserted one by one. */
function batch(turn: number): readonly number[] {
  return Array.from({ length: BATCH }, (_, at) => 10 * MESSAGES + turn * BATCH + at);
}

/** The number of some message with a full page before it. */
function somewhere(turn: number): number {
  const first = CONVERSATIONS * PAGE;
  return first + ((turn * 7_919) % (MESSAGES - first));
}

function peer(conversationId: number): AccountId {
  return `05${conversationId.toString(16).padStart(64, '0')}` as AccountId;
}
