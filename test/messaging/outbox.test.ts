import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { Outbox } from '../../ts/messaging/index.ts';
import type { JobOutcome, JobRunner } from '../../ts/messaging/outbox/job-runner.ts';
import { type JobRow, type Store, openStore } from '../../ts/store/index.ts';
import { createDeferred, silentLog } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** The middle of all chances: pauses are neither longer nor shorter. */
const random = { bytes: (length: number) => new Uint8Array(length).fill(128) };

let folder: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
let runs: string[];
let behaviour: (job: JobRow, signal: AbortSignal) => Promise<JobOutcome>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-outbox-'));
  clock = new FakeClock();
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock,
    log: silentLog,
  });
  runs = [];
  behaviour = () => Promise.resolve({ kind: 'done' });
  const runner: JobRunner = {
    run: (job, signal) => {
      runs.push(nameOf(job));
      return behaviour(job, signal);
    },
  };
  outbox = new Outbox({ store, clock, random, log: silentLog }, { work: runner });
});

afterEach(async () => {
  await outbox.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const nameOf = ({ payload }: JobRow): string => (payload as { readonly name: string }).name;

function add(name: string, { queue = 'one', kind = 'work' } = {}): number {
  const nowMs = clock.nowMs();
  return store.jobs.enqueue({ kind, queue, payload: { name }, runAtMs: nowMs, nowMs });
}

const fail = (): Promise<JobOutcome> => Promise.reject(new Error('no network'));

test('jobs of one queue run one after another, in their order; queues run side by side', async () => {
  const gate = createDeferred<JobOutcome>();
  behaviour = (job) => (nameOf(job) === 'a1' ? gate.promise : Promise.resolve({ kind: 'done' }));
  add('a1', { queue: 'a' });
  add('a2', { queue: 'a' });
  add('b1', { queue: 'b' });
  outbox.wake();
  await clock.advance(0);
  expect(runs).toEqual(['a1', 'b1']);
  gate.resolve({ kind: 'done' });
  await clock.advance(0);
  expect(runs).toEqual(['a1', 'b1', 'a2']);
  expect(store.jobs.byQueue('a')).toEqual([]);
});

test('a failed job waits longer each time, and holds up its queue', async () => {
  behaviour = fail;
  add('first');
  add('second');
  outbox.wake();
  await clock.advance(2_100);
  await clock.advance(5_100);
  expect(runs).toEqual(['first', 'first', 'first']);
  behaviour = () => Promise.resolve({ kind: 'done' });
  await clock.advance(15_100);
  expect(runs).toEqual(['first', 'first', 'first', 'first', 'second']);
});

test('the effect of a job and its end are one transaction; when it fails the job comes again after a rest', async () => {
  let isDiskFull = true;
  behaviour = () =>
    Promise.resolve({
      kind: 'done',
      commit: () => {
        if (isDiskFull) throw new Error('the disk is full');
      },
    });
  const id = add('half done');
  outbox.wake();
  await clock.advance(4_999);
  expect(runs).toEqual(['half done']);
  expect(store.jobs.get(id)).toBeDefined();
  isDiskFull = false;
  await clock.advance(1);
  expect(runs).toEqual(['half done', 'half done']);
  expect(store.jobs.get(id)).toBeUndefined();
});

test('when the network returns nothing waits out its pause, not even what failed at that very moment', async () => {
  const gate = createDeferred<JobOutcome>();
  behaviour = () => gate.promise;
  add('caught between');
  add('waiting', { queue: 'two' });
  outbox.wake();
  await clock.advance(0);
  outbox.rush();
  behaviour = () => Promise.resolve({ kind: 'done' });
  gate.reject(new Error('it began before the network was back'));
  await clock.advance(1);
  expect(runs.filter((name) => name === 'caught between')).toHaveLength(2);
  expect(store.jobs.nextRunAtMs()).toBeUndefined();
});

test('of a queue whose swarm has answered nothing waits out a long pause, and nothing goes again at once', async () => {
  behaviour = fail;
  add('copy', { queue: 'own' });
  add('other', { queue: 'else' });
  outbox.wake();
  for (const pauseMs of [2_400, 5_800, 17_300]) await clock.advance(pauseMs);
  const tries = () => runs.filter((name) => name === 'copy').length;
  expect(tries()).toBe(4);
  outbox.hasten(['own', 'none']);
  await clock.advance(0);
  expect(tries()).toBe(4);
  behaviour = () => Promise.resolve({ kind: 'done' });
  await clock.advance(15_000);
  outbox.hasten(['own', 'none']);
  await clock.advance(0);
  expect(tries()).toBe(5);
  expect(store.jobs.byQueue('own')).toEqual([]);
  // Its pause is a minute.
  expect(runs.filter((name) => name === 'other')).toHaveLength(4);
  outbox.hasten(['own']);
  await clock.advance(60_000);
  expect(runs.filter((name) => name === 'other')).toHaveLength(5);
});

test('a job that is taken back while it runs is cut off and does not come again', async () => {
  behaviour = (_job, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('cut off')));
    });
  const id = add('regret');
  add('next');
  outbox.wake();
  await clock.advance(0);
  behaviour = () => Promise.resolve({ kind: 'done' });
  outbox.cancel(id);
  await clock.advance(10_000);
  expect(runs).toEqual(['regret', 'next']);
});

test('a kind that nobody knows any more is dropped instead of holding up its queue', async () => {
  add('of an older version', { kind: 'forgotten' });
  add('next');
  outbox.wake();
  await clock.advance(0);
  expect(runs).toEqual(['next']);
});

test('closing cuts off what runs and leaves it in the table for the next start', async () => {
  behaviour = (_job, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('cut off')));
    });
  const id = add('unfinished');
  outbox.wake();
  await clock.advance(0);
  await outbox.close();
  expect(store.jobs.get(id)).toMatchObject({ attempts: 0 });
});
