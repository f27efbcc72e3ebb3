// Contacts that are known by their blinded ID on a community server only (spec 03 §8.2).

import type { X25519PublicKey } from '../crypto/index.ts';
import { editRoom, eraseRoomOnly, roomRecords } from './community-records.ts';
import type { RoomAddress } from './community-records.ts';
import type { DictEditor } from './editor.ts';
import { readDict, readFlag, writeFlag } from './fields.ts';
import type { Person } from './person.ts';
import { readPerson, writePerson } from './person.ts';
import { checkedId, keyHexOf, prefixOf } from './record-ids.ts';
import type { ConfigDict } from './value.ts';

export interface BlindedContactKey {
  /** Of the community server, in any form. */
  readonly baseUrl: string;
  /** `15` or `25` and 64 hex characters. */
  readonly blindedId: string;
}

export interface BlindedContact extends Person, BlindedContactKey {
  /** The server's key, 32 bytes. */
  readonly publicKey: X25519PublicKey;
}

/** What to change. The server's key is needed for the first contact on a server. */
export type BlindedContactChange = Partial<Omit<BlindedContact, keyof BlindedContactKey>>;

const BLINDED_KEY = 'b';
const PREFIXES = ['15', '25'] as const;
const KEY = /^[0-9a-f]{64}$/;
/** Of the older kind of blinding, with the prefix `15`. */
const IS_OLDER = 'y';

export function readBlindedContacts(data: ConfigDict): readonly BlindedContact[] {
  const records = [...roomRecords(readDict(data, BLINDED_KEY))].filter(({ key }) => KEY.test(key));
  return records.map(({ baseUrl, publicKey, key, record }) => ({
    ...readPerson(record),
    baseUrl,
    publicKey,
    blindedId: `${readFlag(record, IS_OLDER) ? '15' : '25'}${key}`,
  }));
}

/** @throws {ConfigError} `value-invalid`, also for a server that is new and has no key */
export function editBlindedContact(
  root: DictEditor,
  contact: BlindedContactKey,
  { publicKey, ...change }: BlindedContactChange,
): void {
  const isOlder = prefixOf(checkedId(contact.blindedId, PREFIXES)) === '15';
  editRoom(root.dict(BLINDED_KEY), { ...addressOf(contact), publicKey }, (record) => {
    writePerson(record, { ...readPerson(record), ...change });
    writeFlag(record, IS_OLDER, isOlder);
  });
}

/** @throws {ConfigError} `value-invalid` */
export function eraseBlindedContact(root: DictEditor, contact: BlindedContactKey): void {
  eraseRoomOnly(root.dict(BLINDED_KEY), addressOf(contact));
}

function addressOf({ baseUrl, blindedId }: BlindedContactKey): RoomAddress {
  return { baseUrl, key: keyHexOf(checkedId(blindedId, PREFIXES)) };
}
