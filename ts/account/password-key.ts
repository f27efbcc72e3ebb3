import type { Argon2idCost, SymmetricKey } from '../crypto/index.ts';
import {
  ARGON2ID_MODERATE,
  argon2id,
  CryptoError,
  decryptXChaCha20,
  encryptXChaCha20,
  symmetricKey,
  wipe,
  XCHACHA20_NONCE_BYTES,
} from '../crypto/index.ts';
import type { Random } from '../util/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';

const KEY_BYTES = 32;

/** With what the key of a password was derived; stored beside what it wraps. */
export interface PasswordKeyOptions {
  /** 16 random bytes. */
  readonly salt: Uint8Array;
  /** 3 passes over 256 MiB when absent. */
  readonly cost?: Argon2idCost;
}

/**
 * The key that a password of the app lock stands for (spec 01 §10.2); however its characters are composed, the same. Takes a
 * second or two: call it in a worker thread, and wipe the key.
 * @throws {CryptoError} `parameter-invalid` for a salt or cost out of bounds, `out-of-memory`
 */
export function passwordKey(
  password: string,
  { salt, cost = ARGON2ID_MODERATE }: PasswordKeyOptions,
): SymmetricKey {
  const bytes = utf8(password.normalize('NFC'));
  try {
    return symmetricKey(argon2id(bytes, { salt, cost, length: KEY_BYTES }));
  } finally {
    wipe(bytes);
  }
}

/** A key under another one: nonce (24), ciphertext and tag (48); 72 bytes (spec 01 §10.2). */
export function wrapKey(
  key: SymmetricKey,
  wrappingKey: SymmetricKey,
  { random }: { readonly random: Random },
): Uint8Array {
  const nonce = random.bytes(XCHACHA20_NONCE_BYTES);
  return concatBytes(nonce, encryptXChaCha20(key, nonce, { key: wrappingKey }));
}

/**
 * The key in the result of {@link wrapKey} (spec 01 §10.2).
 * @throws {CryptoError} `decrypt-failed` for a wrong wrapping key, that is a wrong password; `ciphertext-too-short` and
 *   `key-length` for bytes that wrap no key.
 */
export function unwrapKey(wrapped: Uint8Array, wrappingKey: SymmetricKey): SymmetricKey {
  if (wrapped.length < XCHACHA20_NONCE_BYTES) throw new CryptoError('ciphertext-too-short');
  const nonce = wrapped.subarray(0, XCHACHA20_NONCE_BYTES);
  const ciphertext = wrapped.subarray(XCHACHA20_NONCE_BYTES);
  return symmetricKey(decryptXChaCha20(ciphertext, nonce, { key: wrappingKey }));
}
