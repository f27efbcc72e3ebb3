/** Pauses after the first, second … failed attempt; the last one repeats (spec 04 §2.4). */
const PAUSES_MS = [2_000, 5_000, 15_000, 60_000, 300_000] as const;
const JITTER = 0.15;

/** Attempts end for good this long after a job was written (spec 04 §2.4). */
export const GIVE_UP_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * Pause in ms before the next attempt, after `failedAttempts` ≥ 1 have failed, ±15 % so that devices do not beat in step.
 * `chance` is 0…1.
 */
export function retryPauseMs(failedAttempts: number, chance: number): number {
  const pause = PAUSES_MS[Math.min(failedAttempts, PAUSES_MS.length) - 1] ?? PAUSES_MS[0];
  return Math.round(pause * (1 + JITTER * (2 * chance - 1)));
}
