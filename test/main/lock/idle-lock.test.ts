import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { watchIdleness } from '../../../src/main/lock/idle-lock.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('APP-17: it locks when nobody has touched the computer for the minutes that were set, and never for 0', () => {
  let idleS = 0;
  let minutes = 5;
  let locks = 0;
  const stop = watchIdleness({
    idleS: () => idleS,
    afterMinutes: () => minutes,
    lock: () => {
      locks += 1;
    },
  });
  idleS = 299;
  vi.advanceTimersByTime(60_000);
  expect(locks).toBe(0);
  idleS = 300;
  vi.advanceTimersByTime(10_000);
  expect(locks).toBe(1);
  minutes = 0;
  idleS = 100_000;
  vi.advanceTimersByTime(60_000);
  expect(locks).toBe(1);
  minutes = 1;
  stop();
  vi.advanceTimersByTime(60_000);
  expect(locks).toBe(1);
});
