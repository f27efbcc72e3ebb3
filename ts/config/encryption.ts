// How a config message is hidden: padding in front, then XChaCha20-Poly1305 with key and nonce from the contents (spec 03 §5.1, §5.2).

import type { SymmetricKey } from '../crypto/index.ts';
import {
  AEAD_TAG_BYTES,
  CryptoError,
  XCHACHA20_NONCE_BYTES,
  blake2b,
  decryptXChaCha20,
  encryptXChaCha20,
  symmetricKey,
  wipe,
} from '../crypto/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';
import { ConfigError } from './errors.ts';

/** Bytes that an encrypted message is longer than its padded text: tag and nonce. */
export const ENCRYPTION_OVERHEAD_BYTES = AEAD_TAG_BYTES + XCHACHA20_NONCE_BYTES;

const KEY_BYTES = 32;
const NONCE_DOMAIN = 'libsessionutil-config-encrypted-';

/** Up to which length of the encrypted message which step is padded to. */
const STEPS = [
  { below: 5_120, step: 256 },
  { below: 20_480, step: 1_024 },
  { below: 40_960, step: 2_048 },
  { below: Infinity, step: 5_120 },
] as const;

/** Length of a message of `length` bytes after padding. */
export function paddedLength(length: number): number {
  const total = length + ENCRYPTION_OVERHEAD_BYTES;
  const step = STEPS.find(({ below }) => total < below)?.step ?? STEPS[0].step;
  return Math.ceil(total / step) * step - ENCRYPTION_OVERHEAD_BYTES;
}

/** Zeros in front, so that only steps of the length show. */
export function padInFront(inner: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedLength(inner.length));
  padded.set(inner, padded.length - inner.length);
  return padded;
}

/** What stands behind the zeros in front, as a view; empty when there is nothing else. */
export function stripFront(padded: Uint8Array): Uint8Array {
  const start = padded.findIndex((byte) => byte !== 0);
  return start < 0 ? padded.subarray(padded.length) : padded.subarray(start);
}

/** The 32-byte key for a padded message of `length` bytes. */
export function messageKey(baseKey: SymmetricKey, length: number, domain: string): SymmetricKey {
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(length));
  return symmetricKey(blake2b(KEY_BYTES, concatBytes(baseKey, size, utf8(domain))));
}

/** The 24-byte nonce of a padded message. */
export function messageNonce(padded: Uint8Array, domain: string): Uint8Array {
  return blake2b(XCHACHA20_NONCE_BYTES, padded, utf8(NONCE_DOMAIN + domain));
}

/** Ciphertext, tag and nonce; 40 bytes longer. Equal input gives equal output, so that storing again changes nothing. */
export function encryptConfig(padded: Uint8Array, baseKey: SymmetricKey, domain: string): Uint8Array {
  const key = messageKey(baseKey, padded.length, domain);
  const nonce = messageNonce(padded, domain);
  try {
    return concatBytes(encryptXChaCha20(padded, nonce, { key }), nonce);
  } finally {
    wipe(key);
  }
}

/**
 * The padded message, with whichever of the keys fits.
 * @throws {ConfigError} `decrypt-failed`
 */
export function decryptConfig(
  encrypted: Uint8Array,
  baseKeys: readonly SymmetricKey[],
  domain: string,
): Uint8Array {
  const length = encrypted.length - ENCRYPTION_OVERHEAD_BYTES;
  if (length < 0) throw new ConfigError('decrypt-failed', { message: 'too short' });
  for (const baseKey of baseKeys) {
    const padded = tryDecrypt(encrypted, messageKey(baseKey, length, domain));
    if (padded !== undefined) return padded;
  }
  throw new ConfigError('decrypt-failed');
}

function tryDecrypt(encrypted: Uint8Array, key: SymmetricKey): Uint8Array | undefined {
  const end = encrypted.length - XCHACHA20_NONCE_BYTES;
  try {
    return decryptXChaCha20(encrypted.subarray(0, end), encrypted.subarray(end), { key });
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  } finally {
    wipe(key);
  }
}
