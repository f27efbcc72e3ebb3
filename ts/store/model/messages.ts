import type { CallDetails, MessageDetails } from './details.ts';
import type { MessageExpiration } from './expiration.ts';
import type { PersonId } from './people.ts';
import type { Slice } from './slice.ts';

export type MessageDirection = 'incoming' | 'outgoing';
/** `text` is every message that a person wrote, with or without words; the others are lines about what happened. */
export type MessageKind =
  | 'text'
  | 'timer-update'
  | 'request-accepted'
  | 'request-accepted-by-us'
  | 'media-saved'
  | 'screenshot'
  | 'call'
  | 'group-update';
/** What is left of the message is a placeholder: deleted on this device, or for everyone. */
export type Deletion = 'locally' | 'globally';
/** Whether network time was known when the sent-at was given. */
export type MessageClock = 'network' | 'local';
export type OutgoingState = 'queued' | 'sending' | 'sent' | 'failed';
export type MessageState = 'received' | OutgoingState;

export interface MessageRow {
  readonly id: number;
  readonly conversationId: number;
  readonly authorId: PersonId;
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
  readonly deletion: Deletion | undefined;
  /** It names one of our ids, or quotes a message of ours. */
  readonly mentionsUs: boolean;
  readonly quote: QuoteKey | undefined;
  readonly expiration: MessageExpiration | undefined;
  /** Outgoing: when its recipient read it, as far as they told. */
  readonly readAtMs: number | undefined;
  /** It has pictures or films, a voice message, other files: rows of {@link AttachmentRepository}. */
  readonly hasMedia: boolean;
  readonly hasVoice: boolean;
  readonly hasFiles: boolean;
  readonly details: MessageDetails | undefined;
}

/** Unique (spec 04 §2.2, 8). */
export interface MessageKey {
  readonly conversationId: number;
  readonly authorId: PersonId;
  readonly sentAtMs: number;
}

export interface MessageKeyRange extends Omit<MessageKey, 'sentAtMs'> {
  readonly upToSentAtMs: number;
  readonly limit: number;
}

/** Of whoever called, in the conversation of the two. */
export interface CallKey extends Omit<MessageKey, 'sentAtMs'> {
  readonly callId: string;
}

/** Who sent the quoted message, and when. */
export type QuoteKey = Omit<MessageKey, 'conversationId'>;

/** Position in a conversation. A row is its own cursor. */
export interface MessageCursor {
  readonly sentAtMs: number;
  readonly id: number;
}

/** What a message says. */
export interface MessageContent extends MessageKey {
  /** `text` unless given. */
  readonly kind?: MessageKind;
  /** Empty when there are no words. */
  readonly body: string;
  readonly receivedAtMs: number;
  readonly quote?: QuoteKey;
  readonly expiration?: MessageExpiration;
  readonly details?: MessageDetails;
}

export interface NewIncomingMessage extends MessageContent {
  readonly mentionsUs?: boolean;
  readonly ownHash?: string;
  /** Hash in the swarm of a group. */
  readonly remoteHash?: string;
  /** False for lines that nobody has to look at; true unless given. */
  readonly countsAsUnread?: boolean;
}

export interface NewOutgoingMessage extends MessageContent {
  readonly clock: MessageClock;
  /** `queued` unless given. */
  readonly state?: OutgoingState;
}

/** Our own message as it came back from our own swarm, or from that of a group. */
export interface OwnCopy extends MessageContent {
  readonly ownHash?: string;
  readonly remoteHash?: string;
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
  find(key: MessageKey): MessageRow | undefined;
  /** The messages with a hash in a swarm: in our own, or in that of a group or recipient. */
  findByHash(hash: string, swarm: 'own' | 'remote'): readonly MessageRow[];
  /** Messages of an author in a conversation, sent up to a moment; the newest first. */
  byAuthor(query: MessageKeyRange): readonly MessageRow[];
  /** Our own message with this sent-at, in whichever conversation: a device gives each one once. */
  findOwn(sentAtMs: number): MessageRow | undefined;
  /** The row of a call. Its ID alone names none: anybody may call with the ID of a call of others. */
  findCall(key: CallKey): MessageRow | undefined;
  /** All rows with this ID of a call. */
  callsOfId(callId: string): readonly MessageRow[];
  /** The rows of calls that say that they ring, oldest first. */
  ringingCalls(): readonly MessageRow[];
  /** Whether there is any message of this author in a conversation. */
  hasAnyOf(key: Omit<MessageKey, 'sentAtMs'>): boolean;
  /** The messages that quote this one, oldest first: to be drawn anew when it arrives or goes. */
  quoting(key: MessageKey): readonly MessageRow[];
  /**
   * The new row, or undefined for a duplicate. Unread unless its sent-at lies within what was read already.
   * @throws {StoreError} `store-not-found` for an unknown conversation, `store-conflict` for details of the wrong shape.
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
  /** Oldest unread message that mentions us. */
  firstUnreadMention(conversationId: number): MessageRow | undefined;
  /** How many conversations have unread messages. */
  countUnreadConversations(): number;
  /** @throws {StoreError} `store-not-found` */
  setState(change: {
    readonly id: number;
    readonly state: OutgoingState;
    /** Code of the reason; only with `failed`. */
    readonly failure?: string;
  }): MessageRow;
  /** Messages of ours that nobody has encrypted yet and behind whose sent-at there is only this device's clock, oldest first. */
  unchecked(conversationId: number): readonly MessageRow[];
  /**
   * Gives an unsent message a new sent-at; what quotes it here goes on quoting it.
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
  /**
   * The peer has read these of our messages; the ids of those that were not known to be read.
   */
  markReadByPeer(receipt: {
    readonly conversationId: number;
    readonly authorId: PersonId;
    readonly sentAtMs: readonly number[];
    readonly readAtMs: number;
  }): readonly number[];
  /**
   * Gives a post other content; its place, and whether it was read, stay.
   * @throws {StoreError} `store-not-found`, `store-conflict` for details of the wrong shape.
   */
  rewrite(change: {
    readonly id: number;
    readonly body: string;
    readonly quote: QuoteKey | undefined;
    readonly details: MessageDetails | undefined;
    readonly mentionsUs: boolean;
  }): MessageRow;
  /** @throws {StoreError} `store-not-found`, `store-conflict` for details of the wrong shape. */
  setDetails(id: number, details: MessageDetails | undefined): MessageRow;
  /**
   * Says how a call stands. It is unread only if its sent-at does not lie within what was read already.
   * @throws {StoreError} `store-not-found`, `store-conflict` for details of the wrong shape.
   */
  setCall(change: {
    readonly id: number;
    readonly call: CallDetails;
    readonly isUnread: boolean;
  }): MessageRow;
  /**
   * Starts the clock of a disappearing message, or sets it: it expires at `expiresAtMs`, or a timer's length after its
   * start. Without a start the clock stands.
   * @throws {StoreError} `store-not-found`, `store-conflict` for a message that does not disappear.
   */
  setExpirationStart(change: {
    readonly id: number;
    readonly startedAtMs: number | undefined;
    readonly expiresAtMs?: number;
  }): MessageRow;
  /**
   * Starts the clocks of the messages of others in a conversation that disappear once read, have been read, and whose clocks stand.
   * Each expires a timer's length after the start.
   */
  startReadClocks(start: {
    readonly conversationId: number;
    /** Network time. */
    readonly startedAtMs: number;
  }): readonly StartedClock[];
  /** When the next message expires; may lie in the past. */
  nextExpiryMs(): number | undefined;
  /** Removes at most `limit` of the messages that expire at or before `nowMs` (network time), the earliest first. */
  expireDue(query: { readonly nowMs: number } & RemovalSlice): Slice<RemovedMessage>;
  /** Removes messages that disappear once read and were sent before a moment without having been (spec 04 §4.4). */
  expireUnread(query: { readonly sentBeforeMs: number } & RemovalSlice): Slice<RemovedMessage>;
  /**
   * Leaves a placeholder: no words, attachments, reactions, quote or details; read; its clock goes on.
   * @throws {StoreError} `store-not-found`
   */
  leavePlaceholder(id: number, deletion: Deletion): MessageRow;
  /** Removes the lines about the timer, of one author or of all; their ids. */
  deleteTimerUpdates(query: {
    readonly conversationId: number;
    readonly authorId?: PersonId;
  }): readonly number[];
  /** Removes the lines about the timer of one author, or of everybody unless one is given, but for the newest; their ids. */
  deleteOlderTimerUpdates(query: {
    readonly conversationId: number;
    readonly authorId?: PersonId;
  }): readonly number[];
  /** Removes the message and all that hangs on it; false when there was none. */
  delete(id: number): boolean;
}

export interface RemovalSlice {
  readonly limit: number;
  /**
   * One slice of many: words are marked as deleted, as they are in slices of 50 and more, which costs little. Then
   * {@link Store.tidySlice} takes them out.
   */
  readonly inBulk?: boolean;
}

/** What is left to tell of a message that was removed. */
export interface RemovedMessage {
  readonly id: number;
  readonly conversationId: number;
}

/** A message whose clock has just begun. */
export interface StartedClock {
  readonly id: number;
  readonly ownHash: string | undefined;
  readonly expiresAtMs: number;
}
