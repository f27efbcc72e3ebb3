import { type Summary, summarize } from './statistics.ts';

/** `ms`: less is better. `count`: less is better. `per-second`: more is better. */
export type Unit = 'ms' | 'count' | 'per-second';

/** What counts as good enough. */
export type Target =
  /** Our median is at most so many times as slow as the floor's. */
  | { readonly kind: 'times-floor'; readonly atMost: number }
  /** Our median is at most so much above the floor's, in the unit of the samples. */
  | { readonly kind: 'above-floor'; readonly atMost: number }
  | { readonly kind: 'median' | 'p99' | 'max'; readonly atMost: number };

/** One thing that was measured, beside the floor: the least that any program on this machine would need for it. */
export interface Measurement {
  readonly name: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  readonly floor?: { readonly name: string; readonly samples: readonly number[] };
  readonly target?: Target;
}

/** A measurement in figures. */
export interface Verdict {
  readonly ours: Summary;
  readonly floor?: Summary;
  /** How many times as slow as the floor, by medians; 1 is as good as can be. */
  readonly timesFloor?: number;
  /** Our median minus the floor's. */
  readonly aboveFloor?: number;
  /** Whether the target was reached; undefined without one. */
  readonly reached?: boolean;
}

/** @throws {RangeError} without samples, or when a target needs a floor that is not there */
export function judge(measurement: Measurement): Verdict {
  const ours = summarize(measurement.samples);
  const comparison = compare(measurement, ours);
  const { target } = measurement;
  if (target === undefined) return { ours, ...comparison };
  return { ours, ...comparison, reached: measured(target, ours, comparison) <= target.atMost };
}

type Comparison = Pick<Verdict, 'floor' | 'timesFloor' | 'aboveFloor'>;

function compare({ unit, floor }: Measurement, ours: Summary): Comparison {
  if (floor === undefined) return {};
  const summary = summarize(floor.samples);
  const [better, worse] = unit === 'per-second' ? [ours, summary] : [summary, ours];
  return {
    floor: summary,
    timesFloor: worse.median / better.median,
    aboveFloor: ours.median - summary.median,
  };
}

function measured({ kind }: Target, ours: Summary, { timesFloor, aboveFloor }: Comparison): number {
  const value = { ...ours, 'times-floor': timesFloor, 'above-floor': aboveFloor }[kind];
  if (value === undefined) throw new RangeError('a target without its floor');
  return value;
}
