import { describe, expect, test } from 'vitest';

import { formatValue, table } from '../bench/harness/table.ts';

describe('a value', () => {
  test.each([
    [0.0384, 'ms', '38.4 µs'],
    [4.237, 'ms', '4.24 ms'],
    [884.4, 'ms', '884 ms'],
    [1_310, 'ms', '1.31 s'],
    [26_312.4, 'per-second', '26,312/s'],
    [3, 'count', '3'],
    [1.5, 'count', '1.5'],
    [0, 'ms', '0 µs'],
  ] as const)('%s %s is written %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });
});

test('a table has a row for each measurement, with the verdict at its end', () => {
  const text = table([
    {
      name: 'start',
      unit: 'ms',
      samples: [800],
      floor: { name: 'empty', samples: [500] },
      target: { kind: 'times-floor', atMost: 2 },
    },
    {
      name: 'send',
      unit: 'ms',
      samples: [150],
      floor: { name: 'chain', samples: [10] },
      target: { kind: 'above-floor', atMost: 100 },
    },
    { name: 'rate', unit: 'per-second', samples: [1_000] },
  ]);
  expect(text.split('\n')).toEqual([
    'measured   median     p99   floor  against it      target',
    '─────────────────────────────────────────────────────────',
    'start      800 ms  800 ms  500 ms      1.60 ×       ≤ 2 ×  ✔',
    'send       150 ms  150 ms   10 ms    + 140 ms  ≤ + 100 ms  ✘',
    'rate      1,000/s',
  ]);
});

test('faster than the floor is written with a minus', () => {
  const row = table([
    {
      name: 'quick',
      unit: 'ms',
      samples: [5],
      floor: { name: 'floor', samples: [7] },
      target: { kind: 'above-floor', atMost: 1 },
    },
  ]);
  expect(row).toContain('− 2 ms');
});
