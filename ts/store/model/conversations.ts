import type { AccountId } from '../../account/index.ts';

export type ConversationKind = 'contact' | 'note-to-self';

export interface ConversationRow {
  readonly id: number;
  readonly peerId: AccountId;
  readonly kind: ConversationKind;
  /** Name from the peer's profile; empty while unknown. */
  readonly name: string;
  /** Seconds since the epoch of the profile that gave the name; 0 for none. */
  readonly profileUpdatedS: number;
  /** Later of the newest message's sent-at (the creation, while there is none) and the last touch. */
  readonly lastActiveMs: number;
  /** Newest message by (sent-at, id). */
  readonly lastMessageId: number | undefined;
  readonly unreadCount: number;
  /** Sent-at up to which the person has read; 0 for nothing yet. */
  readonly lastReadMs: number;
  readonly draft: string;
  readonly createdAtMs: number;
}

/** Position in the list, newest first. A row is its own cursor. */
export interface ConversationCursor {
  readonly lastActiveMs: number;
  readonly id: number;
}

export interface ConversationRepository {
  get(id: number): ConversationRow | undefined;
  /** @throws {StoreError} `store-not-found` */
  require(id: number): ConversationRow;
  byPeer(peerId: AccountId): ConversationRow | undefined;
  findOrCreate(conversation: {
    readonly peerId: AccountId;
    readonly kind: ConversationKind;
    readonly nowMs: number;
  }): ConversationRow;
  /** At most `limit` rows, newest first, older than `before`. */
  list(query: { readonly limit: number; readonly before?: ConversationCursor }): readonly ConversationRow[];
  /**
   * Takes over a name that came with a message, if it is newer by the rule of spec 04 §2.6. True when the row
   * changed.
   * @throws {StoreError} `store-not-found`
   */
  setProfileName(profile: { readonly id: number; readonly name: string; readonly updatedS: number }): boolean;
  /** @throws {StoreError} `store-not-found` */
  setDraft(id: number, draft: string): void;
  /**
   * Moves the conversation up in the list without a message.
   * @throws {StoreError} `store-not-found`
   */
  touch(id: number, atMs: number): void;
  /**
   * Marks everything up to a sent-at as read and returns how many messages that changed. The mark never goes back.
   * @throws {StoreError} `store-not-found`
   */
  markRead(mark: { readonly id: number; readonly upToSentAtMs: number }): number;
  /** Removes the conversation with all its messages and deliveries; false when there was none. */
  delete(id: number): boolean;
}
