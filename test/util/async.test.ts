import { describe, expect, test } from 'vitest';

import { AsyncError, createDeferred, delay, Mutex, withDeadline } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';

describe('delay', () => {
  test('resolves after its time and not before', async () => {
    const clock = new FakeClock();
    let done = false;
    const waiting = delay(clock, 1000).then(() => (done = true));
    await clock.advance(999);
    expect(done).toBe(false);
    await clock.advance(1);
    await waiting;
    expect(done).toBe(true);
  });

  test('ends at once when its signal aborts, and leaves no timer', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const waiting = delay(clock, 1000, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    expect(clock.pendingTimers).toBe(0);
  });

  test('does not begin when its signal has aborted before', async () => {
    const clock = new FakeClock();
    await expect(delay(clock, 1000, AbortSignal.abort())).rejects.toBeInstanceOf(AsyncError);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('withDeadline', () => {
  test('gives the result of a task that is in time, and leaves no timer', async () => {
    const clock = new FakeClock();
    await expect(withDeadline(clock, 1000, () => Promise.resolve('result'))).resolves.toBe('result');
    expect(clock.pendingTimers).toBe(0);
  });

  test('gives the error of a task that fails in time', async () => {
    const clock = new FakeClock();
    const failure = new Error('failed');
    await expect(withDeadline(clock, 1000, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(clock.pendingTimers).toBe(0);
  });

  test('times out, and tells the task', async () => {
    const clock = new FakeClock();
    let aborted = false;
    const waiting = withDeadline(clock, 1000, async (signal) => {
      await delay(clock, 5000, signal).catch((error: unknown) => {
        aborted = signal.aborted;
        throw error;
      });
    });
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'timeout' });
    await clock.advance(1000);
    await outcome;
    expect(aborted).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('Mutex', () => {
  test('runs tasks one after another in their order', async () => {
    const mutex = new Mutex();
    const first = createDeferred<string>();
    const steps: string[] = [];
    const results = [
      mutex.run(async () => {
        steps.push('first begins');
        return first.promise;
      }),
      mutex.run(() => {
        steps.push('second begins');
        return Promise.resolve('two');
      }),
    ];
    await new FakeClock().advance(0);
    expect(steps).toEqual(['first begins']);
    first.resolve('one');
    await expect(Promise.all(results)).resolves.toEqual(['one', 'two']);
    expect(steps).toEqual(['first begins', 'second begins']);
  });

  test('goes on after a task that fails', async () => {
    const mutex = new Mutex();
    const failure = new Error('failed');
    const failing = mutex.run(() => Promise.reject(failure));
    const next = mutex.run(() => Promise.resolve('next'));
    await expect(failing).rejects.toBe(failure);
    await expect(next).resolves.toBe('next');
  });
});
