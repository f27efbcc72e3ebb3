// Groups of the kind before groups had a swarm. They are dead: read and kept, but the client makes no new ones (spec 03 §8.4, "C").

import type { X25519PublicKey, X25519SecretKey } from '../crypto/index.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import {
  deleteString,
  readBytes,
  readPositive,
  readText,
  writeBytes,
  writePositive,
  writePresentText,
} from './fields.ts';
import type { Joined } from './joined.ts';
import { MAX_GROUP_NAME_BYTES, readJoined, writeJoined } from './joined.ts';
import { idKey, idOfKey } from './record-ids.ts';
import { isSet } from './value.ts';

/** By which the messages of a legacy group are encrypted. */
export interface LegacyGroupKeys {
  readonly publicKey: X25519PublicKey;
  /** Secret, and the config's own: not to be wiped. */
  readonly secretKey: X25519SecretKey;
}

export type LegacyRole = 'member' | 'admin';

export interface LegacyGroup extends Joined {
  /** `05` and a key: 66 hex characters. */
  readonly id: string;
  /** May be empty. At most 100 bytes; what is written beyond is cut off. */
  readonly name: string;
  readonly keys: LegacyGroupKeys | undefined;
  /** Account IDs. */
  readonly members: ReadonlyMap<string, LegacyRole>;
  /** After reading. Undefined when messages stay. */
  readonly timerS: number | undefined;
}

/** What to change; a field that is there and undefined is removed. */
export type LegacyGroupChange = Partial<Omit<LegacyGroup, 'id'>>;

const [NAME, PUBLIC_KEY, SECRET_KEY, TIMER] = ['n', 'k', 'K', 'E'];
const ROLE_KEYS: Readonly<Record<LegacyRole, string>> = { member: 'm', admin: 'a' };
const PREFIXES = ['05'] as const;
const KEY_BYTES = 32;

export function readLegacyGroup(id: string, fields: Fields): LegacyGroup {
  return {
    id,
    ...readJoined(fields),
    name: readText(fields, NAME, MAX_GROUP_NAME_BYTES) ?? '',
    keys: readKeys(fields),
    members: new Map([...readRole(fields, 'member'), ...readRole(fields, 'admin')]),
    timerS: readPositive(fields, TIMER),
  };
}

/** @throws {ConfigError} `value-invalid` for a member that is no account ID, or a number that is no safe integer */
export function writeLegacyGroup(editor: DictEditor, group: LegacyGroup): void {
  writeJoined(editor, group);
  writePresentText(editor, NAME, { text: group.name, maxBytes: MAX_GROUP_NAME_BYTES });
  writeKeys(editor, group.keys);
  writeRole(editor, 'member', group.members);
  writeRole(editor, 'admin', group.members);
  writePositive(editor, TIMER, group.timerS);
}

function readKeys(fields: Fields): LegacyGroupKeys | undefined {
  const publicKey = readBytes(fields, PUBLIC_KEY, KEY_BYTES);
  const secretKey = readBytes(fields, SECRET_KEY, KEY_BYTES);
  if (publicKey === undefined || secretKey === undefined) return undefined;
  return { publicKey: publicKey as X25519PublicKey, secretKey: secretKey as X25519SecretKey };
}

/** Both, or neither. */
function writeKeys(editor: DictEditor, keys: LegacyGroupKeys | undefined): void {
  if (keys === undefined) {
    deleteString(editor, PUBLIC_KEY);
    deleteString(editor, SECRET_KEY);
    return;
  }
  writeBytes(editor, PUBLIC_KEY, keys.publicKey);
  writeBytes(editor, SECRET_KEY, keys.secretKey);
}

function readRole(fields: Fields, role: LegacyRole): readonly (readonly [string, LegacyRole])[] {
  const value = fields.get(ROLE_KEYS[role]);
  if (!isSet(value)) return [];
  return value.flatMap((element) => {
    const id = element instanceof Uint8Array ? idOfKey(toLatin1(element), PREFIXES) : undefined;
    return id === undefined ? [] : [[id, role] as const];
  });
}

/** Elements that are no account IDs stay. */
function writeRole(editor: DictEditor, role: LegacyRole, members: LegacyGroup['members']): void {
  const key = ROLE_KEYS[role];
  const wanted = [...members].filter(([, other]) => other === role).map(([id]) => id);
  const gone = readRole(editor, role).filter(([id]) => members.get(id) !== role);
  editor.addToSet(key, wanted.map(toElement));
  editor.removeFromSet(
    key,
    gone.map(([id]) => toElement(id)),
  );
}

function toElement(id: string): Uint8Array {
  return Uint8Array.from(Buffer.from(idKey(id, PREFIXES), 'latin1'));
}

function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
