// Spec 01 §1.1.

import sodium from 'libsodium-wrappers-sumo';

import { CryptoError } from './errors.ts';
import type { X25519KeyPair, X25519PublicKey, X25519SecretKey } from './keys.ts';

/** The public key of a secret one (clamped by the function). */
export function x25519PublicKeyOf(secretKey: X25519SecretKey): X25519PublicKey {
  return sodium.crypto_scalarmult_base(secretKey) as X25519PublicKey;
}

/** A fresh pair from 32 random bytes. */
export function x25519KeyPair(secret: X25519SecretKey): X25519KeyPair {
  return { publicKey: x25519PublicKeyOf(secret), secretKey: secret };
}

/**
 * The raw shared secret, 32 bytes. Hash it before use as a key.
 * @throws {CryptoError} `key-invalid` for a low-order public key.
 */
export function x25519(secretKey: X25519SecretKey, publicKey: X25519PublicKey): Uint8Array {
  try {
    return sodium.crypto_scalarmult(secretKey, publicKey);
  } catch (cause) {
    throw new CryptoError('key-invalid', { cause });
  }
}
