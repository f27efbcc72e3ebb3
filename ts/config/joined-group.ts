// A group that the account is in, was in, or is invited to (spec 03 §8.4, "g").

import type { Ed25519Seed } from '../crypto/index.ts';
import { ed25519KeyPair, wipe } from '../crypto/index.ts';
import { toHex } from '../util/index.ts';
import type { DictEditor } from './editor.ts';
import { ConfigError } from './errors.ts';
import type { Fields } from './fields.ts';
import {
  deleteString,
  readBytes,
  readInteger,
  readText,
  writeBytes,
  writeInteger,
  writeText,
} from './fields.ts';
import type { Joined } from './joined.ts';
import { MAX_GROUP_NAME_BYTES, readJoined, writeJoined } from './joined.ts';
import { keyHexOf } from './record-ids.ts';

/** Why the account is not in the group any more: it was removed, or an admin destroyed the group. */
export type GroupEnd = 'kicked' | 'destroyed';

export interface JoinedGroup extends Joined {
  /** `03` and the group's Ed25519 key: 66 hex characters. */
  readonly id: string;
  /** Until the group's own config is known. At most 100 bytes; what is written beyond is cut off. */
  readonly name: string | undefined;
  /** Of an admin: the group's Ed25519 seed, 32 bytes. Secret, and the config's own: not to be wiped. */
  readonly adminSeed: Ed25519Seed | undefined;
  /** By which a member signs for the group's swarm, 100 bytes (spec 03 §9.7). Not written while there is an admin seed. */
  readonly authData: Uint8Array | undefined;
  readonly end: GroupEnd | undefined;
}

/** What to change; a field that is there and undefined is removed. */
export type JoinedGroupChange = Partial<Omit<JoinedGroup, 'id' | 'end'>>;

const [NAME, SEED, AUTH_DATA, END] = ['n', 'K', 's', 'r'];
const SEED_BYTES = 32;
const AUTH_DATA_BYTES = 100;
const NO_SEED = new Uint8Array(0);
/** By their number in the config. */
const ENDS: readonly (GroupEnd | undefined)[] = [undefined, 'kicked', 'destroyed'];

export function readJoinedGroup(id: string, fields: Fields): JoinedGroup {
  return {
    id,
    ...readJoined(fields),
    name: readText(fields, NAME, MAX_GROUP_NAME_BYTES),
    adminSeed: readSeed(id, fields),
    authData: readBytes(fields, AUTH_DATA, AUTH_DATA_BYTES),
    end: readEnd(fields),
  };
}

/** @throws {ConfigError} `value-invalid` for a seed of another group, and for auth data that does not have 100 bytes */
export function writeJoinedGroup(editor: DictEditor, group: JoinedGroup): void {
  writeJoined(editor, group);
  writeText(editor, NAME, { text: group.name, maxBytes: MAX_GROUP_NAME_BYTES });
  if (group.adminSeed === undefined) writeMember(editor, group.authData);
  else writeAdmin(editor, group.id, group.adminSeed);
}

/** The account has no keys to the group any more. A group that was destroyed stays so. */
export function endGroup(editor: DictEditor, end: GroupEnd): void {
  writeMember(editor, undefined);
  if (readEnd(editor) !== 'destroyed') writeInteger(editor, END, ENDS.indexOf(end));
}

/** The account was invited again after it had been removed. */
export function reviveGroup(editor: DictEditor): void {
  if (readEnd(editor) === 'kicked') editor.delete(END);
}

/** Auth data of an admin stays as it is. */
function writeAdmin(editor: DictEditor, id: string, seed: Ed25519Seed): void {
  if (!isSeedOf(id, seed)) throw new ConfigError('value-invalid', { message: 'seed of another group' });
  writeBytes(editor, SEED, seed);
}

function writeMember(editor: DictEditor, authData: Uint8Array | undefined): void {
  const seed = editor.get(SEED);
  if (seed === undefined || seed instanceof Uint8Array) editor.set(SEED, NO_SEED);
  if (authData === undefined) deleteString(editor, AUTH_DATA);
  else if (authData.length !== AUTH_DATA_BYTES)
    throw new ConfigError('value-invalid', { message: 'auth data' });
  else writeBytes(editor, AUTH_DATA, authData);
}

/** A seed that is not the group's is none. */
function readSeed(id: string, fields: Fields): Ed25519Seed | undefined {
  const seed = readBytes(fields, SEED, SEED_BYTES) as Ed25519Seed | undefined;
  return seed !== undefined && isSeedOf(id, seed) ? seed : undefined;
}

function isSeedOf(id: string, seed: Ed25519Seed): boolean {
  if (seed.length !== SEED_BYTES) return false;
  const { publicKey, secretKey } = ed25519KeyPair(seed);
  wipe(secretKey);
  return toHex(publicKey) === keyHexOf(id);
}

function readEnd(fields: Fields): GroupEnd | undefined {
  return ENDS[readInteger(fields, END) ?? 0];
}
