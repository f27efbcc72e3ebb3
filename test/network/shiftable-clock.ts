import { systemClock } from '../../ts/util/index.ts';
import type { Clock } from '../../ts/util/index.ts';

interface PendingTimer {
  readonly dueMs: number;
  readonly callback: () => void;
  cancel: () => void;
}

/** The machine's clock, which can be moved on: timers that are due then fire at once. */
export class ShiftableClock implements Clock {
  private shiftMs = 0;
  private readonly timers = new Set<PendingTimer>();

  nowMs = (): number => systemClock.nowMs() + this.shiftMs;
  monotonicMs = (): number => systemClock.monotonicMs() + this.shiftMs;

  setTimer = (delayMs: number, callback: () => void): { cancel: () => void } => {
    const timer: PendingTimer = { dueMs: this.monotonicMs() + delayMs, callback, cancel: () => undefined };
    this.timers.add(timer);
    this.schedule(timer);
    return {
      cancel: () => {
        this.timers.delete(timer);
        timer.cancel();
      },
    };
  };

  advance(ms: number): void {
    this.shiftMs += ms;
    for (const timer of this.timers) {
      timer.cancel();
      this.schedule(timer);
    }
  }

  private schedule(timer: PendingTimer): void {
    const handle = systemClock.setTimer(timer.dueMs - this.monotonicMs(), () => {
      this.timers.delete(timer);
      timer.callback();
    });
    timer.cancel = () => handle.cancel();
  }
}
