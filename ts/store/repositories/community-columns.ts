// What of communities is kept as JSON: shown, and never asked for.

import { StoreError } from '../errors.ts';
import type { PinnedWords, RoomInfo } from '../model/communities.ts';
import type { PostWhisper } from '../model/details.ts';
import { type Check, isCount, isFlag, isText, isTexts, maybe, record } from './shapes.ts';

const isRights = record<RoomInfo['rights']>({
  read: isFlag,
  write: isFlag,
  upload: isFlag,
  isModerator: isFlag,
  isAdmin: isFlag,
  isGlobalModerator: isFlag,
  isGlobalAdmin: isFlag,
});

const isPinnedWords = record<PinnedWords>({
  authorId: isText,
  text: isText,
  fileCount: isCount,
  postedAtMs: isCount,
});

const isPin = record<RoomInfo['pinned'][number]>({
  id: isCount,
  pinnedAtMs: maybe(isCount),
  pinnedBy: maybe(isText),
  words: maybe(isPinnedWords),
});

const isRoomInfo = record<RoomInfo>({
  description: isText,
  infoUpdates: isCount,
  createdAtMs: maybe(isCount),
  activeUsers: isCount,
  activeWithinS: maybe(isCount),
  pinned: (value) => Array.isArray(value) && value.every(isPin),
  moderators: isTexts,
  admins: isTexts,
  hiddenModerators: isTexts,
  hiddenAdmins: isTexts,
  rights: isRights,
  defaults: record<RoomInfo['defaults']>({
    read: maybe(isFlag),
    accessible: maybe(isFlag),
    write: maybe(isFlag),
    upload: maybe(isFlag),
  }),
});

const isWhisper = record<PostWhisper>({ toModerators: isFlag, to: maybe(isText) });

/** @throws {StoreError} `store-conflict` for info of the wrong shape. */
export function encodeRoomInfo(info: RoomInfo): string {
  if (!isRoomInfo(info)) throw new StoreError('store-conflict', { message: 'room' });
  return JSON.stringify(info);
}

/** @throws {StoreError} `store-corrupt` for info of the wrong shape. */
export function decodeRoomInfo(json: string): RoomInfo {
  return decoded<RoomInfo>(json, isRoomInfo);
}

/** @throws {StoreError} `store-corrupt` for a whisper of the wrong shape. */
export function decodeWhisper(json: string): PostWhisper {
  return decoded<PostWhisper>(json, isWhisper);
}

/** @throws {StoreError} `store-corrupt` for what is no list of texts. */
export function textsIn(json: string): readonly string[] {
  return decoded<readonly string[]>(json, isTexts);
}

function decoded<Type>(json: string, isRight: Check): Type {
  try {
    const value: unknown = JSON.parse(json);
    if (isRight(value)) return value as Type;
  } catch (cause) {
    throw new StoreError('store-corrupt', { message: 'JSON', cause });
  }
  throw new StoreError('store-corrupt', { message: 'JSON' });
}
