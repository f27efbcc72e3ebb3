import fc from 'fast-check';
import { expect, test } from 'vitest';

import { retryPauseMs } from '../../ts/messaging/outbox/retry-schedule.ts';

test.each([
  [1, 2_000],
  [2, 5_000],
  [3, 15_000],
  [4, 60_000],
  [5, 300_000],
  [50, 300_000],
])('after %i failed attempts the pause is %i ms', (failedAttempts, pauseMs) => {
  expect(retryPauseMs(failedAttempts, 0.5)).toBe(pauseMs);
});

test('chance moves a pause by at most 15 %', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, chance) => {
        const middle = retryPauseMs(attempts, 0.5);
        const pause = retryPauseMs(attempts, chance);
        expect(pause).toBeGreaterThanOrEqual(Math.floor(middle * 0.85));
        expect(pause).toBeLessThanOrEqual(Math.ceil(middle * 1.15));
      },
    ),
  );
});
