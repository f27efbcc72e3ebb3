import { expect, test } from 'vitest';

import { PUBLIC_NETWORK_PACE, PollRhythm } from '../../ts/messaging/index.ts';
import { FakeClock } from '../support/fake-clock.ts';

test('people who look get messages sooner, and a talk sets the pace for a minute', async () => {
  const clock = new FakeClock();
  const rhythm = new PollRhythm(PUBLIC_NETWORK_PACE, clock);
  expect(rhythm.pauseMs()).toBe(2_500);
  rhythm.setFocused(false);
  expect(rhythm.pauseMs()).toBe(5_000);
  await clock.advance(5 * 60_000);
  expect(rhythm.pauseMs()).toBe(15_000);
  rhythm.noteActivity();
  expect(rhythm.pauseMs()).toBe(1_000);
  await clock.advance(60_000);
  expect(rhythm.pauseMs()).toBe(15_000);
  rhythm.setFocused(true);
  expect(rhythm.pauseMs()).toBe(2_500);
});

test('a community server is asked every ten seconds while somebody looks or writes there, less often else, and rests up to five minutes', async () => {
  const clock = new FakeClock();
  const rhythm = new PollRhythm(PUBLIC_NETWORK_PACE, clock);
  const long = 10 * 60_000;
  expect(rhythm.communityPauseMs(long)).toBe(10_000);
  rhythm.setFocused(false);
  expect(rhythm.communityPauseMs(long)).toBe(30_000);
  expect(rhythm.communityPauseMs(1_000)).toBe(10_000);
  await clock.advance(5 * 60_000);
  expect(rhythm.communityPauseMs(long)).toBe(60_000);
  const rests = [1, 2, 3, 4, 5, 6, 50].map((failures) => rhythm.communityRestMs(failures));
  expect(rests).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
});

test('a group is asked more seldom the longer nothing has happened in it, and as often as all else in a talk', () => {
  const rhythm = new PollRhythm(PUBLIC_NETWORK_PACE, new FakeClock());
  const dayMs = 24 * 60 * 60_000;
  const pauses = [59_999, 60_000, 2 * dayMs - 1, 2 * dayMs, 7 * dayMs - 1, 7 * dayMs].map((sinceMs) =>
    rhythm.groupPauseMs(sinceMs),
  );
  expect(pauses).toEqual([2_500, 5_000, 5_000, 60_000, 60_000, 120_000]);
});
