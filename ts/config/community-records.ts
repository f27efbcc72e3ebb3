// Records of rooms under their servers: base URL → { `#` the server's key, `R` → { room → record } } (spec 03 §8.2 to §8.4).

import type { X25519PublicKey } from '../crypto/index.ts';
import { canonicalBaseUrl, communityRoomKey } from './community-url.ts';
import type { DictEditor } from './editor.ts';
import { ConfigError } from './errors.ts';
import { readBytes, readDict, writeBytes } from './fields.ts';
import type { ConfigDict } from './value.ts';
import { isDict } from './value.ts';

export interface RoomRecord {
  readonly baseUrl: string;
  /** The server's key, 32 bytes. */
  readonly publicKey: X25519PublicKey;
  /** The room in lower case; of a blinded contact its ID without the prefix. */
  readonly key: string;
  readonly record: ConfigDict;
}

/** A record to be written, and under which server. */
export interface RoomAddress {
  /** In any form. */
  readonly baseUrl: string;
  readonly key: string;
  /** Needed once for a server. */
  readonly publicKey?: X25519PublicKey | undefined;
}

const [PUBLIC_KEY, ROOMS] = ['#', 'R'];
const PUBLIC_KEY_BYTES = 32;

/** Every record of a server with a key, under a base URL in its canonical form. */
export function* roomRecords(servers: ConfigDict): Generator<RoomRecord> {
  for (const [baseUrl, server] of servers) {
    if (!isDict(server) || !isInOwnForm(baseUrl, canonicalBaseUrl)) continue;
    const publicKey = readBytes(server, PUBLIC_KEY, PUBLIC_KEY_BYTES) as X25519PublicKey | undefined;
    if (publicKey === undefined) continue;
    for (const [key, record] of readDict(server, ROOMS)) {
      if (isDict(record)) yield { baseUrl, publicKey, key, record };
    }
  }
}

/** @throws {ConfigError} `value-invalid` for what is no base URL */
export function findRoom(servers: ConfigDict, { baseUrl, key }: RoomAddress): RoomRecord | undefined {
  const canonical = canonicalBaseUrl(baseUrl);
  const server = readDict(servers, canonical);
  const publicKey = readBytes(server, PUBLIC_KEY, PUBLIC_KEY_BYTES) as X25519PublicKey | undefined;
  const record = readDict(server, ROOMS).get(key);
  if (publicKey === undefined || !isDict(record)) return undefined;
  return { baseUrl: canonical, publicKey, key, record };
}

/**
 * Lets `write` write a record. One that is empty after that is erased again, and nothing else is written.
 * @throws {ConfigError} `value-invalid` for what is no base URL, and for a server that has no key yet and gets none
 */
export function editRoom(
  servers: DictEditor,
  { baseUrl, key, publicKey }: RoomAddress,
  write: (record: DictEditor) => void,
): void {
  const server = servers.dict(canonicalBaseUrl(baseUrl));
  const serverKey = publicKey ?? readBytes(server, PUBLIC_KEY, PUBLIC_KEY_BYTES);
  if (serverKey?.length !== PUBLIC_KEY_BYTES)
    throw new ConfigError('value-invalid', { message: 'no server key' });
  const record = server.dict(ROOMS).dict(key);
  write(record);
  if (record.keys().length === 0) eraseRoom(servers, { baseUrl, key });
  else writeBytes(server, PUBLIC_KEY, serverKey);
}

/**
 * Erases a record; the last one takes its server with it.
 * @throws {ConfigError} `value-invalid` for what is no base URL
 */
export function eraseRoom(servers: DictEditor, { baseUrl, key }: RoomAddress): void {
  const canonical = canonicalBaseUrl(baseUrl);
  const rooms = servers.dict(canonical).dict(ROOMS);
  if (rooms.get(key) === undefined) return;
  rooms.delete(key);
  if (rooms.keys().length === 0) servers.delete(canonical);
}

/**
 * Erases a record and nothing else.
 * @throws {ConfigError} `value-invalid` for what is no base URL
 */
export function eraseRoomOnly(servers: DictEditor, { baseUrl, key }: RoomAddress): void {
  servers.dict(canonicalBaseUrl(baseUrl)).dict(ROOMS).delete(key);
}

/** Whether a key is a room's: its name in lower case. */
export function isRoomKey(key: string): boolean {
  return isInOwnForm(key, communityRoomKey);
}

function isInOwnForm(text: string, formOf: (text: string) => string): boolean {
  try {
    return formOf(text) === text;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}
