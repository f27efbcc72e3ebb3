// Jobs about the expiry of messages in our own swarm (spec 04 §4.3).

import type { JobRow, JsonValue, NewJob, Repositories, StartedClock } from '../../store/index.ts';
import { CONFIGS_WERE_READ } from '../configs/user-configs.ts';

export const SHORTEN_EXPIRIES = 'shorten-expiries';
export const ASK_EXPIRIES = 'ask-expiries';

/** In one request (spec 04 §4.3). */
const MAX_IN_ONE = 20;

/** Tells our swarm when messages end that were read here. A device that has not seen the configs yet tells nothing (spec 04 §7). */
export function enqueueShortening(
  { jobs, settings }: Repositories,
  started: readonly StartedClock[],
  nowMs: number,
): void {
  if (settings.get(CONFIGS_WERE_READ) !== true) return;
  const byExpiry = new Map<number, string[]>();
  for (const { ownHash, expiresAtMs } of started) {
    if (ownHash === undefined) continue;
    byExpiry.set(expiresAtMs, [...(byExpiry.get(expiresAtMs) ?? []), ownHash]);
  }
  for (const [expiresAtMs, hashes] of byExpiry) {
    for (const some of batches(hashes))
      jobs.enqueue(job(SHORTEN_EXPIRIES, { hashes: some, expiresAtMs }, nowMs));
  }
}

/** Asks our swarm when messages end that were read on another device. */
export function enqueueAsking({ jobs }: Repositories, started: readonly StartedClock[], nowMs: number): void {
  const hashes = started.flatMap(({ ownHash }) => ownHash ?? []);
  for (const some of batches(hashes)) jobs.enqueue(job(ASK_EXPIRIES, { hashes: some }, nowMs));
}

/** The hashes, and for a shortening the expiry, in a payload; undefined when somebody else wrote it. */
export function expiriesInPayload({
  payload,
}: Pick<JobRow, 'payload'>):
  { readonly hashes: readonly string[]; readonly expiresAtMs?: number } | undefined {
  if (typeof payload !== 'object' || payload === null || !('hashes' in payload)) return undefined;
  const { hashes, expiresAtMs } = payload;
  if (!Array.isArray(hashes) || !hashes.every((hash) => typeof hash === 'string')) return undefined;
  return { hashes, ...(typeof expiresAtMs === 'number' ? { expiresAtMs } : {}) };
}

function job(kind: string, payload: JsonValue, nowMs: number): NewJob {
  return { kind, queue: kind, payload, runAtMs: nowMs, nowMs };
}

function batches(hashes: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(hashes.length / MAX_IN_ONE);
  return Array.from({ length: count }, (_, at) => hashes.slice(at * MAX_IN_ONE, (at + 1) * MAX_IN_ONE));
}
