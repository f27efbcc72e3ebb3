import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { JobRepository, JsonValue } from '../../ts/store/index.ts';
import { expectCode, temporaryPath, temporaryStore } from './support.ts';

const job = { kind: 'send', queue: 'a', payload: { messageId: 7 }, runAtMs: 100, nowMs: 50 };

describe('jobs', () => {
  test('survive a restart as they are', () => {
    const path = temporaryPath();
    const before = temporaryStore(path);
    const id = before.jobs.enqueue({ ...job, dedupeKey: 'send:7' });
    before.close();
    const { jobs } = temporaryStore(path);
    expect(jobs.get(id)).toEqual({
      id,
      kind: 'send',
      queue: 'a',
      payload: { messageId: 7 },
      runAtMs: 100,
      attempts: 0,
      createdAtMs: 50,
      dedupeKey: 'send:7',
    });
    expect(jobs.byQueue('a')).toEqual([jobs.get(id)]);
    expect(jobs.byQueue('b')).toEqual([]);
  });

  test('carry any JSON', () => {
    const { jobs } = temporaryStore();
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        const id = jobs.enqueue({ ...job, payload: payload as JsonValue });
        expect(jobs.get(id)?.payload).toEqual(JSON.parse(JSON.stringify(payload)));
      }),
      { numRuns: 50 },
    );
  });

  test('with the same key are one, until it is done', () => {
    const { jobs } = temporaryStore();
    const id = jobs.enqueue({ ...job, dedupeKey: 'k' });
    expect(jobs.enqueue({ ...job, queue: 'b', runAtMs: 1, dedupeKey: 'k' })).toBe(id);
    expect(jobs.get(id)?.queue).toBe('a');
    expect(jobs.complete(id)).toBe(true);
    expect(jobs.complete(id)).toBe(false);
    expect(jobs.enqueue({ ...job, dedupeKey: 'k' })).toBeGreaterThan(id);
    expect(jobs.enqueue(job)).not.toBe(jobs.enqueue(job));
  });

  test('of one queue wait for each other, queues do not', () => {
    const { jobs } = temporaryStore();
    const first = jobs.enqueue({ ...job, runAtMs: 200 });
    const second = jobs.enqueue({ ...job, runAtMs: 100 });
    const other = jobs.enqueue({ ...job, queue: 'b', runAtMs: 150 });
    const due = (nowMs: number) => jobs.due({ nowMs, limit: 9 }).map(({ id }) => id);
    expect(jobs.nextRunAtMs()).toBe(150);
    expect(due(149)).toEqual([]);
    expect(due(150)).toEqual([other]);
    expect(due(200)).toEqual([other, first]);
    expect(jobs.due({ nowMs: 200, limit: 1 }).map(({ id }) => id)).toEqual([other]);
    expect(jobs.due({ nowMs: 200, limit: 1, busyQueues: ['b', 'z'] }).map(({ id }) => id)).toEqual([first]);
    expect(jobs.nextRunAtMs({ busyQueues: ['b'] })).toBe(200);
    expect(jobs.nextRunAtMs({ busyQueues: ['a', 'b'] })).toBeUndefined();
    jobs.complete(first);
    expect(due(200)).toEqual([second, other]);
  });

  test('are put off and hurried', () => {
    const { jobs } = temporaryStore();
    const id = jobs.enqueue(job);
    jobs.enqueue({ ...job, queue: 'b', runAtMs: 10 });
    jobs.reschedule({ id, runAtMs: 9_000, attempts: 3 });
    expect(jobs.get(id)).toMatchObject({ runAtMs: 9_000, attempts: 3 });
    expect(jobs.rush(500)).toBe(1);
    expect(jobs.get(id)).toMatchObject({ runAtMs: 500, attempts: 3 });
    expect(jobs.due({ nowMs: 500, limit: 9 }).map(({ runAtMs }) => runAtMs)).toEqual([10, 500]);
    expectCode('store-not-found', () => jobs.reschedule({ id: 99, runAtMs: 1, attempts: 1 }));
    expect(jobs.get(99)).toBeUndefined();
  });

  test('one that others wait for can be made due', () => {
    const { jobs } = temporaryStore();
    const id = jobs.enqueue({ ...job, runAtMs: 9_000, dedupeKey: 'this one' });
    const other = jobs.enqueue({ ...job, queue: 'b', runAtMs: 9_000, dedupeKey: 'that one' });
    expect(jobs.hasten({ dedupeKey: 'this one', nowMs: 500 })).toBe(true);
    expect([id, other].map((each) => jobs.get(each)?.runAtMs)).toEqual([500, 9_000]);
    expect(jobs.hasten({ dedupeKey: 'this one', nowMs: 600 })).toBe(true);
    expect(jobs.get(id)?.runAtMs).toBe(500);
    expect(jobs.hasten({ dedupeKey: 'none', nowMs: 500 })).toBe(false);
  });

  test('are none at first', () => {
    const { jobs } = temporaryStore();
    expect(jobs.nextRunAtMs()).toBeUndefined();
    expect(jobs.due({ nowMs: Number.MAX_SAFE_INTEGER, limit: 9 })).toEqual([]);
    expect(jobs.rush(1)).toBe(0);
  });
});

interface Expected {
  readonly id: number;
  readonly queue: string;
  runAtMs: number;
}

type Step = (jobs: JobRepository, model: Expected[]) => void;

describe('whatever happens to the jobs', () => {
  const time = fc.integer({ min: 0, max: 50 });
  const pick = fc.nat();
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc
      .record({ queue: fc.constantFrom('', 'a', 'b', 'c', 'ü'), runAtMs: time })
      .map(({ queue, runAtMs }): Step => (jobs, model) => {
        const id = jobs.enqueue({ ...job, queue, runAtMs });
        model.push({ id, queue, runAtMs });
      }),
    pick.map((choice): Step => (jobs, model) => {
      const [gone] = model.length === 0 ? [] : model.splice(choice % model.length, 1);
      if (gone !== undefined) expect(jobs.complete(gone.id)).toBe(true);
    }),
    fc.tuple(pick, time).map(([choice, runAtMs]): Step => (jobs, model) => {
      const moved = model[choice % Math.max(1, model.length)];
      if (moved === undefined) return;
      jobs.reschedule({ id: moved.id, runAtMs, attempts: 1 });
      moved.runAtMs = runAtMs;
    }),
    time.map((nowMs): Step => (jobs, model) => {
      const late = model.filter(({ runAtMs }) => runAtMs > nowMs);
      expect(jobs.rush(nowMs)).toBe(late.length);
      for (const one of late) one.runAtMs = nowMs;
    }),
  );

  test('due gives the oldest of each queue whose time has come, and nextRunAtMs the next of them', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        time,
        fc.subarray(['', 'a', 'b', 'c']),
        (steps, nowMs, busyQueues) => {
          const { jobs, close } = temporaryStore();
          const model: Expected[] = [];
          for (const apply of steps) apply(jobs, model);
          const heads = [...new Set(model.map(({ queue }) => queue))]
            .filter((queue) => !busyQueues.includes(queue))
            .map((queue) => model.filter((one) => one.queue === queue).sort((a, b) => a.id - b.id)[0]!)
            .sort((a, b) => a.runAtMs - b.runAtMs || a.id - b.id);
          expect(jobs.due({ nowMs, limit: 99, busyQueues }).map(({ id }) => id)).toEqual(
            heads.filter(({ runAtMs }) => runAtMs <= nowMs).map(({ id }) => id),
          );
          expect(jobs.nextRunAtMs({ busyQueues })).toBe(heads[0]?.runAtMs);
          close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
