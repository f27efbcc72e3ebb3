import { describe, expect, test } from 'vitest';

import { NetworkError } from '../../ts/network/index.ts';
import { firstSuccess } from '../../ts/network/attempts.ts';
import { jittered, randomInt, shuffled } from '../../ts/network/random.ts';
import { withLinkedSignal } from '../../ts/network/signals.ts';
import { TokenBucket } from '../../ts/network/token-bucket.ts';
import { createDeferred, systemRandom } from '../../ts/util/index.ts';
import type { Deferred } from '../../ts/util/index.ts';
import { FakeClock, settled } from './fakes.ts';

/** Attempts whose outcomes the test decides. */
function plan(max = 3) {
  const clock = new FakeClock();
  const attempts: Deferred<string>[] = [];
  const aborter = new AbortController();
  const outcome = firstSuccess(clock, {
    max,
    hedgeMs: 2_000,
    signal: aborter.signal,
    attempt: () => {
      const attempt = createDeferred<string>();
      attempts.push(attempt);
      return attempt.promise;
    },
    mayRetry: ({ retry }) => retry === 'now',
  });
  outcome.catch(() => undefined);
  return { clock, attempts, outcome, aborter };
}

const failure = (): NetworkError => new NetworkError('unreachable');

describe('attempts', () => {
  test('one is enough when it succeeds', async () => {
    const { clock, attempts, outcome } = plan();
    attempts[0]!.resolve('first');
    expect(await outcome).toBe('first');
    await clock.pass(10_000);
    expect(attempts).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  test('a slow one gets company, and either may win; never more than two', async () => {
    const { clock, attempts, outcome } = plan();
    await clock.pass(1_999);
    expect(attempts).toHaveLength(1);
    await clock.pass(20_000);
    expect(attempts).toHaveLength(2);
    attempts[1]!.resolve('second');
    expect(await outcome).toBe('second');
    attempts[0]!.reject(failure());
    await settled();
  });

  test('after a failure the next begins at once, then with pauses', async () => {
    const { clock, attempts, outcome } = plan();
    attempts[0]!.reject(failure());
    await settled();
    expect(attempts).toHaveLength(2);
    attempts[1]!.reject(failure());
    await clock.pass(199);
    expect(attempts).toHaveLength(2);
    await clock.pass(1);
    expect(attempts).toHaveLength(3);
    attempts[2]!.reject(new NetworkError('timeout'));
    await expect(outcome).rejects.toThrow('timeout');
    expect(clock.pending()).toBe(0);
  });

  test('a failure that nothing can mend ends it', async () => {
    const { attempts, outcome } = plan();
    attempts[0]!.reject(new NetworkError('unauthorized'));
    await expect(outcome).rejects.toThrow('unauthorized');
    expect(attempts).toHaveLength(1);
  });

  test('so does an error that is not ours', async () => {
    const { attempts, outcome } = plan();
    attempts[0]!.reject(new TypeError('a mistake'));
    await expect(outcome).rejects.toThrow(TypeError);
  });

  test('who aborts does not wait for a pause to end', async () => {
    const { clock, attempts, outcome, aborter } = plan();
    attempts[0]!.reject(failure());
    await settled();
    attempts[1]!.reject(failure());
    await settled();
    aborter.abort();
    await expect(outcome).rejects.toThrow('aborted');
    expect(clock.pending()).toBe(0);
  });
});

describe('the token bucket', () => {
  test('lets a burst through, then one at a time', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, { perSecond: 10, burst: 20 });
    let through = 0;
    for (let count = 0; count < 30; count += 1) void bucket.take().then(() => (through += 1));
    await settled();
    expect(through).toBe(20);
    await clock.pass(450);
    expect(through).toBe(24);
    await clock.pass(10_000);
    expect(through).toBe(30);
    for (let count = 0; count < 25; count += 1) void bucket.take().then(() => (through += 1));
    await settled();
    expect(through).toBe(50);
  });

  test('does not hold who gives up', async () => {
    const bucket = new TokenBucket(new FakeClock(), { perSecond: 1, burst: 1 });
    await bucket.take();
    const aborter = new AbortController();
    const waiting = bucket.take(aborter.signal);
    aborter.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});

describe('linked signals', () => {
  test('abort with any source, and leave nothing behind', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    await withLinkedSignal([first.signal, undefined, second.signal], async (signal) => {
      expect(signal.aborted).toBe(false);
      second.abort();
      expect(signal.aborted).toBe(true);
    });
    await withLinkedSignal([second.signal], async (signal) => expect(signal.aborted).toBe(true));
    const outlived = await withLinkedSignal([first.signal], async (signal) => signal);
    first.abort();
    expect(outlived.aborted).toBe(false);
  });
});

test('random choices are uniform, complete and near', () => {
  const counts = [0, 0, 0];
  for (let round = 0; round < 3_000; round += 1) counts[randomInt(systemRandom, 3)]! += 1;
  for (const count of counts) expect(count).toBeGreaterThan(800);
  expect(shuffled(systemRandom, [1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
  for (let round = 0; round < 100; round += 1) {
    const ms = jittered(systemRandom, 1_000);
    expect(ms).toBeGreaterThanOrEqual(850);
    expect(ms).toBeLessThanOrEqual(1_150);
  }
});
