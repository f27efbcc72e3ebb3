import { concatBytes } from '../util/index.ts';
import { addScalars, multiplyBasePoint, multiplyScalars, reduceToScalar } from './edwards.ts';
import { sha512 } from './hash.ts';
import type { Ed25519PublicKey, Ed25519Scalar, Signature } from './keys.ts';
import { wipe } from './memory.ts';

/**
 * A signature by a bare scalar, for key pairs that have no seed; it verifies as an ordinary Ed25519 signature of `publicKey`
 * (RFC 8032 §5.1.6 from step 3; spec 01 §5.4).
 * @param key.nonce the secret scalar r: unpredictable, and never the same for two messages, or both give the key away.
 * @throws {CryptoError} `key-invalid` for a nonce of zero.
 */
export function signWithScalar(
  message: Uint8Array,
  key: {
    readonly scalar: Ed25519Scalar;
    readonly publicKey: Ed25519PublicKey;
    readonly nonce: Ed25519Scalar;
  },
): Signature {
  const commitment = multiplyBasePoint(key.nonce);
  const challenge = reduceToScalar(sha512(concatBytes(commitment, key.publicKey, message)));
  const product = multiplyScalars(challenge, key.scalar);
  const response = addScalars(key.nonce, product);
  wipe(product);
  return concatBytes(commitment, response) as Signature;
}
