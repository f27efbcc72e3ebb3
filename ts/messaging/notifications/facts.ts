import type { FileKind } from '../attachments/file-kind.ts';

/** How much a notification tells (spec 04 §9): nothing at all, that there is something, who wrote, or what. */
export type NotificationDetail = 'off' | 'count' | 'name' | 'message';

export interface NotificationSettings {
  readonly detail: NotificationDetail;
  /** On its own: sounds without pictures and pictures without sounds are both possible. */
  readonly isSoundOn: boolean;
  /** Whether what is not in sight is notified of while the window has the focus. */
  readonly whileFocused: 'nothing' | 'other-conversations';
}

export const DEFAULT_NOTIFICATION_SETTINGS: NotificationSettings = {
  detail: 'message',
  isSoundOn: true,
  whileFocused: 'nothing',
};

/** The conversation to which something came, as it is then. */
export interface NotifiedConversation {
  readonly id: number;
  readonly name: string;
  readonly isGroup: boolean;
  /** Not approved by us. */
  readonly isRequest: boolean;
  readonly isBlocked: boolean;
  readonly notify: 'all' | 'mentions' | 'none';
  /** Machine time; nothing before then. */
  readonly mutedUntilMs?: number | undefined;
}

/** A new message of somebody else. */
export interface ArrivedMessage {
  readonly messageId: number;
  readonly conversation: NotifiedConversation;
  /** Network time. */
  readonly sentAtMs: number;
  readonly authorName: string;
  readonly content: NotifiedContent;
  /** See `mentionsUs`: a mention or a quote of ours. */
  readonly mentionsUs: boolean;
  readonly isDisappearing: boolean;
  /** Read before it came, on another device of ours. */
  readonly isRead: boolean;
  /** Of a request: others wait for an answer already. */
  readonly areOtherRequestsPending: boolean;
}

/** Somebody has invited us to a group, or has made us a member of it. */
export interface ArrivedGroupInvitation {
  /** The group. */
  readonly conversation: NotifiedConversation;
  /** Network time. */
  readonly sentAtMs: number;
  readonly inviterName: string;
  /** Of a request: others wait for an answer already. */
  readonly areOtherRequestsPending: boolean;
}

/** What a message is about: its text, or the kind of what it carries. */
export type NotifiedContent =
  { readonly type: 'text'; readonly text: string } | { readonly type: FileKind | 'invitation' | 'other' };

/** Somebody reacted to a message of ours. */
export interface ArrivedReaction {
  /** Ours. */
  readonly messageId: number;
  readonly conversation: NotifiedConversation;
  /** Network time. */
  readonly sentAtMs: number;
  readonly authorId: string;
  readonly authorName: string;
  readonly emoji: string;
  /** That the message disappears that was reacted to. */
  readonly isDisappearing: boolean;
}

/** Somebody called, and nobody took it. */
export interface MissedCall {
  readonly uuid: string;
  /** The row that says so. */
  readonly messageId: number;
  readonly conversation: NotifiedConversation;
  /** Network time. */
  readonly sentAtMs: number;
  readonly isDisappearing: boolean;
}

/** A call that rings. */
export interface RingingCall {
  readonly uuid: string;
  readonly conversation: NotifiedConversation;
}

/** What the person sees of the app. */
export interface WindowState {
  readonly isFocused: boolean;
  /** The conversation that is in sight when the window is. */
  readonly openConversationId: number | undefined;
}
