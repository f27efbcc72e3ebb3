/** How long answers took, as far as is known. */
export interface LatencyReport {
  /** Of the last twenty. */
  readonly medianMs: number;
  readonly lastMs: number;
  /** How many were ever measured. */
  readonly samples: number;
}

const KEPT = 20;

/** Times from a request to its answer: of small ones, because large ones tell of the line and not of the way. */
export class Latencies {
  private readonly times: number[] = [];
  private samples = 0;

  note(ms: number): void {
    this.times.push(Math.max(0, ms));
    if (this.times.length > KEPT) this.times.shift();
    this.samples += 1;
  }

  /** Undefined before the first answer. */
  report(): LatencyReport | undefined {
    const lastMs = this.times.at(-1);
    if (lastMs === undefined) return undefined;
    const sorted = [...this.times].sort((a, b) => a - b);
    const medianMs = sorted[Math.floor(sorted.length / 2)] ?? lastMs;
    return { medianMs: Math.round(medianMs), lastMs: Math.round(lastMs), samples: this.samples };
  }
}
