// Spec 01 §11.

import sodium from 'libsodium-wrappers-sumo';

import { CryptoError } from './errors.ts';

const SEED_BYTES = 32;

/**
 * `length` bytes that look random but follow from a 32-byte seed: the same in every implementation (libsodium
 * `randombytes_buf_deterministic`).
 * @throws {CryptoError} `parameter-invalid` unless the seed is 32 bytes.
 */
export function randomBytesDeterministic(length: number, seed: Uint8Array): Uint8Array {
  if (seed.length !== SEED_BYTES) throw new CryptoError('parameter-invalid');
  if (length === 0) return new Uint8Array();
  return sodium.randombytes_buf_deterministic(length, seed);
}
