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
