import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LagHistogram, SAMPLE_INTERVAL_MS, startLagMonitor } from '../../../src/main/engine/lag-monitor.ts';

test('an empty histogram is all zero', () => {
  expect(new LagHistogram().view()).toEqual({ samples: 0, p99Ms: 0, maxMs: 0, over8Ms: 0 });
});

test('percentile to half a millisecond above, exact maximum, exact count', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 900, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (delays) => {
        const histogram = new LagHistogram();
        for (const delay of delays) histogram.add(delay);
        const sorted = delays.map((delay) => Math.max(0, delay)).sort((a, b) => a - b);
        const exact = sorted[Math.ceil(sorted.length * 0.99) - 1]!;
        const { samples, p99Ms, maxMs, over8Ms } = histogram.view();
        expect(samples).toBe(delays.length);
        expect(maxMs).toBe(sorted.at(-1));
        expect(over8Ms).toBe(delays.filter((delay) => delay > 8).length);
        expect(p99Ms).toBeGreaterThanOrEqual(exact);
        expect(p99Ms).toBeLessThanOrEqual(exact + 0.5);
      },
    ),
  );
});

test('more than a second still counts, and is the maximum', () => {
  const histogram = new LagHistogram();
  histogram.add(5_000);
  expect(histogram.view()).toMatchObject({ samples: 1, maxMs: 5_000, over8Ms: 1 });
});

test('a long tick of this thread is seen', async () => {
  const monitor = startLagMonitor();
  const endMs = performance.now() + 60;
  while (performance.now() < endMs);
  await expect.poll(() => monitor.view().maxMs, { interval: 5 }).toBeGreaterThan(50 - SAMPLE_INTERVAL_MS);
  monitor.stop();
  expect(monitor.view().over8Ms).toBeGreaterThanOrEqual(1);
});
