import type { AccountId } from '../../account/index.ts';

export type MessageDirection = 'incoming' | 'outgoing';
export type MessageKind = 'text';
/** Whether network time was known when the sent-at was given. */
export type MessageClock = 'network' | 'local';
export type OutgoingState = 'queued' | 'sending' | 'sent' | 'failed';
export type MessageState = 'received' | OutgoingState;

export interface MessageRow {
  readonly id: number;
  readonly conversationId: number;
  readonly authorId: AccountId;
  readonly direction: MessageDirection;
  readonly kind: MessageKind;
  readonly body: string;
  readonly sentAtMs: number;
  /** When this device first had the row; for own messages, when they were written. */
  readonly receivedAtMs: number;
  readonly clock: MessageClock;
  readonly state: MessageState;
  /** Code of the reason while `state` is `failed`. */
  readonly failure: string | undefined;
  readonly isUnread: boolean;
  /** A copy lies in our own swarm, where our other devices find it. */
  readonly isSynced: boolean;
  /** Hash of the copy in our own swarm. */
  readonly ownHash: string | undefined;
  /** Hash of the copy in the recipient's swarm. */
  readonly remoteHash: string | undefined;
}

/** Position in a conversation. A row is its own cursor. */
export interface MessageCursor {
  readonly sentAtMs: number;
  readonly id: number;
}

export interface NewIncomingMessage {
  readonly conversationId: number;
  readonly authorId: AccountId;
  readonly body: string;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly ownHash?: string;
}

export interface NewOutgoingMessage {
  readonly conversationId: number;
  readonly authorId: AccountId;
  readonly body: string;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly clock: MessageClock;
  /** `queued` unless given. */
  readonly state?: OutgoingState;
}

/** Our own message as it came back from our own swarm. */
export interface OwnCopy {
  readonly conversationId: number;
  readonly authorId: AccountId;
  readonly body: string;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly ownHash: string;
}

/** Which part of a conversation; without a place, its newest end. */
export type MessagePageQuery = {
  readonly conversationId: number;
  readonly limit: number;
} & (
  | { readonly before?: never; readonly after?: never; readonly around?: never }
  | { readonly before: MessageCursor; readonly after?: never; readonly around?: never }
  | { readonly after: MessageCursor; readonly before?: never; readonly around?: never }
  | { readonly around: number; readonly before?: never; readonly after?: never }
);

export interface MessagePage {
  /** Oldest first, by (sent-at, id). */
  readonly rows: readonly MessageRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Every change keeps the conversation's last message, activity and unread count right in the same transaction. */
export interface MessageRepository {
  get(id: number): MessageRow | undefined;
  /** @throws {StoreError} `store-not-found` */
  require(id: number): MessageRow;
  /** The message with this key, which is unique (spec 04 §2.2, 8). */
  find(key: {
    readonly conversationId: number;
    readonly authorId: AccountId;
    readonly sentAtMs: number;
  }): MessageRow | undefined;
  /**
   * The new row, or undefined for a duplicate. Unread unless its sent-at lies within what was read already.
   * @throws {StoreError} `store-not-found` for an unknown conversation.
   */
  insertIncoming(message: NewIncomingMessage): MessageRow | undefined;
  /** @throws {StoreError} `store-not-found` for an unknown conversation, `store-conflict` for a used sent-at. */
  insertOutgoing(message: NewOutgoingMessage): MessageRow;
  /**
   * Our own message polled back or written on another device: fills the hash and marks it synced and sent, or adds
   * it. A row whose delivery to the recipient is still open keeps its state.
   * @throws {StoreError} `store-not-found` for an unknown conversation.
   */
  mergeOwnCopy(copy: OwnCopy): { readonly row: MessageRow; readonly outcome: 'inserted' | 'merged' };
  /** @throws {StoreError} `store-not-found` for an unknown `around`. */
  page(query: MessagePageQuery): MessagePage;
  /** Oldest unread message. */
  firstUnread(conversationId: number): MessageRow | undefined;
  /** How many conversations have unread messages. */
  countUnreadConversations(): number;
  /** @throws {StoreError} `store-not-found` */
  setState(change: {
    readonly id: number;
    readonly state: OutgoingState;
    /** Code of the reason; only with `failed`. */
    readonly failure?: string;
  }): MessageRow;
  /**
   * Gives an unsent message a new sent-at.
   * @throws {StoreError} `store-not-found`, `store-conflict` for a used sent-at.
   */
  restamp(change: {
    readonly id: number;
    readonly sentAtMs: number;
    readonly clock: MessageClock;
  }): MessageRow;
  /**
   * Sets the hashes that are given and keeps the other.
   * @throws {StoreError} `store-not-found`
   */
  setHashes(change: {
    readonly id: number;
    readonly ownHash?: string;
    readonly remoteHash?: string;
  }): MessageRow;
  /** @throws {StoreError} `store-not-found` */
  markSynced(id: number): MessageRow;
  /** Removes the message and its deliveries; false when there was none. */
  delete(id: number): boolean;
}
