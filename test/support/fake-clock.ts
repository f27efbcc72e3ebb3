import type { Clock, Timer } from '../../ts/util/index.ts';

interface PendingTimer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  private elapsedMs = 0;
  private readonly startMs: number;
  private readonly timers = new Set<PendingTimer>();

  /** @param startMs what `nowMs` says at first: 2023-11-14T22:13:20Z unless given. */
  constructor(startMs = 1_700_000_000_000) {
    this.startMs = startMs;
  }

  /** How many timers wait. */
  get pendingTimers(): number {
    return this.timers.size;
  }

  nowMs(): number {
    return this.startMs + this.elapsedMs;
  }

  monotonicMs(): number {
    return this.elapsedMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const timer = { dueMs: this.elapsedMs + Math.max(0, delayMs), callback };
    this.timers.add(timer);
    return { cancel: () => this.timers.delete(timer) };
  }

  /** Moves the time on, timer by timer; after each, everything that it set in motion runs until it waits again. */
  async advance(byMs: number): Promise<void> {
    const targetMs = this.elapsedMs + byMs;
    await settle();
    for (let next = this.nextDue(targetMs); next !== undefined; next = this.nextDue(targetMs)) {
      this.elapsedMs = next.dueMs;
      this.timers.delete(next);
      next.callback();
      await settle();
    }
    this.elapsedMs = targetMs;
  }

  private nextDue(limitMs: number): PendingTimer | undefined {
    return [...this.timers].filter(({ dueMs }) => dueMs <= limitMs).sort((a, b) => a.dueMs - b.dueMs)[0];
  }
}

/** Lets every promise that can settle do so: Node runs all microtasks before the next immediate. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
