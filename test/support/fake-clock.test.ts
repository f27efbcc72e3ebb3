import { expect, test } from 'vitest';

import { FakeClock } from './fake-clock.ts';

test('timers fire in the order of their times, also those set on the way', async () => {
  const clock = new FakeClock(5000);
  const fired: (readonly [string, number])[] = [];
  const note = (name: string): void => {
    fired.push([name, clock.nowMs()]);
  };
  clock.setTimer(20, () => note('second'));
  clock.setTimer(10, () => {
    note('first');
    void Promise.resolve().then(() => clock.setTimer(15, () => note('third')));
  });
  clock.setTimer(30, () => note('cancelled')).cancel();
  clock.setTimer(40, () => note('too late'));
  await clock.advance(39);
  expect(fired).toEqual([
    ['first', 5010],
    ['second', 5020],
    ['third', 5025],
  ]);
  expect(clock.monotonicMs()).toBe(39);
  expect(clock.pendingTimers).toBe(1);
});
