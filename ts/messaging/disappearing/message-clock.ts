// When the clock of a message begins and ends (spec 04 §4.3). Everything is in network time.

import type { MessageExpiration } from '../../store/index.ts';

export interface Arrival {
  readonly expiration: MessageExpiration;
  readonly isOwn: boolean;
  readonly sentAtMs: number;
  /** When our swarm drops it. */
  readonly swarmExpiryMs: number;
  /** Somebody else's message: it was read, here or on another device. */
  readonly isRead: boolean;
  readonly nowMs: number;
}

export interface ArrivalClock {
  readonly expiration: MessageExpiration;
  /** Nobody has told our swarm yet that it was read. */
  readonly isToBeShortened: boolean;
}

/** The clock of a message that came from a swarm. It never ends later than a timer's length from now. */
export function clockOnArrival(arrival: Arrival): ArrivalClock {
  const { expiration, isOwn, sentAtMs, swarmExpiryMs, isRead, nowMs } = arrival;
  const latestMs = nowMs + expiration.timerS * 1_000;
  if (expiration.mode === 'after-read') {
    if (isOwn) return running(startedAt(expiration, Math.min(sentAtMs, nowMs)));
    if (!isRead) return running(expiration);
    if (swarmExpiryMs > latestMs) return running(startedAt(expiration, nowMs), { isToBeShortened: true });
  }
  return running(endingAt(expiration, Math.min(swarmExpiryMs, latestMs)));
}

/** The clock of a message of ours that a swarm has taken: the swarm's time, which is not in the future. */
export function startedAt({ mode, timerS }: MessageExpiration, startedAtMs: number): MessageExpiration {
  return { mode, timerS, startedAtMs, expiresAtMs: startedAtMs + timerS * 1_000 };
}

export function endingAt({ mode, timerS }: MessageExpiration, expiresAtMs: number): MessageExpiration {
  return { mode, timerS, startedAtMs: Math.max(0, expiresAtMs - timerS * 1_000), expiresAtMs };
}

/** Whether a message is to be gone: one that comes too late is never shown. */
export function isOver(expiration: MessageExpiration | undefined, nowMs: number): boolean {
  return expiration?.expiresAtMs !== undefined && expiration.expiresAtMs <= nowMs;
}

/**
 * What several nodes say about the expiry of one message, made one: the lower median, so that of two the one that has heard of a
 * reading counts, and of many no single one decides. Undefined when none knows the message, which says nothing (spec 04 §4.3).
 */
export function agreedExpiry(answersMs: readonly number[]): number | undefined {
  const sorted = [...answersMs].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function running(
  expiration: MessageExpiration,
  { isToBeShortened = false }: { readonly isToBeShortened?: boolean } = {},
): ArrivalClock {
  return { expiration, isToBeShortened };
}
