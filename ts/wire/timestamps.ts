import { WireError } from './errors.ts';

/** How far the time inside a message may be from the time at which a community server got it. */
const COMMUNITY_TOLERANCE_MS = 6 * 60 * 60 * 1000;

export interface Timestamps {
  /** Of the envelope; from a community or its inbox: the time at which the server got the message. Milliseconds. */
  readonly sentAtMs: number;
  /** `Content.sigTimestamp`, milliseconds; `undefined` or 0 from old senders. */
  readonly sigTimestampMs: number | undefined;
  readonly source: 'swarm' | 'community';
}

/**
 * Compares the time outside a message with the authenticated one inside: equal when it came through a swarm, at most
 * 6 h apart when it came from a community. A message of an old sender, who wrote only one of them, passes (spec 01 §2.5).
 * @throws {WireError} `timestamp-mismatch`
 */
export function checkTimestamps({ sentAtMs, sigTimestampMs, source }: Timestamps): void {
  if (sigTimestampMs === undefined || sigTimestampMs === 0 || sentAtMs === 0) return;
  const apartMs = Math.abs(sentAtMs - sigTimestampMs);
  if (apartMs > (source === 'swarm' ? 0 : COMMUNITY_TOLERANCE_MS)) throw new WireError('timestamp-mismatch');
}
