// The contacts of an account: everybody it has a conversation with, approved or not, and who is blocked (spec 03 §8.2).

import type { ConfigObject } from './config-object.ts';
import { editBlindedContact, eraseBlindedContact, readBlindedContacts } from './blinded-contacts.ts';
import type { BlindedContact, BlindedContactChange, BlindedContactKey } from './blinded-contacts.ts';
import type { DictEditor } from './editor.ts';
import type { Fields, NotifyMode } from './fields.ts';
import {
  assertFits,
  readDict,
  readFlag,
  readInteger,
  readNotify,
  readPositive,
  readText,
  readTimeS,
  writeFlag,
  writeNotify,
  writePositive,
  writeText,
  writeTimeS,
} from './fields.ts';
import type { Person } from './person.ts';
import { MAX_CONTACT_NAME_BYTES, readPerson, writePerson } from './person.ts';
import { idKey, idOfKey } from './record-ids.ts';
import { isDict } from './value.ts';

/** When messages disappear, and how many seconds after it. */
export interface ExpirySetting {
  readonly mode: 'after-send' | 'after-read';
  readonly timerS: number;
}

export interface Contact extends Person {
  /** `05` and an X25519 key: 66 hex characters. */
  readonly id: string;
  /** At most 100 bytes. */
  readonly nickname: string | undefined;
  readonly isApproved: boolean;
  readonly hasApprovedMe: boolean;
  readonly isBlocked: boolean;
  /** Never `mentions`: that is `all` where there are two. */
  readonly notify: NotifyMode;
  readonly mutedUntilS: number | undefined;
  readonly expiry: ExpirySetting | undefined;
}

/** What to change; a field that is there and undefined is removed. */
export type ContactChange = Partial<Omit<Contact, 'id'>>;

const CONTACTS_KEY = 'c';
const PREFIXES = ['05'] as const;
const [NICKNAME, APPROVED, APPROVED_ME, BLOCKED] = ['N', 'a', 'A', 'b'];
const [NOTIFY, MUTED_UNTIL, EXPIRY_MODE, EXPIRY_TIMER] = ['@', '!', 'e', 'E'];
/** By their number in the config. */
const EXPIRY_MODES: readonly (ExpirySetting['mode'] | undefined)[] = [undefined, 'after-send', 'after-read'];

export class Contacts {
  readonly config: ConfigObject;

  constructor(config: ConfigObject) {
    this.config = config;
  }

  /** All contacts, in no order. */
  list(): readonly Contact[] {
    const contacts: Contact[] = [];
    for (const [key, record] of readDict(this.config.data, CONTACTS_KEY)) {
      const id = idOfKey(key, PREFIXES);
      if (id !== undefined && isDict(record)) contacts.push(readContact(id, record));
    }
    return contacts;
  }

  /** @throws {ConfigError} `value-invalid` for what is no account ID */
  get(id: string): Contact | undefined {
    const record = readDict(this.config.data, CONTACTS_KEY).get(idKey(id, PREFIXES));
    return isDict(record) ? readContact(id.toLowerCase(), record) : undefined;
  }

  /**
   * Writes the contact with what is in `change`; one that is not there yet appears. True when anything changed.
   * @throws {ConfigError} `value-invalid`; `text-too-long` for a nickname above 100 bytes
   */
  update(id: string, change: ContactChange): boolean {
    const key = idKey(id, PREFIXES);
    assertFits(change.nickname, MAX_CONTACT_NAME_BYTES);
    return this.config.edit((root) => {
      const record = root.dict(CONTACTS_KEY).dict(key);
      writeContact(record, { ...readContact(id, record), ...change });
    });
  }

  /** @throws {ConfigError} `value-invalid` for what is no account ID */
  erase(id: string): boolean {
    const key = idKey(id, PREFIXES);
    return this.config.edit((root) => {
      root.dict(CONTACTS_KEY).delete(key);
    });
  }

  /** The accounts that are known by a blinded ID only, in no order. Written by newer mobile clients. */
  listBlinded(): readonly BlindedContact[] {
    return readBlindedContacts(this.config.data);
  }

  /**
   * Writes the blinded contact with what is in `change`; one that is not there yet appears. True when anything changed.
   * @throws {ConfigError} `value-invalid`, also for a server that is new and has no key
   */
  updateBlinded(contact: BlindedContactKey, change: BlindedContactChange): boolean {
    return this.config.edit((root) => {
      editBlindedContact(root, contact, change);
    });
  }

  /**
   * Erases the blinded contact; its server stays.
   * @throws {ConfigError} `value-invalid`
   */
  eraseBlinded(contact: BlindedContactKey): boolean {
    return this.config.edit((root) => {
      eraseBlindedContact(root, contact);
    });
  }
}

function readContact(id: string, fields: Fields): Contact {
  const notify = readNotify(fields, NOTIFY);
  return {
    id,
    ...readPerson(fields),
    nickname: readText(fields, NICKNAME, MAX_CONTACT_NAME_BYTES),
    isApproved: readFlag(fields, APPROVED),
    hasApprovedMe: readFlag(fields, APPROVED_ME),
    isBlocked: readFlag(fields, BLOCKED),
    notify: notify === 'mentions' ? 'all' : notify,
    mutedUntilS: readTimeS(fields, MUTED_UNTIL),
    expiry: readExpiry(fields),
  };
}

function writeContact(editor: DictEditor, contact: Contact): void {
  writePerson(editor, contact);
  writeText(editor, NICKNAME, { text: contact.nickname, maxBytes: MAX_CONTACT_NAME_BYTES });
  writeFlag(editor, APPROVED, contact.isApproved);
  writeFlag(editor, APPROVED_ME, contact.hasApprovedMe);
  writeFlag(editor, BLOCKED, contact.isBlocked);
  writeNotify(editor, NOTIFY, contact.notify === 'mentions' ? 'all' : contact.notify);
  writeTimeS(editor, MUTED_UNTIL, contact.mutedUntilS);
  writeExpiry(editor, contact.expiry);
}

/** Off unless both the mode and the timer mean something. */
function readExpiry(fields: Fields): ExpirySetting | undefined {
  const mode = EXPIRY_MODES[readInteger(fields, EXPIRY_MODE) ?? 0];
  const timerS = readPositive(fields, EXPIRY_TIMER);
  return mode === undefined || timerS === undefined ? undefined : { mode, timerS };
}

function writeExpiry(editor: DictEditor, expiry: ExpirySetting | undefined): void {
  const isOn = expiry !== undefined && expiry.timerS > 0;
  writePositive(editor, EXPIRY_MODE, isOn ? EXPIRY_MODES.indexOf(expiry.mode) : undefined);
  writePositive(editor, EXPIRY_TIMER, isOn ? expiry.timerS : undefined);
}
