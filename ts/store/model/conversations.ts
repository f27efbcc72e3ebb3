import type { AccountId, BlindedId, GroupId, LegacyGroupId } from '../../account/index.ts';
import type { Notify, RemotePicture } from './contacts.ts';
import type { ExpirationSetting } from './expiration.ts';
import type { QuoteKey } from './messages.ts';
import type { CommunityId, PersonId } from './people.ts';
import type { Slice } from './slice.ts';

export type ConversationKind =
  'contact' | 'note-to-self' | 'group' | 'legacy-group' | 'community' | 'blinded';
/** Whom a conversation is with: an account, ourselves, a group, a room, or somebody known from one only. */
export type PeerId = AccountId | GroupId | LegacyGroupId | CommunityId | BlindedId;

/**
 * Where a conversation is shown: `requests` for a contact who has written and whom we have not approved, and for a group to which
 * somebody has invited us whom we have not; `hidden` below priority 0 and for blocked contacts.
 */
export type Shelf = 'list' | 'requests' | 'hidden';

export type ConversationRow =
  | PersonConversation
  | GroupConversation
  | LegacyGroupConversation
  | CommunityConversation
  | BlindedConversation;

/** With somebody, or with ourselves. */
export interface PersonConversation extends ConversationFields {
  readonly kind: 'contact' | 'note-to-self';
  readonly peerId: AccountId;
}

export interface GroupConversation extends ConversationFields {
  readonly kind: 'group';
  readonly peerId: GroupId;
  /** Who has invited us, as far as we know. */
  readonly invitedBy: AccountId | undefined;
  /** No node has its configs any more: nobody with rights was there for 30 days. */
  readonly isExpired: boolean;
}

/** Read only: what is left of a group of the kind before groups had a swarm. */
export interface LegacyGroupConversation extends ConversationFields {
  readonly kind: 'legacy-group';
  readonly peerId: LegacyGroupId;
}

/** A room of a community. */
export interface CommunityConversation extends ConversationFields {
  readonly kind: 'community';
  readonly peerId: CommunityId;
}

/** With somebody whom we know from a community only. */
export interface BlindedConversation extends ConversationFields {
  readonly kind: 'blinded';
  readonly peerId: BlindedId;
}

interface ConversationFields {
  readonly id: number;
  readonly shelf: Shelf;
  /** Name from the peer's profile, or of the group; empty while unknown. */
  readonly name: string;
  /** What we call the peer; empty for none. */
  readonly nickname: string;
  /** Seconds since the epoch of the profile that gave the name; 0 for none. */
  readonly profileUpdatedS: number;
  readonly pictureFileId: number | undefined;
  readonly isBlocked: boolean;
  /** −1 hidden, 0 normal, from 1 on pinned; greater is higher. */
  readonly priority: number;
  readonly notify: Notify;
  /** Seconds since the epoch; 0 for not muted. */
  readonly mutedUntilS: number;
  readonly expiration: ExpirationSetting;
  /** Later of the newest message's sent-at (the creation, while there is none) and the last touch. */
  readonly lastActiveMs: number;
  /** Newest message by (sent-at, id). */
  readonly lastMessageId: number | undefined;
  readonly unreadCount: number;
  /** How many of the unread messages mention us. */
  readonly mentionCount: number;
  /** Marked unread by the person. */
  readonly isMarkedUnread: boolean;
  /** Sent-at up to which the person has read; 0 for nothing yet. */
  readonly lastReadMs: number;
  readonly draft: string;
  /** The message that the draft answers. */
  readonly draftQuote: QuoteKey | undefined;
  readonly createdAtMs: number;
}

/** Position in the list, pinned ones first, then newest first. A row is its own cursor. */
export interface ConversationCursor {
  /** 0 when absent: below all that are pinned. */
  readonly priority?: number;
  readonly lastActiveMs: number;
  readonly id: number;
}

/** What of a conversation may be set; what is absent stays. */
export interface ConversationSettings {
  readonly priority?: number;
  readonly notify?: Notify;
  readonly mutedUntilS?: number;
  readonly expiration?: ExpirationSetting;
}

/** What of a group is known here; what is absent stays. */
export interface GroupDescription {
  readonly name?: string;
  /** Somebody whom we have not approved has invited us. */
  readonly isRequest?: boolean;
  /** `none` takes it away; another one than before has no file yet. */
  readonly picture?: RemotePicture | 'none';
  /** The file of the picture. */
  readonly pictureFileId?: number;
  readonly invitedBy?: AccountId;
  readonly isExpired?: boolean;
}

/** Sums over the conversations in the list, and the number of requests. */
export interface UnreadTotals {
  /** Unread messages, without conversations that notify of none; of rooms that do not notify of all those that mention us. */
  readonly messages: number;
  /** Unread messages that mention us, wherever. */
  readonly mentions: number;
  /** Conversations with unread messages, or marked unread. */
  readonly conversations: number;
  /** Requests with unread messages. */
  readonly requests: number;
}

/** A message that has just been read: what its receipt, and its clock, need. */
export interface ReadMessage {
  readonly id: number;
  readonly authorId: PersonId;
  readonly sentAtMs: number;
}

export interface ConversationRepository {
  get(id: number): ConversationRow | undefined;
  /** @throws {StoreError} `store-not-found` */
  require(id: number): ConversationRow;
  byPeer(peerId: AccountId): PersonConversation | undefined;
  byPeer(peerId: BlindedId): BlindedConversation | undefined;
  byPeer(peerId: CommunityId): CommunityConversation | undefined;
  byPeer(peerId: PeerId): ConversationRow | undefined;
  /** The conversation of a group, which has to be known. */
  byGroup(groupId: GroupId): GroupConversation | undefined;
  /** What is left of a legacy group. */
  byLegacyGroup(groupId: LegacyGroupId): LegacyGroupConversation | undefined;
  /** A new conversation takes its settings from the contact, which is made when it is not known. */
  findOrCreate(conversation: {
    readonly peerId: AccountId;
    readonly kind: PersonConversation['kind'];
    readonly nowMs: number;
  }): PersonConversation;
  /** The conversation with somebody known by a blinded ID. */
  findOrCreateBlinded(conversation: {
    readonly blindedId: BlindedId;
    readonly nowMs: number;
  }): BlindedConversation;
  /** The conversation of a group; a new one is in the list. */
  findOrCreateGroup(conversation: { readonly groupId: GroupId; readonly nowMs: number }): GroupConversation;
  /** The conversation of a legacy group, with the name that it has now; a new one is in the list. */
  takeLegacyGroup(conversation: {
    readonly groupId: LegacyGroupId;
    readonly name: string;
    readonly nowMs: number;
  }): LegacyGroupConversation;
  /**
   * Writes down what is known of a group; what it gives to the search follows.
   * @throws {StoreError} `store-not-found`, also for a conversation that is no group's
   */
  describeGroup(id: number, description: GroupDescription): GroupConversation;
  /** The picture of a group on its server; undefined for none. */
  groupPicture(id: number): RemotePicture | undefined;
  /** At most `limit` rows of a shelf (`list` unless given), pinned first, then newest first, after `before`. */
  list(query: {
    readonly limit: number;
    readonly before?: ConversationCursor;
    readonly shelf?: Shelf;
  }): readonly ConversationRow[];
  /** What badges show. */
  unreadTotals(): UnreadTotals;
  /**
   * Takes over a name that came with a message, if it is newer by the rule of spec 04 §2.6. True when the contact
   * changed.
   * @throws {StoreError} `store-not-found`
   */
  setProfileName(profile: { readonly id: number; readonly name: string; readonly updatedS: number }): boolean;
  /**
   * Sets them for a person in the contact, from where they come here; for the others here.
   * @throws {StoreError} `store-not-found`, `store-conflict` as {@link ContactRepository.update}
   */
  update(id: number, settings: ConversationSettings): ConversationRow;
  /** @throws {StoreError} `store-not-found` */
  setMarkedUnread(id: number, isMarkedUnread: boolean): void;
  /**
   * Keeps what is not sent yet.
   * @throws {StoreError} `store-not-found`
   */
  setDraft(id: number, draft: string, quote?: QuoteKey): void;
  /**
   * Moves the conversation up in the list without a message.
   * @throws {StoreError} `store-not-found`
   */
  touch(id: number, atMs: number): void;
  /**
   * Marks everything up to a sent-at as read and returns how many messages that changed. The mark never goes back; one
   * that the person has set is taken away.
   * @throws {StoreError} `store-not-found`
   */
  markRead(mark: { readonly id: number; readonly upToSentAtMs: number }): number;
  /**
   * As {@link markRead}, at most `limit` messages a call, oldest first, and says which. The mark moves with the first
   * call, so that what arrives meanwhile below it is read. With `keepsMark` one that the person has set stays.
   * @throws {StoreError} `store-not-found`
   */
  markReadSlice(mark: {
    readonly id: number;
    readonly upToSentAtMs: number;
    readonly limit: number;
    readonly keepsMark?: boolean;
  }): Slice<ReadMessage>;
  /**
   * Removes at most `limit` messages, oldest first, of those sent up to a moment: all when it is absent. Files that
   * nothing refers to any more become orphans. `inBulk` when it is one call of many, however few are left.
   */
  clearSlice(query: {
    readonly id: number;
    readonly upToSentAtMs?: number;
    readonly limit: number;
    readonly inBulk?: boolean;
  }): Slice<number>;
  /** {@link clearSlice}, and when nothing is left the conversation itself. `rows` are the ids of messages. */
  deleteSlice(query: {
    readonly id: number;
    readonly limit: number;
    readonly inBulk?: boolean;
  }): Slice<number>;
  /** Removes the conversation with all that belongs to it, at once; false when there was none. */
  delete(id: number): boolean;
}
