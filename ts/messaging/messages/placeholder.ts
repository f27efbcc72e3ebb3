import type { MessageRow, Repositories } from '../../store/index.ts';

/**
 * Leaves a placeholder in the place of a message (spec 04 §3.9). It keeps the clock of the message. A clock that still stands begins now:
 * there is nothing left that could be read or sent, so nothing else would ever start it.
 */
export function leavePlaceholder(
  { messages }: Pick<Repositories, 'messages'>,
  { id, expiration }: Pick<MessageRow, 'id' | 'expiration'>,
  {
    deletion,
    nowMs,
  }: {
    readonly deletion: NonNullable<MessageRow['deletion']>;
    /** Network time. */
    readonly nowMs: number;
  },
): void {
  messages.leavePlaceholder(id, deletion);
  const isStanding = expiration !== undefined && expiration.startedAtMs === undefined;
  if (isStanding) messages.setExpirationStart({ id, startedAtMs: nowMs });
}
