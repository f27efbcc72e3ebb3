import { createHash, createHmac } from 'node:crypto';

import sodium from 'libsodium-wrappers-sumo';

/** BLAKE2b with `length` bytes of output (16–64), keyed when `key` (1–64 bytes) is given. */
export function blake2b(length: number, message: Uint8Array, key?: Uint8Array): Uint8Array {
  return sodium.crypto_generichash(length, message, key ?? null);
}

/** SHA-512, 64 bytes. */
export function sha512(message: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha512').update(message).digest());
}

/** SHA-256, 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(message).digest());
}

/** HMAC-SHA-256, 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return Uint8Array.from(createHmac('sha256', key).update(message).digest());
}
