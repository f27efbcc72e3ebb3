import type { ConfigObject } from './config-object.ts';
import type { BlindedContact, BlindedContactChange, BlindedContactKey } from './blinded-contacts.ts';
import type { NotifyMode } from './fields.ts';
import type { Person } from './person.ts';
import type { ConfigDict } from './value.ts';
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
export declare class Contacts {
    readonly config: ConfigObject;
    constructor(config: ConfigObject);
    /** All contacts, in no order. */
    list(): readonly Contact[];
    /** @throws {ConfigError} `value-invalid` for what is no account ID */
    get(id: string): Contact | undefined;
    /** What a merge changed: the contacts that are other than in the data before it, and the IDs of those that are gone. */
    changedSince(before: ConfigDict): {
        readonly changed: readonly Contact[];
        readonly removed: readonly string[];
    };
    /**
     * Writes the contact with what is in `change`; one that is not there yet appears. True when anything changed.
     * @throws {ConfigError} `value-invalid`; `text-too-long` for a nickname above 100 bytes
     */
    update(id: string, change: ContactChange): boolean;
    /** @throws {ConfigError} `value-invalid` for what is no account ID */
    erase(id: string): boolean;
    /** The accounts that are known by a blinded ID only, in no order. Written by newer mobile clients. */
    listBlinded(): readonly BlindedContact[];
    /**
     * Writes the blinded contact with what is in `change`; one that is not there yet appears. True when anything changed.
     * @throws {ConfigError} `value-invalid`, also for a server that is new and has no key
     */
    updateBlinded(contact: BlindedContactKey, change: BlindedContactChange): boolean;
    /**
     * Erases the blinded contact; its server stays.
     * @throws {ConfigError} `value-invalid`
     */
    eraseBlinded(contact: BlindedContactKey): boolean;
}
