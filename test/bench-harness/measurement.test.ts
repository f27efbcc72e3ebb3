import { describe, expect, test } from 'vitest';

import { type Measurement, judge } from '../bench/harness/measurement.ts';

const times: Measurement = {
  name: 'times',
  unit: 'ms',
  samples: [30, 10, 20],
  floor: { name: 'floor', samples: [8, 8, 80] },
};
const rates: Measurement = { ...times, name: 'rates', unit: 'per-second' };

describe('the comparison with the floor', () => {
  test('of times: longer is worse', () => {
    expect(judge(times)).toMatchObject({ timesFloor: 2.5, aboveFloor: 12 });
  });

  test('of rates: fewer is worse', () => {
    expect(judge({ ...rates, floor: { name: 'floor', samples: [50] } }).timesFloor).toBe(2.5);
  });

  test('is absent without a floor', () => {
    const { floor: _, ...alone } = times;
    expect(judge(alone)).toEqual({ ours: { count: 3, median: 20, p99: 30, min: 10, max: 30 } });
  });
});

describe('a target', () => {
  test.each([
    [{ kind: 'times-floor', atMost: 2.5 }, true],
    [{ kind: 'times-floor', atMost: 2.4 }, false],
    [{ kind: 'above-floor', atMost: 12 }, true],
    [{ kind: 'above-floor', atMost: 11 }, false],
    [{ kind: 'median', atMost: 20 }, true],
    [{ kind: 'median', atMost: 19 }, false],
    [{ kind: 'p99', atMost: 29 }, false],
    [{ kind: 'max', atMost: 30 }, true],
  ] as const)('%o is reached: %s', (target, reached) => {
    expect(judge({ ...times, target }).reached).toBe(reached);
  });

  test('that needs a floor is an error without one', () => {
    const { floor: _, ...alone } = times;
    expect(() => judge({ ...alone, target: { kind: 'times-floor', atMost: 2 } })).toThrow(RangeError);
  });

  test('is neither reached nor missed when there is none', () => {
    expect(judge(times)).not.toHaveProperty('reached');
  });
});

test('no samples are an error, not a good result', () => {
  expect(() => judge({ ...times, samples: [] })).toThrow(RangeError);
});
