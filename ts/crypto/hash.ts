// Spec 01 §8, §11.

import { createHash, createHmac } from 'node:crypto';

import sodium from 'libsodium-wrappers-sumo';

import { wipe } from './memory.ts';

/** BLAKE2b with `length` bytes of output (16–64), keyed when `key` (1–64 bytes) is given. */
export function blake2b(length: number, message: Uint8Array, key?: Uint8Array): Uint8Array {
  return sodium.crypto_generichash(length, message, key ?? null);
}

/** SHA-512, 64 bytes. */
export function sha512(message: Uint8Array): Uint8Array {
  return ownedCopyOf(createHash('sha512').update(message).digest());
}

/** SHA-256, 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  return ownedCopyOf(createHash('sha256').update(message).digest());
}

/** HMAC-SHA-256, 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return ownedCopyOf(createHmac('sha256', key).update(message).digest());
}

/** A digest may be a secret: what the caller gets, and may wipe, is then the only copy. */
function ownedCopyOf(digest: Buffer): Uint8Array {
  const copy = Uint8Array.from(digest);
  wipe(digest);
  return copy;
}
