import { createDeferred, type Deferred } from '../../util/index.ts';
import type { Services } from '../services.ts';

/** Without a network nobody is asked; whoever hears that it is back says so ({@link PollLoop.hurry}). */
const WHILE_OFFLINE_MS = 60_000;

/** Plays rounds one after the other, with pauses between them, while there is a network and until it is closed. */
export class PollLoop {
  private readonly deps: Pick<Services, 'network' | 'clock'>;
  private readonly round: () => Promise<number>;
  private readonly abort = new AbortController();
  private loop: Promise<void> | undefined;
  private wakeUp: Deferred<void> | undefined;
  private isHurried = false;

  /** @param round gives the pause after it, in milliseconds, and never throws */
  constructor(deps: Pick<Services, 'network' | 'clock'>, round: () => Promise<number>) {
    this.deps = deps;
    this.round = round;
  }

  /** Fires when it is closed: what a round still waits for is of no use any more. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  start(): void {
    this.loop ??= this.playForever();
  }

  /** The next round comes at once; after the one that runs now, if one does. */
  hurry(): void {
    this.isHurried = true;
    this.wakeUp?.resolve();
  }

  /** Ends when the round that runs has ended. */
  async close(): Promise<void> {
    this.abort.abort();
    this.wakeUp?.resolve();
    await this.loop;
  }

  private async playForever(): Promise<void> {
    while (!this.signal.aborted) {
      const isOnline = this.deps.network.status().state === 'online';
      await this.pause(isOnline ? await this.round() : WHILE_OFFLINE_MS);
    }
  }

  private async pause(pauseMs: number): Promise<void> {
    const isHurried = this.isHurried;
    this.isHurried = false;
    if (isHurried || this.signal.aborted) return;
    const wakeUp = createDeferred<void>();
    this.wakeUp = wakeUp;
    const timer = this.deps.clock.setTimer(Math.max(0, pauseMs), wakeUp.resolve);
    await wakeUp.promise;
    this.isHurried = false;
    timer.cancel();
  }
}
