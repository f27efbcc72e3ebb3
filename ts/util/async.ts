import { CodedError } from './errors.ts';
import type { Clock } from './ports.ts';

export type AsyncErrorCode = 'timeout' | 'aborted' | 'closed';

/** Waiting that ended without a result. */
export class AsyncError extends CodedError<AsyncErrorCode> {}

/** A promise that somebody else settles. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

/** A new {@link Deferred}. */
export function createDeferred<Value>(): Deferred<Value> {
  let resolve!: (value: Value) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Value>((whenDone, whenFailed) => {
    resolve = whenDone;
    reject = whenFailed;
  });
  return { promise, resolve, reject };
}

/** Runs tasks one after another, in the order in which they came. */
export class Mutex {
  private tail: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.tail.then(task, task);
    this.tail = result.catch(() => undefined);
    return result;
  }
}

/**
 * Resolves after `delayMs`.
 * @throws {AsyncError} `aborted` as soon as `signal` aborts.
 */
export function delay(clock: Pick<Clock, 'setTimer'>, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new AsyncError('aborted'));
      return;
    }
    const onAbort = (): void => {
      timer.cancel();
      reject(new AsyncError('aborted'));
    };
    const timer = clock.setTimer(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * The result of `task`, which gets a signal that aborts at the limit.
 * @throws {AsyncError} `timeout` after `limitMs`; whatever `task` throws before.
 */
export async function withDeadline<Result>(
  clock: Pick<Clock, 'setTimer'>,
  limitMs: number,
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const timedOut = createDeferred<never>();
  const timer = clock.setTimer(limitMs, () => {
    timedOut.reject(new AsyncError('timeout'));
    controller.abort();
  });
  try {
    return await Promise.race([task(controller.signal), timedOut.promise]);
  } finally {
    timer.cancel();
  }
}
