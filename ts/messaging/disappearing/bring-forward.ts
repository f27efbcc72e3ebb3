import type { Repositories } from '../../store/index.ts';
import { endingAt } from './message-clock.ts';

/**
 * Lets messages end when our swarm says, where that is earlier than this device thought; the ids of those that changed. Never later: we
 * have promised that they end a timer's length after they were read here.
 */
export function bringForward(
  { messages }: Repositories,
  expiries: ReadonlyMap<string, number>,
): readonly number[] {
  const changed: number[] = [];
  for (const [hash, expiresAtMs] of expiries) {
    for (const { id, expiration } of messages.findByHash(hash, 'own')) {
      if (expiration?.expiresAtMs === undefined || expiration.expiresAtMs <= expiresAtMs) continue;
      const { startedAtMs } = endingAt(expiration, expiresAtMs);
      messages.setExpirationStart({ id, startedAtMs, expiresAtMs });
      changed.push(id);
    }
  }
  return changed;
}
