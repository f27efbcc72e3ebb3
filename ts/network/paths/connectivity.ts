import type { Clock } from '../../util/index.ts';

/**
 * Tells the machine's own loss of connection from the failure of others. A failure counts only when something else was heard after
 * the failed request left; until then it is held, and forgotten when nothing answers at all (spec 02 §2.9).
 */
export class ConnectivityGate {
  private readonly clock: Pick<Clock, 'monotonicMs'>;
  private readonly held: (() => void)[] = [];
  private lastHeardMs: number | undefined;

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.clock = clock;
  }

  /** Something answered: what was held counts. */
  heard(): void {
    this.lastHeardMs = this.clock.monotonicMs();
    for (const blame of this.held.splice(0)) blame();
  }

  /** Whether anything answered after `sinceMs` of the monotonic clock. */
  heardSince(sinceMs: number): boolean {
    return this.lastHeardMs !== undefined && this.lastHeardMs > sinceMs;
  }

  /** Gives `blame` now, or holds it; false when held, and somebody should be asked whether we are connected. */
  failed(departedMs: number, blame: () => void): boolean {
    if (this.heardSince(departedMs)) {
      blame();
      return true;
    }
    this.held.push(blame);
    return false;
  }

  /** Nothing answers: nobody is to blame. */
  lost(): void {
    this.held.length = 0;
  }
}
