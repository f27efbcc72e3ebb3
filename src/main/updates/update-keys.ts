import { createHash, createPublicKey, verify } from 'node:crypto';

import { type Envelope, signedBytes } from './envelope.ts';

/** An Ed25519 key that vouches for updates. */
export interface UpdateKey {
  /** The first 16 hex digits of the SHA-256 of the key: nobody can give a key the name of another. */
  readonly id: string;
  /** 32 bytes in base64. */
  readonly publicKey: string;
}

const KEY = /^[A-Za-z0-9+/]{43}=$/;
const KEY_BYTES = 32;
const ID_DIGITS = 16;

/** Whether the text is a key in its one way to be written. */
export function isPublicKey(text: string): boolean {
  if (!KEY.test(text)) return false;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text;
}

/** @param publicKey for which {@link isPublicKey} holds */
export function updateKey(publicKey: string): UpdateKey {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
  return { id: hash.slice(0, ID_DIGITS), publicKey };
}

/** The ids of those of `keys` that have signed; each counts once. */
export function signersAmong(envelope: Envelope, keys: readonly UpdateKey[]): ReadonlySet<string> {
  const bytes = signedBytes(envelope);
  const signers = keys.filter(({ id, publicKey }) =>
    envelope.signatures.some(
      (signature) => signature.keyId === id && isSignedBy(publicKey, bytes, signature.bytes),
    ),
  );
  return new Set(signers.map(({ id }) => id));
}

function isSignedBy(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(undefined, bytes, key, signature);
  } catch {
    // Not every 32 bytes are a point of the curve.
    return false;
  }
}
