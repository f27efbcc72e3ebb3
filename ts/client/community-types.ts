import type { RoomDefaults } from '../community/index.ts';
import type {
  CommunityState,
  FileSource,
  MemberRight,
  MemberRights,
  ModerationOutcome,
} from '../messaging/index.ts';
import type { RoomPersonView, RoomRightsView, RoomRole, RoomSummaryView } from './community-parts.ts';
import type { ConversationView, MessageView } from './types.ts';

export type * from './community-parts.ts';
export type { CommunityState, MemberRight, ModerationOutcome };

/** What anybody may do in a room to whom nothing else was said. Moderators see it, admins change it. */
export type RoomDefaultsView = RoomDefaults;

/** What is said of one person in a room; what is absent is as for everybody. */
export type MemberRightsView = MemberRights;

/** A room as its settings show it. */
export interface RoomView extends RoomSummaryView {
  readonly conversationId: number;
  readonly name: string;
  /** ms since the epoch; absent when the server does not say. */
  readonly createdAtMs?: number;
  /** How far back `activeUsers` looks, in seconds. */
  readonly activeWithinS?: number;
  /** Admins first, those in sight before hidden ones; hidden ones only for moderators. */
  readonly moderators: readonly RoomModeratorView[];
  /** In the order in which they were pinned. */
  readonly pinned: readonly PinnedPostView[];
  /** Only for moderators. */
  readonly defaults?: RoomDefaultsView;
}

export interface RoomModeratorView extends RoomPersonView {
  readonly role: Exclude<RoomRole, 'none'>;
  /** Others do not see that they are. */
  readonly isHidden: boolean;
}

export interface PinnedPostView {
  /** Its number on the server: for `communities:unpin`. */
  readonly serverId: number;
  readonly pinnedAtMs?: number;
  readonly pinnedBy?: RoomPersonView;
  /** Absent while it is not among the messages here. */
  readonly message?: MessageView;
  /** What it says, of one that is not among them. */
  readonly words?: PinnedWordsView;
}

export interface PinnedWordsView {
  readonly author: RoomPersonView;
  readonly text: string;
  readonly fileCount: number;
  readonly postedAtMs: number;
}

/** A room before it is joined. */
export interface RoomPreviewView {
  /** With this it is joined. */
  readonly url: string;
  readonly serverUrl: string;
  readonly room: string;
  readonly name: string;
  readonly description: string;
  readonly activeUsers: number;
  /** Of whoever joins. */
  readonly rights: RoomRightsView;
  /** It has a picture: `communities:room-picture`. */
  readonly hasPicture: boolean;
  /** Its conversation, if we have joined it. */
  readonly conversationId?: number;
}

/** The rooms of a server. */
export interface RoomDirectoryView {
  readonly serverUrl: string;
  readonly isOfficial: boolean;
  /** In the order of the server. */
  readonly rooms: readonly RoomPreviewView[];
}

/** Whom something is done to, in which room. */
export interface RoomMemberChoice {
  readonly conversationId: number;
  /** Account ID or blinded ID, as typed. */
  readonly userId: string;
}

/** Where something is done: in the room, or on the whole server. */
export type ModerationReach = 'room' | 'server';

/** A picture for a room. */
export type RoomPicture = FileSource & { readonly conversationId: number };

export interface CommunitySettingsView {
  /** Of rooms with more than 2,000 messages here those older than 180 days are taken away from this device. */
  readonly trimsOldMessages: boolean;
}

/**
 * Commands about rooms of communities. Posting, answering, reacting, files, invitations, deletion, drafts, reading, pinning in the
 * list and muting are the commands of every conversation.
 *
 * What asks a server at once throws `community-unreachable` when nobody answers, and when it refuses: `community-banned` (of the whole
 * server), `community-forbidden` (no right, or banned from the room), `community-not-found`, `community-key-wrong` (it has another key
 * than the URL says), `community-clock` (our clock is a day off), `community-rejected`. Everything about a conversation throws
 * `community-unknown` when that is no room.
 *
 * What changes something is written down first and sent until the server has answered. It gives `done`; `waiting` when there was no answer
 * within a quarter of a minute, and then it goes on by itself; or throws the server's refusal, `community-rate-limited` among them.
 */
export interface CommunityCommands {
  /** The room of a URL as typed. @throws `community-url-invalid`, `community-url-key-missing`, `community-*` */
  previewCommunity(input: { readonly url: string }): Promise<RoomPreviewView>;
  /** The picture of a room that we have not joined, as its server has it: to be decoded in a sandbox. @throws as `previewCommunity` */
  communityRoomPicture(input: { readonly url: string }): Promise<Uint8Array>;
  /**
   * The rooms of a server, by the URL of any of them; without one, of the official server.
   * @throws as `previewCommunity`
   */
  communityRooms(input: { readonly url?: string | undefined }): Promise<RoomDirectoryView>;
  /**
   * Joins a room; its last page of posts comes at once. A server that has another key is joined anew with it, once it does not answer to
   * the old one any more; until then this is `community-key-wrong`.
   * @throws as `previewCommunity`; `community-joined-already`
   */
  joinCommunity(input: { readonly url: string }): Promise<ConversationView>;
  community(conversationId: number): RoomView;
  /** Leaves here and on our other devices; everything of it goes from this one. The server is not told: it keeps no list. */
  leaveCommunity(conversationId: number): void;
  /** Fetches older posts from the server, if it has some: then `messages` has them. @throws `community-*` */
  loadOlderPosts(conversationId: number): Promise<{ readonly hasOlder: boolean }>;
  /** Asks the server at once. */
  refreshCommunity(conversationId: number): void;
  /**
   * Other words for a post of ours; files and what it answers stay.
   * @throws `message-unknown`, `message-empty`, `message-too-long`; `message-not-open` when it cannot be edited
   */
  editPost(input: { readonly messageId: number; readonly text: string }): Promise<ModerationOutcome>;
  /** Everything that somebody wrote; ourselves, or as moderator. `server`: in all rooms where we may. @throws `community-user-invalid` */
  deleteAllPostsOf(
    input: RoomMemberChoice & { readonly reach?: ModerationReach | undefined },
  ): Promise<ModerationOutcome>;
  /**
   * As moderator. `server` needs a role of the whole server.
   * @param input.forS seconds; for good without
   * @throws `community-user-invalid`
   */
  banFromCommunity(
    input: RoomMemberChoice & {
      readonly reach?: ModerationReach | undefined;
      readonly forS?: number | undefined;
      readonly deletesPosts?: boolean | undefined;
    },
  ): Promise<ModerationOutcome>;
  /** As moderator. @throws `community-user-invalid` */
  unbanFromCommunity(
    input: RoomMemberChoice & { readonly reach?: ModerationReach | undefined },
  ): Promise<ModerationOutcome>;
  /** What is said of one person; as moderator, asked of the server. @throws `community-user-invalid`, `community-*` */
  communityMemberRights(member: RoomMemberChoice): Promise<MemberRightsView>;
  /**
   * What one person may do; as moderator. `default`: as everybody again.
   * @param input.forS seconds, after which the server turns round what was given or taken; for good without
   * @throws `community-user-invalid`
   */
  setCommunityMemberRights(
    input: RoomMemberChoice & {
      readonly rights: { readonly [Right in MemberRight]?: boolean | 'default' | undefined };
      readonly forS?: number | undefined;
    },
  ): Promise<ModerationOutcome>;
  /** As admin. Hidden ones are not seen by others. @throws `community-user-invalid` */
  setCommunityRole(
    input: RoomMemberChoice & {
      readonly role: RoomRole;
      readonly isHidden?: boolean | undefined;
      readonly reach?: ModerationReach | undefined;
    },
  ): Promise<ModerationOutcome>;
  /** As admin; what is absent stays, an empty description goes. @throws `community-name-empty` */
  describeCommunity(input: {
    readonly conversationId: number;
    readonly name?: string | undefined;
    readonly description?: string | undefined;
    readonly defaults?: RoomDefaultsView | undefined;
  }): Promise<ModerationOutcome>;
  /** As admin. @throws `attachment-unreadable`, `attachment-empty`, `attachment-too-large` (10,000,000 bytes) */
  setCommunityPicture(input: RoomPicture): Promise<ModerationOutcome>;
  /** As admin; what is pinned already becomes the last one. @throws `message-unknown`, `message-not-open` */
  pinPost(messageId: number): Promise<ModerationOutcome>;
  /** As admin: one post, by its number on the server, or all. */
  unpinPosts(input: {
    readonly conversationId: number;
    readonly serverId?: number | undefined;
  }): Promise<ModerationOutcome>;
  /** As moderator: one reaction of everybody, or all. @throws `message-unknown`, `message-not-open` */
  clearPostReactions(input: {
    readonly messageId: number;
    readonly emoji?: string | undefined;
  }): Promise<ModerationOutcome>;
  /** Who gave a reaction, oldest first. @throws `message-unknown`, `message-not-open`, `community-*` */
  postReactors(input: {
    readonly messageId: number;
    readonly emoji: string;
  }): Promise<readonly (RoomPersonView & { readonly atMs: number })[]>;
  /** People who wrote here, those who did last first: whom one may mention. @param query.limit 1…200 */
  communityPeople(query: {
    readonly conversationId: number;
    /** How their name begins. */
    readonly text?: string | undefined;
    readonly limit: number;
  }): readonly RoomPersonView[];
  /**
   * Opens the conversation with somebody who is in the room: of their Account ID if they are a contact, else of their blinded ID.
   * @throws `community-user-invalid`; `community-no-direct-messages` where the server has none
   */
  writeToCommunityMember(input: RoomMemberChoice): ConversationView;
  /** Sends each of these people a card with the room. @throws `account-id-*` */
  inviteToCommunity(input: { readonly conversationId: number; readonly accountIds: readonly string[] }): void;
  communitySettings(): CommunitySettingsView;
  setCommunitySettings(change: Partial<CommunitySettingsView>): CommunitySettingsView;
}
