import type { ConversationView } from '../../../ipc/index.ts';

/** Where a row stands in the list. */
export type Place = Pick<ConversationView, 'priority' | 'lastActiveMs' | 'id'>;

/** Pinned ones first, then those that were touched last; the id breaks ties, as in the client. Spec 08, LST-05. */
export function byPlace(a: Place, b: Place): number {
  return b.priority - a.priority || b.lastActiveMs - a.lastActiveMs || b.id - a.id;
}

/** Whether a conversation has a row: hidden and blocked ones have none, and requests have a list of their own. */
export function isListed({
  priority,
  isRequest,
  isBlocked,
}: Pick<ConversationView, 'priority' | 'isRequest' | 'isBlocked'>): boolean {
  return priority >= 0 && !isRequest && !isBlocked;
}

/** Whether there is something to read, or somebody said so. */
export function isUnread({
  unreadCount,
  isMarkedUnread,
}: Pick<ConversationView, 'unreadCount' | 'isMarkedUnread'>): boolean {
  return unreadCount > 0 || isMarkedUnread;
}

/** Whether nothing of it is told on the desktop. */
export function isMuted(
  { notify, mutedUntilS }: Pick<ConversationView, 'notify' | 'mutedUntilS'>,
  nowMs: number,
): boolean {
  return notify === 'none' || mutedUntilS * 1_000 > nowMs;
}
