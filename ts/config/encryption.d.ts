import type { SymmetricKey } from '../crypto/index.ts';
/** Bytes that an encrypted message is longer than its padded text: tag and nonce. */
export declare const ENCRYPTION_OVERHEAD_BYTES: number;
/** Length of a message of `length` bytes after padding. */
export declare function paddedLength(length: number): number;
/** Zeros in front, so that only steps of the length show. */
export declare function padInFront(inner: Uint8Array): Uint8Array;
/** What stands behind the zeros in front, as a view; empty when there is nothing else. */
export declare function stripFront(padded: Uint8Array): Uint8Array;
/** The 32-byte key for a padded message of `length` bytes. */
export declare function messageKey(baseKey: SymmetricKey, length: number, domain: string): SymmetricKey;
/** The 24-byte nonce of a padded message. */
export declare function messageNonce(padded: Uint8Array, domain: string): Uint8Array;
/** Ciphertext, tag and nonce; 40 bytes longer. Equal input gives equal output, so that storing again changes nothing. */
export declare function encryptConfig(padded: Uint8Array, baseKey: SymmetricKey, domain: string): Uint8Array;
/**
 * The padded message, with whichever of the keys fits.
 * @throws {ConfigError} `decrypt-failed`
 */
export declare function decryptConfig(encrypted: Uint8Array, baseKeys: readonly SymmetricKey[], domain: string): Uint8Array;
