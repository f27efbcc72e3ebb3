import type { AccountId, BlindedId } from '../../account/index.ts';
import type { ConversationRow } from './conversations.ts';
import type { PostWhisper } from './details.ts';
import type { PersonId } from './people.ts';
import type { ReactionAction } from './reactions.ts';

export interface CommunityServerRow {
  readonly id: number;
  /** Canonical. */
  readonly baseUrl: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Undefined while the server has not said what it can do. */
  readonly capabilities: readonly string[] | undefined;
  /** Up to these its direct messages to us, and ours, are here. */
  readonly lastInboxId: number | undefined;
  readonly lastOutboxId: number | undefined;
}

export interface RoomRights {
  readonly read: boolean;
  readonly write: boolean;
  readonly upload: boolean;
  readonly isModerator: boolean;
  readonly isAdmin: boolean;
  readonly isGlobalModerator: boolean;
  readonly isGlobalAdmin: boolean;
}

export interface PinnedPost {
  readonly id: number;
  readonly pinnedAtMs?: number;
  readonly pinnedBy?: string;
  /** What it says, of one that is not among the messages here. */
  readonly words?: PinnedWords;
}

export interface PinnedWords {
  readonly authorId: string;
  readonly text: string;
  readonly fileCount: number;
  readonly postedAtMs: number;
}

/** What is shown of a room and never asked for. Kept as JSON, checked on the way in and out. */
export interface RoomInfo {
  readonly description: string;
  /** Goes up with every change of what the server describes. */
  readonly infoUpdates: number;
  readonly createdAtMs?: number;
  readonly activeUsers: number;
  readonly activeWithinS?: number;
  readonly pinned: readonly PinnedPost[];
  readonly moderators: readonly string[];
  readonly admins: readonly string[];
  readonly hiddenModerators: readonly string[];
  readonly hiddenAdmins: readonly string[];
  readonly rights: RoomRights;
  readonly defaults: {
    readonly read?: boolean;
    readonly accessible?: boolean;
    readonly write?: boolean;
    readonly upload?: boolean;
  };
}

export interface RoomRow {
  readonly conversationId: number;
  readonly serverId: number;
  /** As the server spells it. */
  readonly token: string;
  /** Undefined until the server has described it. */
  readonly info: RoomInfo | undefined;
  /** Everything up to it is here; undefined before the first page. */
  readonly seqno: number | undefined;
  /** The server may have older posts than the oldest one here. */
  readonly hasOlder: boolean;
  /** Picture on the server. */
  readonly imageId: number | undefined;
}

/** What is special about a message in a room. */
export interface PostRow {
  readonly conversationId: number;
  /** On the server. */
  readonly postId: number;
  /** Undefined when it was taken away from this device. */
  readonly messageId: number | undefined;
  readonly seqno: number;
  readonly reactionsSeqno: number;
  readonly editedAtMs: number | undefined;
  readonly whisper: PostWhisper | undefined;
}

export interface PostReaction {
  readonly emoji: string;
  /** Of all people. */
  readonly count: number;
  /** The first of them. */
  readonly reactors: readonly string[];
  readonly isOurs: boolean;
}

/** Somebody known by a blinded ID of a server. */
export interface BlindedPersonRow {
  readonly blindedId: BlindedId;
  readonly serverId: number;
  /** Whose it is, of contacts and of those who have written to us. */
  readonly accountId: AccountId | undefined;
  readonly refusesRequests: boolean;
}

export interface CommunityRepository {
  servers(): readonly CommunityServerRow[];
  server(id: number): CommunityServerRow | undefined;
  serverAt(baseUrl: string): CommunityServerRow | undefined;
  /** A server that has another key than before is unknown again but for its rooms. */
  putServer(server: { readonly baseUrl: string; readonly publicKey: Uint8Array }): CommunityServerRow;
  setCapabilities(id: number, capabilities: readonly string[]): void;
  /** What is absent stays. */
  setLastIds(id: number, ids: { readonly inbox?: number; readonly outbox?: number }): void;
  /** Takes servers away that have no room, with what was known of people there. */
  dropEmptyServers(): void;

  /** Makes the conversation of a room, or gives the one that is there; it is in the list. */
  addRoom(room: { readonly serverId: number; readonly token: string; readonly nowMs: number }): RoomRow;
  /** The room is left: its conversation is nobody's any more, and may be taken away in strokes while the room is joined anew. */
  detachRoom(conversationId: number): void;
  room(conversationId: number): RoomRow | undefined;
  rooms(): readonly RoomRow[];
  roomsOf(serverId: number): readonly RoomRow[];
  /** What the server says of a room; its name goes to the conversation. @throws {StoreError} `store-conflict` for info of the wrong shape */
  describeRoom(
    conversationId: number,
    room: {
      readonly token?: string;
      readonly name?: string;
      readonly info: RoomInfo;
      readonly imageId: number | undefined;
    },
  ): void;
  setRoomPicture(conversationId: number, pictureFileId: number | undefined): void;
  /** What is absent stays. */
  setProgress(
    conversationId: number,
    progress: { readonly seqno?: number; readonly hasOlder?: boolean },
  ): void;

  /**
   * The server has gone back to an older state, as from a backup, and gives numbers again: the room is read anew, and what is known of its
   * last 5,000 posts is no longer newer than what comes. So are the boxes of the server.
   */
  rewindRoom(conversationId: number): void;

  post(conversationId: number, postId: number): PostRow | undefined;
  postOf(messageId: number): PostRow | undefined;
  postsOf(messageIds: readonly number[]): readonly PostRow[];
  oldestPostId(conversationId: number): number | undefined;
  /** Writes a post down, or what has changed of it. */
  putPost(post: Omit<PostRow, 'reactionsSeqno'>): void;
  /** Forgets one post, so that it may be fetched again. */
  forgetPost(conversationId: number, postId: number): void;
  /** Removes what is known of at most `limit` posts of a room, before it goes itself. */
  forgetPosts(query: { readonly conversationId: number; readonly limit: number }): number;
  /** Forgets posts that are not on this device any more and older than all that are, so that they may be fetched again. */
  forgetRemovedPosts(conversationId: number): void;
  /** Whether a room has so many messages here. */
  isLarge(query: { readonly conversationId: number; readonly atLeast: number }): boolean;
  /** People who wrote in a room, those who did last first. */
  authorsIn(query: {
    readonly conversationId: number;
    /** Of how many messages. */
    readonly among: number;
  }): readonly PersonId[];

  /** What the server counts; settles what it knows of ours by then. */
  setReactions(change: {
    readonly post: Pick<PostRow, 'conversationId' | 'postId' | 'messageId'>;
    readonly seqno: number;
    readonly reactions: readonly PostReaction[];
  }): void;
  /** What we have done, shown from now on. */
  noteOwnReaction(change: {
    readonly messageId: number;
    readonly emoji: string;
    readonly action: ReactionAction;
  }): void;
  /** The server has done it as of a state of the post, or refused for good (no `seqno`). */
  settleOwnReaction(change: {
    readonly messageId: number;
    readonly emoji: string;
    readonly seqno: number | undefined;
  }): void;
  /** As they are shown, with what the server does not know of ours yet. */
  reactionsOf(messageIds: readonly number[]): ReadonlyMap<number, readonly PostReaction[]>;

  person(blindedId: BlindedId): BlindedPersonRow | undefined;
  /** What is absent stays. */
  putPerson(person: {
    readonly blindedId: BlindedId;
    readonly serverId: number;
    readonly accountId?: AccountId;
    readonly refusal?: { readonly isRefusing: boolean; readonly atMs: number };
  }): void;
  /** All blinded IDs that are known to be of an account. */
  blindedIdsOf(accountId: AccountId): readonly BlindedPersonRow[];
  /**
   * Moves all messages of one conversation into another, and takes it away; those with a key that is there already are dropped. Ends when
   * nothing is left.
   */
  moveConversation(move: {
    readonly fromId: number;
    readonly toId: number;
    readonly from: BlindedId;
    readonly to: AccountId;
  }): ConversationRow;
}
