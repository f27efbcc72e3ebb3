// Spec 02 §2.9.

import { delay } from '../util/index.ts';
import type { Clock } from '../util/index.ts';

/** At most `burst` at once and `perSecond` on average; who comes too early waits for its turn. */
export class TokenBucket {
  private readonly clock: Pick<Clock, 'monotonicMs' | 'setTimer'>;
  private readonly intervalMs: number;
  private readonly creditMs: number;
  private nextMs = -Infinity;

  constructor(
    clock: Pick<Clock, 'monotonicMs' | 'setTimer'>,
    rate: { readonly perSecond: number; readonly burst: number },
  ) {
    this.clock = clock;
    this.intervalMs = 1_000 / rate.perSecond;
    this.creditMs = this.intervalMs * (rate.burst - 1);
  }

  /** @throws {AsyncError} `aborted` */
  async take(signal?: AbortSignal): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    this.nextMs = Math.max(this.nextMs, nowMs - this.creditMs) + this.intervalMs;
    const waitMs = this.nextMs - this.intervalMs - nowMs;
    if (waitMs > 0) await delay(this.clock, waitMs, signal);
  }
}
