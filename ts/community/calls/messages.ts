import { toBase64 } from '../../util/index.ts';
import { asCount, asRecord } from '../json.ts';
import type { CommunityRequest, JsonValue } from '../request.ts';
import { roomPath } from '../room-token.ts';
import type { CommunityUserId } from '../user-id.ts';
import { numberSegment, queryOf, userSegment } from './paths.ts';
import type { PageSize } from './paths.ts';

/** The content of a post, signed (spec 05 §7.3). */
export interface SignedContent {
  /** Padded content. */
  readonly data: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
  /** Ids of what was uploaded for it: it vanishes after an hour otherwise. */
  readonly fileIds?: readonly number[];
}

export interface NewPost extends SignedContent {
  /** Moderators may whisper: to one person, to all moderators, or both. */
  readonly whisperTo?: CommunityUserId;
  readonly whisperToModerators?: boolean;
}

/** Posts a message (spec 05 §7.4). @throws {CommunityError} `argument-invalid` */
export function postRequest(room: string, post: NewPost): CommunityRequest {
  const { whisperTo, whisperToModerators } = post;
  const json = {
    ...contentJson(post),
    ...(whisperTo === undefined ? {} : { whisper_to: userSegment(whisperTo) }),
    ...(whisperToModerators === true ? { whisper_mods: true } : {}),
  };
  return { method: 'POST', path: `${roomPath(room)}/message`, body: { json } };
}

/** Puts other content into an own post (spec 05 §7.4). @throws {CommunityError} `argument-invalid` */
export function editPostRequest(room: string, id: number, content: SignedContent): CommunityRequest {
  return { method: 'PUT', path: messagePath(room, id), body: { json: contentJson(content) } };
}

/** Deletes a post: one's own, or as a moderator (spec 05 §7.4). @throws {CommunityError} `argument-invalid` */
export function deletePostRequest(room: string, id: number): CommunityRequest {
  return { method: 'DELETE', path: messagePath(room, id) };
}

/** One post (spec 05 §7.4). @throws {CommunityError} `argument-invalid` */
export function getPostRequest(
  room: string,
  id: number,
  { reactors }: Pick<PageSize, 'reactors'> = {},
): CommunityRequest {
  return { method: 'GET', path: messagePath(room, id) + queryOf({ reactors }) };
}

/** The newest posts, newest first (spec 05 §7.4). @throws {CommunityError} `argument-invalid` */
export function recentPostsRequest(room: string, { limit, reactors }: PageSize = {}): CommunityRequest {
  return { method: 'GET', path: `${roomPath(room)}/messages/recent${queryOf({ limit, reactors })}` };
}

/** Posts before one, newest first (spec 05 §7.4). @throws {CommunityError} `argument-invalid` */
export function postsBeforeRequest(
  room: string,
  id: number,
  { limit, reactors }: PageSize = {},
): CommunityRequest {
  const path = `${roomPath(room)}/messages/before/${numberSegment(id)}`;
  return { method: 'GET', path: path + queryOf({ limit, reactors }) };
}

/**
 * All that changed in a room after a sequence number, oldest first, changes of reactions too (spec 05 §7.4).
 * @throws {CommunityError} `argument-invalid`
 */
export function changesSinceRequest(
  room: string,
  seqno: number,
  { limit, reactors }: PageSize = {},
): CommunityRequest {
  const path = `${roomPath(room)}/messages/since/${numberSegment(seqno)}`;
  return { method: 'GET', path: path + queryOf({ limit, t: 'r', reactors }) };
}

/** Deletes all posts of somebody in a room (spec 05 §7.4). @throws {CommunityError} `argument-invalid` */
export function deleteAllOfUserRequest(room: string, user: CommunityUserId): CommunityRequest {
  return { method: 'DELETE', path: `${roomPath(room)}/all/${userSegment(user)}` };
}

/** As {@link deleteAllOfUserRequest} in all rooms where we may. @throws {CommunityError} `argument-invalid` */
export function deleteEverywhereRequest(user: CommunityUserId): CommunityRequest {
  return { method: 'DELETE', path: `/rooms/all/${userSegment(user)}` };
}

/** How many posts were deleted everywhere. @throws {CommunityError} `answer-invalid` */
export function readDeletedEverywhere(json: unknown): number {
  return asCount(asRecord(json, 'answer')['total'], 'total');
}

function messagePath(room: string, id: number): string {
  return `${roomPath(room)}/message/${numberSegment(id)}`;
}

function contentJson({ data, signature, fileIds = [] }: SignedContent): {
  readonly [name: string]: JsonValue;
} {
  return {
    data: toBase64(data),
    signature: toBase64(signature),
    ...(fileIds.length === 0 ? {} : { files: fileIds }),
  };
}
