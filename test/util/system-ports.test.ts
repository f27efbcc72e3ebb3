import { expect, test } from 'vitest';

import { createDeferred, systemClock, systemRandom } from '../../ts/util/index.ts';

test('the clock of the machine goes forward and its timers fire', async () => {
  const before = systemClock.monotonicMs();
  const fired = createDeferred<string>();
  systemClock.setTimer(-1, () => fired.resolve('fired'));
  await expect(fired.promise).resolves.toBe('fired');
  expect(systemClock.monotonicMs()).toBeGreaterThan(before);
  expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(1000);
});

test('a cancelled timer does not fire', async () => {
  const later = createDeferred<string>();
  let fired = false;
  systemClock.setTimer(0, () => (fired = true)).cancel();
  systemClock.setTimer(1, () => later.resolve('later'));
  await later.promise;
  expect(fired).toBe(false);
});

test('randomness has the asked length and does not repeat', () => {
  const values = Array.from({ length: 50 }, () => systemRandom.bytes(16));
  expect(values.every((bytes) => bytes.length === 16)).toBe(true);
  expect(new Set(values.map((bytes) => bytes.join())).size).toBe(50);
  expect(systemRandom.bytes(0)).toHaveLength(0);
});
