// A community room that the account has joined (spec 03 §8.4, "o").

import type { X25519PublicKey } from '../crypto/index.ts';
import type { RoomRecord } from './community-records.ts';
import type { CommunityRoom } from './community-url.ts';
import type { DictEditor } from './editor.ts';
import { readText, writePresentText } from './fields.ts';
import type { Fields } from './fields.ts';
import type { Joined } from './joined.ts';
import { readJoined, writeJoined } from './joined.ts';

/** The room as it is spelled; its record is under its name in lower case. */
export interface JoinedCommunity extends Joined, CommunityRoom {
  /** The server's key, 32 bytes. */
  readonly publicKey: X25519PublicKey;
}

/** What to change. The server's key is needed for the first room of a server. */
export type JoinedCommunityChange = Partial<Joined> & { readonly publicKey?: X25519PublicKey };

const SPELLING = 'n';
const MAX_ROOM_BYTES = 64;

export function readJoinedCommunity({ baseUrl, publicKey, key, record }: RoomRecord): JoinedCommunity {
  return { ...readJoined(record), baseUrl, publicKey, room: readSpelling(record, key) ?? key };
}

/** The record keeps the spelling that it has. @throws {ConfigError} `value-invalid` for a number that is no safe integer */
export function writeJoinedCommunity(
  editor: DictEditor,
  { room, change }: { readonly room: string; readonly change: Partial<Joined> },
): void {
  const spelling = readSpelling(editor, room.toLowerCase()) ?? room;
  writeJoined(editor, { ...readJoined(editor), ...change });
  writePresentText(editor, SPELLING, { text: spelling, maxBytes: MAX_ROOM_BYTES });
}

/** What differs from the key in more than case is no spelling of it. */
function readSpelling(fields: Fields, key: string): string | undefined {
  const text = readText(fields, SPELLING, MAX_ROOM_BYTES);
  return text?.toLowerCase() === key ? text : undefined;
}
