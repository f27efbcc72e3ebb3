// Spec 02 §2.9.

import { createDeferred } from '../util/index.ts';
import type { Clock, Timer } from '../util/index.ts';
import { NetworkError } from './errors.ts';

export interface AttemptPlan<Result> {
  /** Attempts in all. */
  readonly max: number;
  /** A second attempt starts beside the first when that has not answered after so long. */
  readonly hedgeMs: number;
  /** Ends the waiting between attempts too; those in flight listen for themselves. */
  readonly signal: AbortSignal;
  readonly attempt: (index: number) => Promise<Result>;
  /** Whether another attempt may do better. Anything else ends the request at once. */
  readonly mayRetry: (error: NetworkError) => boolean;
}

const FIRST_PAUSE_MS = 200;
const MAX_IN_FLIGHT = 2;

/**
 * The first success of up to `max` attempts. An attempt that fails is followed by another, the first time at once, then after
 * 200 ms, 400 ms …; one that is slow gets company. Never more than two are in flight. Slower ones run to their own end, so that
 * who is to blame for their slowness is found out.
 * @throws whatever the last attempt threw; {@link NetworkError} `aborted` as soon as the signal says so.
 */
export function firstSuccess<Result>(
  clock: Pick<Clock, 'setTimer'>,
  plan: AttemptPlan<Result>,
): Promise<Result> {
  const outcome = createDeferred<Result>();
  let started = 0;
  let inFlight = 0;
  let failures = 0;
  let done = false;
  let timer: Timer | undefined;

  const finish = (settle: () => void): void => {
    done = true;
    timer?.cancel();
    plan.signal.removeEventListener('abort', onAbort);
    settle();
  };
  const onAbort = (): void => finish(() => outcome.reject(new NetworkError('aborted')));
  const schedule = (delayMs: number): void => {
    timer?.cancel();
    timer = started < plan.max && inFlight < MAX_IN_FLIGHT ? clock.setTimer(delayMs, start) : undefined;
  };
  const failed = (error: unknown): void => {
    inFlight -= 1;
    failures += 1;
    if (done) return;
    const mayRetry = error instanceof NetworkError && plan.mayRetry(error);
    if (!mayRetry || (started >= plan.max && inFlight === 0)) finish(() => outcome.reject(error));
    else if (failures === 1) start();
    else schedule(FIRST_PAUSE_MS * 2 ** (failures - 2));
  };
  function start(): void {
    if (done || started >= plan.max) return;
    const index = started;
    started += 1;
    inFlight += 1;
    plan.attempt(index).then((result) => finish(() => outcome.resolve(result)), failed);
    schedule(plan.hedgeMs);
  }
  plan.signal.addEventListener('abort', onAbort, { once: true });
  if (plan.signal.aborted) onAbort();
  start();
  return outcome.promise;
}
