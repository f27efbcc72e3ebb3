import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';

import type { Clock, Random } from './ports.ts';

/** The clock of this machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (delayMs, callback) => {
    const handle = setTimeout(callback, Math.max(0, delayMs));
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};

/** The random source of this machine. */
export const systemRandom: Random = {
  bytes: (length) => Uint8Array.from(randomBytes(length)),
};
