import type { LagView } from '../../ipc/index.ts';

/** How often the timer asks to be called. */
export const SAMPLE_INTERVAL_MS = 4;

const BUCKET_MS = 0.5;
const BUCKETS = 2_000;
const LONG_TICK_MS = 8;

/**
 * How late a timer is called is how long one tick kept the thread. Lateness goes into buckets of half a millisecond up to a second; longer
 * ones count as the last bucket, and exactly in the maximum.
 */
export class LagHistogram {
  private readonly buckets = new Uint32Array(BUCKETS);
  private samples = 0;
  private long = 0;
  private maxMs = 0;

  add(latenessMs: number): void {
    const lateMs = Math.max(0, latenessMs);
    const bucket = Math.min(BUCKETS - 1, Math.floor(lateMs / BUCKET_MS));
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
    this.samples += 1;
    this.maxMs = Math.max(this.maxMs, lateMs);
    if (lateMs > LONG_TICK_MS) this.long += 1;
  }

  view(): LagView {
    return {
      samples: this.samples,
      p99Ms: this.percentileMs(0.99),
      maxMs: this.maxMs,
      over8Ms: this.long,
    };
  }

  /** Upper edge of the bucket that holds the percentile, and never more than the maximum. */
  private percentileMs(share: number): number {
    const rank = Math.ceil(this.samples * share);
    let seen = 0;
    for (const [bucket, count] of this.buckets.entries()) {
      seen += count;
      if (seen >= rank && count > 0) return Math.min(this.maxMs, (bucket + 1) * BUCKET_MS);
    }
    return this.maxMs;
  }
}

/** Starts to measure this thread; the timer does not keep it alive. */
export function startLagMonitor(): { readonly view: () => LagView; readonly stop: () => void } {
  const histogram = new LagHistogram();
  let previousMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    histogram.add(nowMs - previousMs - SAMPLE_INTERVAL_MS);
    previousMs = nowMs;
  }, SAMPLE_INTERVAL_MS);
  timer.unref();
  return { view: () => histogram.view(), stop: () => clearInterval(timer) };
}
