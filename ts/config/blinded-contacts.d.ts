import type { X25519PublicKey } from '../crypto/index.ts';
import type { DictEditor } from './editor.ts';
import type { Person } from './person.ts';
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
export declare function readBlindedContacts(data: ConfigDict): readonly BlindedContact[];
/** @throws {ConfigError} `value-invalid`, also for a server that is new and has no key */
export declare function editBlindedContact(root: DictEditor, contact: BlindedContactKey, { publicKey, ...change }: BlindedContactChange): void;
/** @throws {ConfigError} `value-invalid` */
export declare function eraseBlindedContact(root: DictEditor, contact: BlindedContactKey): void;
