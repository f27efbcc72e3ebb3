// Spec 01 §3, §5.6; spec 02 §2.1.

import { createCipheriv, createDecipheriv } from 'node:crypto';

import sodium from 'libsodium-wrappers-sumo';

import { concatBytes } from '../util/index.ts';
import { CryptoError } from './errors.ts';
import type { SymmetricKey } from './keys.ts';

export const XCHACHA20_NONCE_BYTES = 24;
export const AES_GCM_NONCE_BYTES = 12;
/** Length of the tag that both ciphers append. */
export const AEAD_TAG_BYTES = 16;

/** XChaCha20-Poly1305-IETF without additional data: ciphertext and 16-byte tag. `nonce` is 24 bytes. */
export function encryptXChaCha20(
  message: Uint8Array,
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array {
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(message, null, null, nonce, key);
}

/** @throws {CryptoError} `ciphertext-too-short`, `decrypt-failed` */
export function decryptXChaCha20(
  ciphertext: Uint8Array,
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array {
  if (ciphertext.length < AEAD_TAG_BYTES) throw new CryptoError('ciphertext-too-short');
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, null, nonce, key);
  } catch {
    throw new CryptoError('decrypt-failed');
  }
}

/** AES-256-GCM without additional data: ciphertext and 16-byte tag. `nonce` is 12 bytes. */
export function encryptAesGcm(
  message: Uint8Array,
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return concatBytes(cipher.update(message), cipher.final(), cipher.getAuthTag());
}

/** @throws {CryptoError} `ciphertext-too-short`, `decrypt-failed` */
export function decryptAesGcm(
  ciphertext: Uint8Array,
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array {
  const end = ciphertext.length - AEAD_TAG_BYTES;
  if (end < 0) throw new CryptoError('ciphertext-too-short');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: AEAD_TAG_BYTES });
  decipher.setAuthTag(ciphertext.subarray(end));
  try {
    return concatBytes(decipher.update(ciphertext.subarray(0, end)), decipher.final());
  } catch {
    throw new CryptoError('decrypt-failed');
  }
}
