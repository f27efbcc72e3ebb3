import type { Ed25519PublicKey, Ed25519SecretKey } from '../crypto/index.ts';
/** Length of an encrypted key. */
export declare const SEALED_KEY_BYTES: number;
interface KeysMessageHead {
    /** 24 bytes, of every ciphertext in the message. */
    readonly nonce: Uint8Array;
    readonly generation: number;
}
/** A new key for everybody who is in the group now. */
export interface RekeyMessage extends KeysMessageHead {
    readonly kind: 'rekey';
    /** The key for admins, 48 bytes. */
    readonly forAdmins: Uint8Array;
    /** The key for each member and junk that hides how many there are, 48 bytes each. */
    readonly forMembers: readonly Uint8Array[];
}
/** Keys that there are already, for new members who may read what was written before. */
export interface SupplementMessage extends KeysMessageHead {
    readonly kind: 'supplement';
    /** The list of keys for each of them. */
    readonly forMembers: readonly Uint8Array[];
}
export type KeysMessage = RekeyMessage | SupplementMessage;
/** The message in bencode, signed by the group. */
export declare function encodeKeysMessage(message: KeysMessage, signKey: Ed25519SecretKey): Uint8Array;
/**
 * Reads a message of any client and proves that an admin wrote it. Any number of members is accepted.
 * @throws {ConfigError} `message-invalid`, `signature-invalid`
 */
export declare function decodeKeysMessage(bytes: Uint8Array, groupKey: Ed25519PublicKey): KeysMessage;
export {};
