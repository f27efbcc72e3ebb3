import { expect, test } from 'vitest';

import { Growth } from '../../../integration-test/engines/growth.ts';
import { trendOf } from '../../../integration-test/engines/trend.ts';

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;

/** A sample a minute. */
function over(minutes: number, value: (minute: number) => number) {
  return Array.from({ length: minutes }, (_, at) => ({ atMs: at * MINUTE_MS, value: value(at) }));
}

test('the slope is that of the line', () => {
  expect(
    trendOf(
      over(60, (minute) => 100 + 2 * minute),
      0,
    ).perHour,
  ).toBeCloseTo(120);
  expect(trendOf([], 0)).toEqual({ perHour: 0, isFlat: undefined });
});

test('what swings is flat, what creeps is not', () => {
  expect(
    trendOf(
      over(60, (minute) => 200 + (minute % 7) * 10),
      0,
    ).isFlat,
  ).toBe(true);
  expect(
    trendOf(
      over(60, (minute) => 200 + minute * 3),
      16,
    ).isFlat,
  ).toBe(false);
  expect(
    trendOf(
      over(11, (minute) => 200 + minute * 30),
      0,
    ).isFlat,
  ).toBeUndefined();
});

test('an engine that creeps is told in the end, one that only warmed up is not', () => {
  const after = (memory: (minute: number) => number): readonly string[] => {
    const growth = new Growth('alice');
    for (const { atMs, value } of over(40, memory)) growth.note({ atMs, memory: value * MB, handles: 20 });
    return growth.restlessness();
  };
  expect(after((minute) => 150 + Math.min(minute, 4) * 30)).toEqual([]);
  expect(after((minute) => 150 + minute * 4)).toEqual(['the memory of alice has not come to rest']);
});
