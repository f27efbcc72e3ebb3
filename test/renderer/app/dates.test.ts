import fc from 'fast-check';
import { expect, test } from 'vitest';

import { dayName, rowTime, startOfDayMs, timeAgo } from '../../../src/renderer/app/text/dates.ts';

const nowMs = new Date(2026, 10, 20, 15, 30).getTime();
const locale = 'en-GB';
const at = (...parts: readonly [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 0, minute = 0] = parts;
  return new Date(year, month, day, hour, minute).getTime();
};

test.each([
  [nowMs - 59_000, undefined],
  [nowMs + 30_000, undefined],
  [at(2026, 10, 20, 0, 5), '00:05'],
  [at(2026, 10, 19, 23, 59), 'Thu 23:59'],
  [at(2026, 10, 14, 9, 5), 'Sat 09:05'],
  [at(2026, 10, 13, 23, 59), '13/11/2026'],
  [at(2026, 11, 24), '24/12/2026'],
])('LST-04: %i is shown as %j', (timeMs, text) => {
  expect(rowTime({ timeMs, nowMs, locale })?.replace(',', '')).toBe(text);
});

test('days have names near today and dates further away', () => {
  expect(dayName({ timeMs: at(2026, 10, 20), nowMs, locale })).toBe('today');
  expect(dayName({ timeMs: at(2026, 10, 19), nowMs, locale })).toBe('yesterday');
  expect(dayName({ timeMs: at(2026, 10, 18), nowMs, locale })).toMatchObject({
    date: expect.stringMatching(/Wednesday.*18 November/u),
  });
  expect(dayName({ timeMs: at(2025, 0, 2), nowMs, locale })).toEqual({ date: '2 January 2025' });
});

test('a day begins before everything on it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (timeMs) => {
      const start = startOfDayMs(timeMs);
      expect(start).toBeLessThanOrEqual(timeMs);
      expect(startOfDayMs(start)).toBe(start);
      expect(timeMs - start).toBeLessThan(25 * 3_600_000);
    }),
  );
});

test.each([
  [0, 'now'],
  [-5_000, 'now'],
  [5_400, '5 seconds ago'],
  [59_400, '59 seconds ago'],
  [60_000, '1 minute ago'],
  [3_599_000, '59 minutes ago'],
  [2 * 3_600_000, '2 hours ago'],
  [24 * 3_600_000, 'yesterday'],
  [9 * 24 * 3_600_000, '9 days ago'],
])('what was %i ms ago was %s', (ms, words) => {
  expect(timeAgo({ timeMs: nowMs - ms, nowMs, locale: 'en' })).toBe(words);
});
