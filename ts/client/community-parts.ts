// What conversations and messages show of communities. The rest, and the commands, are in `community-types.ts`.

import type { RoomRights } from '../community/index.ts';
import type { CommunityState } from '../messaging/index.ts';

/** What one may do in a room. Whoever may not write reads only. */
export type RoomRightsView = Pick<RoomRights, 'read' | 'write' | 'upload'>;

/** `admin` is also a moderator. */
export type RoomRole = 'none' | 'moderator' | 'admin';

/** Of a conversation that is a room: what the list, the header and the composer need. */
export interface RoomSummaryView {
  /** To be shown, copied and shared: `{base}/{room}?public_key={64 hex}`. */
  readonly url: string;
  /** `https://host[:port]` */
  readonly serverUrl: string;
  /** As the server spells it. */
  readonly room: string;
  /** Empty for none. */
  readonly description: string;
  /** How many people were here within the last days; 0 while nobody has said. */
  readonly activeUsers: number;
  readonly rights: RoomRightsView;
  readonly role: RoomRole;
  /** Our role counts for all rooms of the server: bans and moderators may be of the whole server. */
  readonly hasServerRole: boolean;
  /** Under which ID others see us here: `15…`, or our Account ID where nobody hides. */
  readonly ownId: string;
  readonly state: CommunityState;
  /** Posts can have reactions. */
  readonly hasReactions: boolean;
  /** People may write to each other without knowing their Account IDs. */
  readonly hasDirectMessages: boolean;
  /** The server has older posts than this device: `communities:load-older` fetches some. */
  readonly hasOlder: boolean;
  readonly pinnedCount: number;
}

/** Of a conversation with somebody whom we only know from a room, by a blinded ID. Text only until we know each other. */
export interface BlindedPeerView {
  /** Of the community where we met. */
  readonly serverUrl: string;
  /** They take no messages from people in communities, as their last post said: nothing can be sent. */
  readonly refusesRequests: boolean;
}

/** Somebody in a room. */
export interface RoomPersonView {
  /** As shown in the room: `15…`, `25…` or `05…`. Mentions are `@` and this. */
  readonly id: string;
  /** What we call them, or what they call themselves; empty when neither is known. */
  readonly name: string;
  /** Their Account ID, of contacts alone: nobody else's is ever told. */
  readonly accountId?: string;
  /** Present when a picture lies on this disk; another number is another picture. */
  readonly picture?: number;
  readonly isUs: boolean;
  /** No contact, and they take no messages from people whom they know from communities only, as their last post said. */
  readonly refusesRequests?: true;
}

/** What is special about a message that lies in a room. */
export interface PostView {
  /** Its number on the server; absent until it has it. */
  readonly serverId?: number;
  /** Who wrote it; `MessageView.authorId` is the same ID. */
  readonly author: RoomPersonView;
  /** What the author is here. */
  readonly role: RoomRole;
  /** ms since the epoch. Absent when it was never edited. */
  readonly editedAtMs?: number;
  /** Not everybody sees it: whom it is for. */
  readonly whisper?: { readonly toModerators: boolean; readonly to?: RoomPersonView };
  readonly isPinned: boolean;
  /** All of them, in their order; `MessageView.reactions` has only those people whom the server names. */
  readonly reactions: readonly PostReactionView[];
  /** Everybody whom its text mentions, whom it answers or who is named in `reactions`. */
  readonly people: readonly RoomPersonView[];
  /** What we may do with it now. */
  readonly may: PostRightsView;
}

export interface PostReactionView {
  readonly emoji: string;
  /** Of all people, of whom `reactors` are the first. */
  readonly count: number;
  readonly isOurs: boolean;
  readonly reactors: readonly string[];
}

export interface PostRightsView {
  readonly reply: boolean;
  readonly react: boolean;
  /** Our own, by `communities:edit-post`. */
  readonly edit: boolean;
  /** For everybody: our own, or as moderator; by `messages:delete` with `everyone`. */
  readonly delete: boolean;
  /** Ban its author, delete all that they wrote, clear reactions. */
  readonly moderate: boolean;
  /** Make its author moderator, pin it. */
  readonly administer: boolean;
  /** Write to its author alone, by `communities:write-to`. */
  readonly writeToAuthor: boolean;
}

/** Something of ours that a server refused in the end, after it had waited for it: told once, as an event. */
export interface CommunityNotice {
  readonly type: 'community-notice';
  readonly conversationId: number;
  readonly action:
    | 'react'
    | 'delete'
    | 'edit'
    | 'delete-all'
    | 'ban'
    | 'unban'
    | 'set-role'
    | 'set-rights'
    | 'describe'
    | 'set-picture'
    | 'pin'
    | 'unpin'
    | 'clear-reactions';
  /** Code of the reason, as commands throw it. */
  readonly code: string;
}
