// Spec 01 §1.1, §11.

import sodium from 'libsodium-wrappers-sumo';

import { CryptoError } from './errors.ts';
import type { Ed25519KeyPair, Ed25519PublicKey, Ed25519SecretKey, Ed25519Seed, Signature } from './keys.ts';
import type { X25519PublicKey, X25519SecretKey } from './keys.ts';

/** The key pair of a 32-byte seed. */
export function ed25519KeyPair(seed: Ed25519Seed): Ed25519KeyPair {
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey: publicKey as Ed25519PublicKey, secretKey: privateKey as Ed25519SecretKey };
}

/** Detached Ed25519 signature of `message`. */
export function sign(message: Uint8Array, secretKey: Ed25519SecretKey): Signature {
  return sodium.crypto_sign_detached(message, secretKey) as Signature;
}

/** Whether `signature` is of `message` by `publicKey`; small-order and non-canonical keys never verify, wrong lengths are false. */
export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Ed25519PublicKey): boolean {
  if (signature.length !== sodium.crypto_sign_BYTES) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

/** @throws {CryptoError} `key-invalid` when the point has no X25519 form. */
export function ed25519ToX25519(publicKey: Ed25519PublicKey): X25519PublicKey {
  try {
    return sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey) as X25519PublicKey;
  } catch (cause) {
    throw new CryptoError('key-invalid', { cause });
  }
}

/** The X25519 secret key that belongs to an Ed25519 one. */
export function ed25519SecretToX25519(secretKey: Ed25519SecretKey): X25519SecretKey {
  return sodium.crypto_sign_ed25519_sk_to_curve25519(secretKey) as X25519SecretKey;
}

/** The seed of a secret key: a view of its first 32 bytes, wiped together with it. */
export function ed25519SeedOf(secretKey: Ed25519SecretKey): Ed25519Seed {
  return secretKey.subarray(0, sodium.crypto_sign_SEEDBYTES) as Ed25519Seed;
}

/** Whether the 32 bytes are a canonical point of the main subgroup. */
export function isValidEd25519Point(publicKey: Ed25519PublicKey): boolean {
  return sodium.crypto_core_ed25519_is_valid_point(publicKey);
}
