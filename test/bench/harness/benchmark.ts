import type { Measurement } from './measurement.ts';

/** What a benchmark found out. */
export interface BenchmarkReport {
  readonly measurements: readonly Measurement[];
  /** Lines that explain the figures. */
  readonly notes?: readonly string[];
}

/** One benchmark: ours and the floor, measured in turns in one process. */
export interface Benchmark {
  /** As `--only` takes it. */
  readonly name: string;
  readonly about: string;
  /** Opens windows: needs the built app, and a display. */
  readonly opensWindows: boolean;
  /** How often to measure unless `--runs` says so. */
  readonly runs: number;
  run(options: { readonly runs: number }): Promise<BenchmarkReport>;
}
