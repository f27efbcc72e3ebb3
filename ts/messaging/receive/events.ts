import type { MessagingEvent } from '../events.ts';

/** Each event once, where it came last: a conversation that got ten messages changed once. */
export function withoutRepeats(changes: readonly MessagingEvent[]): readonly MessagingEvent[] {
  const lastOf = new Map(changes.map((change) => [JSON.stringify(change), change]));
  return [...lastOf.values()];
}
