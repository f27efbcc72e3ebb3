/** A text of the catalogue and what it speaks of. */
export interface NotificationText {
  readonly key: NotificationTextKey;
  /** Text of others is as they wrote it: see `escapeNotificationMarkup`. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Texts of notifications, with the values that they have. */
export type NotificationTextKey =
  /** No values. While the app is locked it is all there is. */
  | 'notificationNewMessage'
  /** `message_count`, `conversation_count` */
  | 'notificationNewMessages'
  /** `message_count`: of one conversation, which the title names. */
  | 'notificationNewMessagesHere'
  /** `name`: of a conversation, or of an author. */
  | 'notificationFrom'
  /** `author`, `group_name` */
  | 'notificationFromInGroup'
  /** `message_snippet` */
  | 'notificationText'
  /** `file_type`: `picture`, `video`, `audio`, `voice` or `file` */
  | 'notificationAttachment'
  | 'notificationInvitation'
  | 'notificationGroupInvitation'
  /** `name`, `emoji` */
  | 'notificationReaction'
  | 'notificationMissedCall'
  | 'notificationIncomingCall'
  | 'notificationMessageRequest'
  /** `name`: of the newest author among several. */
  | 'notificationMostRecentFrom';

/** What the person can do from a notification. */
export type NotificationAction = 'reply' | 'mark-read';

/** What a click leads to. */
export interface NotificationTarget {
  readonly conversationId: number;
  readonly messageId?: number | undefined;
}

export interface ShownNotification {
  readonly id: string;
  readonly title: NotificationText;
  readonly body?: NotificationText | undefined;
  /** Undefined: the app alone, as to the list of requests or to its lock. */
  readonly open?: NotificationTarget | undefined;
  readonly actions: readonly NotificationAction[];
  /** Whose picture may be shown. */
  readonly iconConversationId?: number | undefined;
}

/** What is to be done on the desktop. */
export type NotificationCommand =
  /** Both put it in the place of one with the same ID; `update` draws no attention to it. */
  | { readonly type: 'show' | 'update'; readonly notification: ShownNotification }
  | { readonly type: 'withdraw'; readonly id: string }
  | { readonly type: 'sound' }
  /** The first request ever was notified of: keep in mind that no other one will be. */
  | { readonly type: 'request-notified' };
