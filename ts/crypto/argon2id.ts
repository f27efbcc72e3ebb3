// Spec 01 §10.

import sodium from 'libsodium-wrappers-sumo';

import { CryptoError } from './errors.ts';

export const ARGON2ID_SALT_BYTES = 16;

/** What deriving a key costs: passes over the memory, and bytes of memory. */
export interface Argon2idCost {
  readonly passes: number;
  readonly memoryBytes: number;
}

/** libsodium's MODERATE: 3 passes over 256 MiB, one or two seconds. */
export const ARGON2ID_MODERATE: Argon2idCost = { passes: 3, memoryBytes: 256 * 1024 * 1024 };
/** The least that the function takes. For tests: it protects nothing. */
export const ARGON2ID_MIN: Argon2idCost = { passes: 1, memoryBytes: 8 * 1024 };
/** The most that we take, because costs may come from a file: half a minute and 1 GiB. */
export const ARGON2ID_MAX: Argon2idCost = { passes: 16, memoryBytes: 1024 * 1024 * 1024 };

const MIN_LENGTH = 16;
const MAX_LENGTH = 64;

/** What a key is derived with. */
export interface Argon2idOptions {
  /** 16 bytes. */
  readonly salt: Uint8Array;
  readonly cost: Argon2idCost;
  /** Bytes of the result, 16–64. */
  readonly length: number;
}

/**
 * Argon2id 1.3 with one lane (libsodium `crypto_pwhash`). Blocks for as long as it computes: call it in a worker thread.
 * @throws {CryptoError} `parameter-invalid` for a salt, cost or length out of bounds, `out-of-memory`
 */
export function argon2id(password: Uint8Array, { salt, cost, length }: Argon2idOptions): Uint8Array {
  const isValid =
    salt.length === ARGON2ID_SALT_BYTES &&
    isWithin(length, { from: MIN_LENGTH, to: MAX_LENGTH }) &&
    isWithin(cost.passes, { from: ARGON2ID_MIN.passes, to: ARGON2ID_MAX.passes }) &&
    isWithin(cost.memoryBytes, { from: ARGON2ID_MIN.memoryBytes, to: ARGON2ID_MAX.memoryBytes });
  if (!isValid) throw new CryptoError('parameter-invalid');
  const { passes, memoryBytes } = cost;
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  try {
    return sodium.crypto_pwhash(length, password, salt, passes, memoryBytes, algorithm);
  } catch (cause) {
    throw new CryptoError('out-of-memory', { cause });
  }
}

function isWithin(value: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
