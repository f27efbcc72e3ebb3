/** What the badge counts of a conversation. */
export interface UnreadConversation {
  readonly unreadCount: number;
  readonly isBlocked: boolean;
  readonly isHidden: boolean;
  /** A contact whom we have not approved. */
  readonly isRequest: boolean;
  readonly notify: 'all' | 'mentions' | 'none';
}

export interface Badge {
  readonly count: number;
  /** Empty for none. */
  readonly label: string;
}

const MOST_SHOWN = 99;

/**
 * The number at the icon: what is unread in conversations that are neither blocked, hidden, muted nor requests, which have their own
 * number; above 99 it is `99+` (spec 04 §9). Conversations that were marked unread by hand have a dot in the list, and nothing here.
 */
export function badgeOf(conversations: Iterable<UnreadConversation>): Badge {
  let count = 0;
  for (const { unreadCount, isBlocked, isHidden, isRequest, notify } of conversations)
    if (!isBlocked && !isHidden && !isRequest && notify !== 'none') count += unreadCount;
  return badgeOfCount(count);
}

/** The badge for a number of unread messages that the store has summed up. */
export function badgeOfCount(count: number): Badge {
  return { count, label: count === 0 ? '' : count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count) };
}
