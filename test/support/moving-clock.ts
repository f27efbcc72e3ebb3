import { systemClock } from '../../ts/util/index.ts';
import type { Clock, Timer } from '../../ts/util/index.ts';

interface Pending {
  readonly dueMs: number;
  readonly callback: () => void;
  armed: Timer;
}

/** The clock of a world that runs as the machine's does, and that a test can move on by hours: what is due by then happens at once. */
export class MovingClock implements Clock {
  private movedMs = 0;
  private readonly pending = new Set<Pending>();

  nowMs(): number {
    return systemClock.nowMs() + this.movedMs;
  }

  monotonicMs(): number {
    return systemClock.monotonicMs() + this.movedMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const dueMs = this.monotonicMs() + delayMs;
    const timer: Pending = { dueMs, callback, armed: { cancel: () => undefined } };
    this.pending.add(timer);
    this.arm(timer);
    return {
      cancel: () => {
        timer.armed.cancel();
        this.pending.delete(timer);
      },
    };
  }

  moveOn(byMs: number): void {
    this.movedMs += byMs;
    for (const timer of this.pending) {
      timer.armed.cancel();
      this.arm(timer);
    }
  }

  private arm(timer: Pending): void {
    timer.armed = systemClock.setTimer(Math.max(0, timer.dueMs - this.monotonicMs()), () => {
      this.pending.delete(timer);
      timer.callback();
    });
  }
}
