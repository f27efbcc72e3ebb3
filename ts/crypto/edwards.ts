// Spec 01 §5.

import sodium from 'libsodium-wrappers-sumo';

import { CryptoError } from './errors.ts';
import type { Ed25519KeyPair, Ed25519PublicKey, Ed25519Scalar, Ed25519SecretKey } from './keys.ts';
import { wipe } from './memory.ts';

const SIGN_BIT = 0x80;
const SIGN_BYTE = 31;

/**
 * 64 bytes, little-endian, modulo the order of the group.
 * @throws {CryptoError} `key-length` unless 64 bytes.
 */
export function reduceToScalar(bytes: Uint8Array): Ed25519Scalar {
  if (bytes.length !== sodium.crypto_core_ed25519_NONREDUCEDSCALARBYTES) throw new CryptoError('key-length');
  return sodium.crypto_core_ed25519_scalar_reduce(bytes) as Ed25519Scalar;
}

/** The product of two scalars. */
export function multiplyScalars(a: Ed25519Scalar, b: Ed25519Scalar): Ed25519Scalar {
  return sodium.crypto_core_ed25519_scalar_mul(a, b) as Ed25519Scalar;
}

/** The sum of two scalars. */
export function addScalars(a: Ed25519Scalar, b: Ed25519Scalar): Ed25519Scalar {
  return sodium.crypto_core_ed25519_scalar_add(a, b) as Ed25519Scalar;
}

/** The scalar that, added to `scalar`, gives zero. */
export function negateScalar(scalar: Ed25519Scalar): Ed25519Scalar {
  return sodium.crypto_core_ed25519_scalar_negate(scalar) as Ed25519Scalar;
}

/**
 * The scalar that, multiplied with `scalar`, gives one.
 * @throws {CryptoError} `key-invalid` for zero.
 */
export function invertScalar(scalar: Ed25519Scalar): Ed25519Scalar {
  try {
    return sodium.crypto_core_ed25519_scalar_invert(scalar) as Ed25519Scalar;
  } catch (cause) {
    throw new CryptoError('key-invalid', { cause });
  }
}

/**
 * `scalar` times the base point, without clamping.
 * @throws {CryptoError} `key-invalid` for zero.
 */
export function multiplyBasePoint(scalar: Ed25519Scalar): Ed25519PublicKey {
  try {
    return sodium.crypto_scalarmult_ed25519_base_noclamp(scalar) as Ed25519PublicKey;
  } catch (cause) {
    throw new CryptoError('key-invalid', { cause });
  }
}

/**
 * `scalar` times `point`, without clamping. The result is a valid point.
 * @throws {CryptoError} `key-invalid` when `point` is not a canonical point of the main subgroup, or the scalar is zero.
 */
export function multiplyPoint(scalar: Ed25519Scalar, point: Ed25519PublicKey): Ed25519PublicKey {
  try {
    return sodium.crypto_scalarmult_ed25519_noclamp(scalar, point) as Ed25519PublicKey;
  } catch (cause) {
    throw new CryptoError('key-invalid', { cause });
  }
}

/** The clamped scalar by which the base point becomes the public key. */
export function ed25519ScalarOf(secretKey: Ed25519SecretKey): Ed25519Scalar {
  return sodium.crypto_sign_ed25519_sk_to_curve25519(secretKey) as Ed25519Scalar;
}

/** The scalar by which the base point becomes the public key without its sign bit: {@link ed25519ScalarOf}, or minus it. */
export function positiveScalarOf({ publicKey, secretKey }: Ed25519KeyPair): Ed25519Scalar {
  const scalar = ed25519ScalarOf(secretKey);
  if (!hasSignBit(publicKey)) return scalar;
  const negated = negateScalar(scalar);
  wipe(scalar);
  return negated;
}

/** Whether the point is the negative one of the two that share a y coordinate. */
export function hasSignBit(point: Ed25519PublicKey): boolean {
  return ((point[SIGN_BYTE] ?? 0) & SIGN_BIT) !== 0;
}

/** The point or its negative, whichever has the sign bit wanted. A copy. */
export function withSignBit(point: Ed25519PublicKey, isSet: boolean): Ed25519PublicKey {
  const copy = Uint8Array.from(point);
  const others = (copy[SIGN_BYTE] ?? 0) & ~SIGN_BIT;
  copy[SIGN_BYTE] = isSet ? others | SIGN_BIT : others;
  return copy as Ed25519PublicKey;
}
