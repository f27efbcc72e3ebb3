// What nodes say to a shortening (spec 02 §4.9).

import { agreedExpiry } from './message-clock.ts';

/**
 * When each message ends by now, as the nodes of the swarm that know it agree. One that none of them knows is left out: a node that has
 * lost a message must not take it from us (spec 04 §4.3).
 */
export function shortenedOn(
  answer: Readonly<Record<string, unknown>>,
  hashes: readonly string[],
): ReadonlyMap<string, number> {
  const entries = Object.values(recordOf(answer['swarm'])).map(recordOf);
  const agreed = new Map<string, number>();
  for (const hash of hashes) {
    const expiryMs = agreedExpiry(entries.flatMap((entry) => expiryOn(entry, hash) ?? []));
    if (expiryMs !== undefined) agreed.set(hash, expiryMs);
  }
  return agreed;
}

/** What one node says: it has shortened it, or it ends earlier already. */
function expiryOn(
  { updated, expiry, unchanged }: Readonly<Record<string, unknown>>,
  hash: string,
): number | undefined {
  const isUpdated = Array.isArray(updated) && updated.includes(hash);
  const expiryMs = isUpdated ? expiry : recordOf(unchanged)[hash];
  return Number.isSafeInteger(expiryMs) && Number(expiryMs) > 0 ? Number(expiryMs) : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
