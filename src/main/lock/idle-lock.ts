/** How often to look; a lock that comes so much later is still in time. */
const LOOK_EVERY_MS = 10_000;
const SECONDS_PER_MINUTE = 60;

export interface IdleLockOptions {
  /** Seconds since the last touch of keyboard or mouse, anywhere on this computer. */
  readonly idleS: () => number;
  /** After how many minutes to lock; 0 for never. */
  readonly afterMinutes: () => number;
  readonly lock: () => void;
}

/** Locks when nobody has touched the computer for a while (spec 08 APP-17). The result stops it. */
export function watchIdleness({ idleS, afterMinutes, lock }: IdleLockOptions): () => void {
  const timer = setInterval(() => {
    const minutes = afterMinutes();
    if (minutes > 0 && idleS() >= minutes * SECONDS_PER_MINUTE) lock();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
