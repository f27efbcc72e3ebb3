// Spec 02 §7.

import sodium from 'libsodium-wrappers-sumo';

import { AEAD_TAG_BYTES } from './aead.ts';
import { CryptoError } from './errors.ts';
import type { SymmetricKey } from './keys.ts';

export const SECRETBOX_NONCE_BYTES = 24;

/** XSalsa20-Poly1305 (libsodium `crypto_secretbox_easy`): 16-byte tag and ciphertext. `nonce` is 24 bytes. */
export function encryptSecretbox(
  message: Uint8Array,
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array {
  return sodium.crypto_secretbox_easy(message, nonce, key);
}

/** @throws {CryptoError} `ciphertext-too-short`, `decrypt-failed` */
export function decryptSecretbox(
  ciphertext: Uint8Array,
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array {
  if (ciphertext.length < AEAD_TAG_BYTES) throw new CryptoError('ciphertext-too-short');
  try {
    return sodium.crypto_secretbox_open_easy(ciphertext, nonce, key);
  } catch {
    throw new CryptoError('decrypt-failed');
  }
}
