/** A figure at a time. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

export interface Trend {
  /** Of the straight line with the least squares; 0 for fewer than two points. */
  readonly perHour: number;
  /** Undefined when there are too few points to say. */
  readonly isFlat: boolean | undefined;
}

/** Fewer say nothing: a garbage collection more or less would decide. */
const ENOUGH = 12;
const FLAT_LIMIT = 1.2;
const HOUR_MS = 3_600_000;

/** The rule, for people. */
export const FLAT_RULE = `Flat: the median of the last quarter of the samples is at most ${FLAT_LIMIT} times that of the second quarter, and a slack of 16 MiB or 8 files; of fewer than ${ENOUGH} samples nothing is said.`;

/** Where a figure goes. Medians of quarters decide, because single samples of memory say more of the last collection than of a leak. */
export function trendOf(points: readonly Point[], slack: number): Trend {
  const quarter = Math.floor(points.length / 4);
  const early = points.slice(quarter, 2 * quarter);
  const late = points.slice(points.length - quarter);
  const isFlat = points.length < ENOUGH ? undefined : median(late) <= median(early) * FLAT_LIMIT + slack;
  return { perHour: slope(points) * HOUR_MS, isFlat };
}

function slope(points: readonly Point[]): number {
  const time = mean(points.map(({ atMs }) => atMs));
  const level = mean(points.map(({ value }) => value));
  const spread = points.reduce((sum, { atMs }) => sum + (atMs - time) ** 2, 0);
  if (spread === 0) return 0;
  return points.reduce((sum, { atMs, value }) => sum + (atMs - time) * (value - level), 0) / spread;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function median(points: readonly Point[]): number {
  const values = points.map(({ value }) => value).sort((left, right) => left - right);
  return values[Math.floor(values.length / 2)] ?? 0;
}
