// Spec 01 §2.1.

import sodium from 'libsodium-wrappers-sumo';

import { concatBytes } from '../util/index.ts';
import { CryptoError } from './errors.ts';
import type { X25519KeyPair, X25519PublicKey } from './keys.ts';
import { wipe } from './memory.ts';

/** Bytes that a sealed box is longer than its message. */
export const SEALED_BOX_OVERHEAD_BYTES = 48;

/**
 * Anonymous encryption to `recipient` (libsodium `crypto_box_seal`), 48 bytes longer than the message.
 * @throws {CryptoError} `key-invalid` for a low-order recipient.
 */
export function sealBox(message: Uint8Array, recipient: X25519PublicKey): Uint8Array {
  try {
    return sodium.crypto_box_seal(message, recipient);
  } catch (cause) {
    throw new CryptoError('key-invalid', { cause });
  }
}

/** @throws {CryptoError} `ciphertext-too-short` below 48 bytes, `decrypt-failed` when it is not for this pair. */
export function openSealedBox(sealed: Uint8Array, recipient: X25519KeyPair): Uint8Array {
  if (sealed.length < SEALED_BOX_OVERHEAD_BYTES) throw new CryptoError('ciphertext-too-short');
  try {
    return sodium.crypto_box_seal_open(sealed, recipient.publicKey, recipient.secretKey);
  } catch {
    throw new CryptoError('decrypt-failed');
  }
}

/**
 * A sealed box whose ephemeral pair comes from `ephemeralSeed` (32 bytes) instead of randomness: reproducible bytes that
 * {@link openSealedBox} opens.
 * @throws {CryptoError} `key-invalid` for a low-order recipient.
 */
export function sealBoxWithSeed(
  message: Uint8Array,
  recipient: X25519PublicKey,
  { ephemeralSeed }: { readonly ephemeralSeed: Uint8Array },
): Uint8Array {
  const ephemeral = sodium.crypto_box_seed_keypair(ephemeralSeed);
  const nonce = sodium.crypto_generichash(24, concatBytes(ephemeral.publicKey, recipient), null);
  try {
    return concatBytes(
      ephemeral.publicKey,
      sodium.crypto_box_easy(message, nonce, recipient, ephemeral.privateKey),
    );
  } catch (cause) {
    throw new CryptoError('key-invalid', { cause });
  } finally {
    wipe(ephemeral.privateKey);
  }
}
