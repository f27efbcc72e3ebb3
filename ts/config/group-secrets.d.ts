import type { Ed25519PublicKey, Ed25519SecretKey, Ed25519Seed, SymmetricKey, X25519KeyPair } from '../crypto/index.ts';
/** Of every key that is made and every nonce that follows from the seed. */
export declare const KEY_GENERATION_KEY: Uint8Array<ArrayBufferLike>;
export interface GroupSecrets {
    readonly signKey: Ed25519SecretKey;
    /** X25519 form of the group's keys. */
    readonly exchange: X25519KeyPair;
}
/**
 * Everything that follows from the seed of a group.
 * @throws {ConfigError} `value-invalid` when it is the seed of another group
 */
export declare function groupSecrets(seed: Ed25519Seed, groupKey: Ed25519PublicKey): GroupSecrets;
/** The key under which every rekey hands the new key to the admins, 32 bytes. Wipe it after use. */
export declare function adminKeyOf({ signKey }: GroupSecrets): SymmetricKey;
/** What makes new keys and nonces secret, 32 bytes. Wipe it after use. */
export declare function seedHashOf({ signKey }: GroupSecrets): Uint8Array;
