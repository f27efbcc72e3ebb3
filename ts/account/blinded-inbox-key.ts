import type { Ed25519KeyPair, SymmetricKey, X25519PublicKey } from '../crypto/index.ts';
import { blake2b, ed25519ScalarOf, multiplyPoint, symmetricKey, wipe } from '../crypto/index.ts';
import { concatBytes } from '../util/index.ts';
import { blindedKeys } from './blinding.ts';
import type { BlindedId } from './ids.ts';
import { blindedKeyOf, blindingVersionOf } from './ids.ts';

const KEY_BYTES = 32;

/** Between whom, and in which direction, a blinded direct message goes. */
export interface BlindedInboxParties {
  readonly ed25519: Ed25519KeyPair;
  readonly server: X25519PublicKey;
  /** The one we write to or hear from; its prefix says which blinding both use. */
  readonly other: BlindedId;
  readonly direction: 'incoming' | 'outgoing';
}

/**
 * The key of the messages in one direction between us and another blinded account of a server: 32 bytes, secret, to be wiped
 * (spec 01 §5.6).
 * @throws {CryptoError} `key-invalid` when the other's key is no valid point.
 */
export function blindedInboxKey({ ed25519, server, other, direction }: BlindedInboxParties): SymmetricKey {
  const version = blindingVersionOf(other);
  const own = blindedKeys(ed25519, { server, version });
  const scalar = version === 15 ? ed25519ScalarOf(ed25519.secretKey) : own.scalar;
  const otherPoint = blindedKeyOf(other);
  const points = direction === 'outgoing' ? [own.publicKey, otherPoint] : [otherPoint, own.publicKey];
  try {
    const shared = multiplyPoint(scalar, otherPoint);
    const input = concatBytes(shared, ...points);
    const key = symmetricKey(blake2b(KEY_BYTES, input));
    wipe(shared, input);
    return key;
  } finally {
    wipe(own.scalar, scalar);
  }
}
