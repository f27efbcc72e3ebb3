// Spec 01 §1.1.

import type { Brand } from '../util/index.ts';
import { CryptoError } from './errors.ts';

/** Ed25519 public key, 32 bytes. */
export type Ed25519PublicKey = Brand<Uint8Array, 'Ed25519PublicKey'>;
/** Ed25519 seed, 32 bytes. Secret. */
export type Ed25519Seed = Brand<Uint8Array, 'Ed25519Seed'>;
/** libsodium's Ed25519 secret key, 64 bytes: seed and public key. Secret. */
export type Ed25519SecretKey = Brand<Uint8Array, 'Ed25519SecretKey'>;
/**
 * A number modulo the order of Ed25519's group, 32 bytes, little-endian. Secret, unless it comes from public data only. The
 * clamped scalar of a key is the one kind that may be above the order.
 */
export type Ed25519Scalar = Brand<Uint8Array, 'Ed25519Scalar'>;
/** X25519 public key, 32 bytes. */
export type X25519PublicKey = Brand<Uint8Array, 'X25519PublicKey'>;
/** X25519 secret key, 32 bytes. Secret. */
export type X25519SecretKey = Brand<Uint8Array, 'X25519SecretKey'>;
/** Key of a symmetric cipher, 32 bytes. Secret. */
export type SymmetricKey = Brand<Uint8Array, 'SymmetricKey'>;
/** Ed25519 signature, 64 bytes. */
export type Signature = Brand<Uint8Array, 'Signature'>;

export interface Ed25519KeyPair {
  readonly publicKey: Ed25519PublicKey;
  readonly secretKey: Ed25519SecretKey;
}

export interface X25519KeyPair {
  readonly publicKey: X25519PublicKey;
  readonly secretKey: X25519SecretKey;
}

/** @throws {CryptoError} `key-length` unless 32 bytes. */
export const ed25519PublicKey = (bytes: Uint8Array): Ed25519PublicKey => sized(bytes, 32) as Ed25519PublicKey;
/** @throws {CryptoError} `key-length` unless 32 bytes. */
export const ed25519Seed = (bytes: Uint8Array): Ed25519Seed => sized(bytes, 32) as Ed25519Seed;
/** @throws {CryptoError} `key-length` unless 64 bytes. */
export const ed25519SecretKey = (bytes: Uint8Array): Ed25519SecretKey => sized(bytes, 64) as Ed25519SecretKey;
/** @throws {CryptoError} `key-length` unless 32 bytes. */
export const ed25519Scalar = (bytes: Uint8Array): Ed25519Scalar => sized(bytes, 32) as Ed25519Scalar;
/** @throws {CryptoError} `key-length` unless 32 bytes. */
export const x25519PublicKey = (bytes: Uint8Array): X25519PublicKey => sized(bytes, 32) as X25519PublicKey;
/** @throws {CryptoError} `key-length` unless 32 bytes. */
export const x25519SecretKey = (bytes: Uint8Array): X25519SecretKey => sized(bytes, 32) as X25519SecretKey;
/** @throws {CryptoError} `key-length` unless 32 bytes. */
export const symmetricKey = (bytes: Uint8Array): SymmetricKey => sized(bytes, 32) as SymmetricKey;
/** @throws {CryptoError} `key-length` unless 64 bytes. */
export const signature = (bytes: Uint8Array): Signature => sized(bytes, 64) as Signature;

function sized(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length)
    throw new CryptoError('key-length', { message: `${bytes.length} instead of ${length} bytes` });
  return bytes;
}
