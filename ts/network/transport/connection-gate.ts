// Spec 02 §3.

import { createDeferred } from '../../util/index.ts';
import type { Clock, Deferred } from '../../util/index.ts';

/** How long a request waits for a kept connection before it may open another one. */
const PATIENCE_MS = 100;

/**
 * Lets requests to one node share its connections: who finds all of them in use waits a moment for one to become free, which is
 * quicker than a TLS handshake and leaves fewer traces, and only then opens another.
 */
export class ConnectionGate {
  private readonly clock: Pick<Clock, 'setTimer'>;
  private readonly openConnections: () => number;
  private readonly waiting: Deferred<void>[] = [];
  private inUse = 0;

  /** @param openConnections how many connections to the node there are now, in use or not. */
  constructor(clock: Pick<Clock, 'setTimer'>, openConnections: () => number) {
    this.clock = clock;
    this.openConnections = openConnections;
  }

  /** Runs `request` when there is a connection for it, or when none became free in time. */
  async run<Result>(request: () => Promise<Result>): Promise<Result> {
    if (this.inUse >= Math.max(1, this.openConnections())) await this.handedOver();
    else this.inUse += 1;
    try {
      return await request();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.inUse -= 1;
      else next.resolve();
    }
  }

  /** Resolves when somebody hands over a connection, or when it is time for another one. */
  private async handedOver(): Promise<void> {
    const turn = createDeferred<void>();
    this.waiting.push(turn);
    const timer = this.clock.setTimer(PATIENCE_MS, () => {
      this.waiting.splice(this.waiting.indexOf(turn), 1);
      this.inUse += 1;
      turn.resolve();
    });
    await turn.promise;
    timer.cancel();
  }
}
