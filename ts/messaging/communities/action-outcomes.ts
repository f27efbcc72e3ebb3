import type { Clock } from '../../util/index.ts';
import { createDeferred, delay, type Deferred } from '../../util/index.ts';
import { MessagingError } from '../errors.ts';
import type { CommunityFailure } from './community-failure.ts';
import type { ModerationOutcome } from './community-state.ts';

/** Somebody looks at what they want done for so long. */
const PATIENCE_MS = 15_000;

/** Who waits in this process for what the jobs of rooms come to. */
export class ActionOutcomes {
  private readonly clock: Pick<Clock, 'setTimer'>;
  private readonly waiting = new Map<number, Deferred<CommunityFailure | undefined>>();

  constructor(clock: Pick<Clock, 'setTimer'>) {
    this.clock = clock;
  }

  /** @throws {MessagingError} of the failure */
  async of(jobId: number): Promise<ModerationOutcome> {
    const outcome = createDeferred<CommunityFailure | undefined>();
    const patience = new AbortController();
    this.waiting.set(jobId, outcome);
    try {
      const failure = await Promise.race([
        outcome.promise,
        delay(this.clock, PATIENCE_MS, patience.signal).then(
          () => 'waiting' as const,
          () => 'waiting' as const,
        ),
      ]);
      if (failure === 'waiting') return 'waiting';
      if (failure !== undefined) throw new MessagingError(failure);
      return 'done';
    } finally {
      this.waiting.delete(jobId);
      patience.abort();
    }
  }

  /** False when nobody waits for it (any more). */
  settle(jobId: number, failure?: CommunityFailure): boolean {
    const waiting = this.waiting.get(jobId);
    waiting?.resolve(failure);
    return waiting !== undefined;
  }
}
