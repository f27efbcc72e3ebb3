import type { ConversationView, MessageCursor, MessageView } from './types.ts';

export interface SearchQuery {
  /** As typed: all words must occur, the last one may be a beginning, words "in quotes" in this order. */
  readonly text: string;
  /** Messages of this conversation only, and nobody's name. */
  readonly conversationId?: number;
  readonly authorId?: string;
  /** Sent at or after. */
  readonly sentFromMs?: number;
  /** Sent before. */
  readonly sentBeforeMs?: number;
  readonly kind?: 'media' | 'voice' | 'files' | 'links';
  /** `next` of the page before. */
  readonly before?: number;
  /** 1…200 */
  readonly limit: number;
}

export interface SearchPage {
  /** By name, nickname or the beginning of their id, blocked ones too; with the first page only. */
  readonly people: readonly ContactView[];
  /** Groups by name, or by the beginning of their id; with the first page only. */
  readonly groups: readonly ConversationView[];
  /** Those that came last first; none of blocked people, none that was deleted. */
  readonly messages: readonly MessageHitView[];
  /** Those that `messages` are in. */
  readonly conversations: readonly ConversationView[];
  /** How many messages there are to be found, counted up to 1,000; with the first page only. */
  readonly total?: number;
  /** Where to go on, also after a page with few messages or none; absent at the end. */
  readonly next?: number;
}

export interface MessageHitView extends Pick<
  MessageView,
  'id' | 'conversationId' | 'authorId' | 'direction' | 'sentAtMs'
> {
  readonly snippet: SnippetView;
}

/** The part of a text around what was found in it. */
export interface SnippetView {
  readonly text: string;
  /** Where in `text` the words stand, in UTF-16 units. */
  readonly matches: readonly { readonly start: number; readonly length: number }[];
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** Somebody whom we know, with or without a conversation. */
export interface ContactView {
  readonly accountId: string;
  readonly name: string;
  readonly nickname: string;
  /** The nickname, or the name; empty when neither is known. */
  readonly displayName: string;
  readonly isApproved: boolean;
  readonly hasApprovedUs: boolean;
  readonly isBlocked: boolean;
  readonly conversationId?: number;
  /** Present when a picture lies on this disk; another number is another picture. */
  readonly picture?: number;
}

export interface ContactQuery {
  /** `approved`: those whom we have written to or accepted, and not blocked. */
  readonly which: 'approved' | 'blocked';
  /** The last one of the page before. */
  readonly after?: Pick<ContactView, 'displayName' | 'accountId'>;
  /** 1…200 */
  readonly limit: number;
}

/** A–Z. */
export interface ContactPage {
  readonly contacts: readonly ContactView[];
  readonly hasMore: boolean;
}

/** People who have asked to write to us, newest first. */
export interface RequestPage {
  readonly requests: readonly ConversationView[];
  readonly hasMore: boolean;
  /** Of all requests, how many have unread messages. */
  readonly unreadCount: number;
}

export interface MediaQuery {
  readonly conversationId: number;
  readonly kind: 'media' | 'voice' | 'files';
  /** Place of the last message of the page before. */
  readonly before?: MessageCursor;
  /** The other way: the oldest messages after this place, oldest first. */
  readonly after?: MessageCursor;
  /** 1…200 messages */
  readonly limit: number;
}

/** One message with attachments of the kind that was asked for. */
export interface MediaItemView {
  readonly messageId: number;
  readonly authorId: string;
  readonly sentAtMs: number;
  readonly attachments: readonly MediaAttachmentView[];
}

export interface MediaAttachmentView {
  readonly id: number;
  readonly contentType: string;
  readonly fileName?: string;
  /** Bytes. */
  readonly size?: number;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly caption?: string;
  readonly state: 'pending' | 'downloading' | 'ready' | 'failed' | 'expired';
}
