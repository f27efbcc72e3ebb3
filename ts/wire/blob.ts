import type { SymmetricKey } from '../crypto/index.ts';
import { decryptXChaCha20, encryptXChaCha20, XCHACHA20_NONCE_BYTES } from '../crypto/index.ts';
import { concatBytes } from '../util/index.ts';
import { WireError } from './errors.ts';

export interface BlobParameters {
  readonly key: SymmetricKey;
  /** 24 bytes, used once. */
  readonly nonce: Uint8Array;
}

/** `message` under a shared key: nonce, then XChaCha20-Poly1305; 40 bytes longer (spec 01 §8, "generic blob"). */
export function sealBlob(message: Uint8Array, { key, nonce }: BlobParameters): Uint8Array {
  return concatBytes(nonce, encryptXChaCha20(message, nonce, { key }));
}

/**
 * The message in what {@link sealBlob} makes.
 * @throws {WireError} `decrypt-failed`
 */
export function openBlob(sealed: Uint8Array, { key }: Pick<BlobParameters, 'key'>): Uint8Array {
  const nonce = sealed.subarray(0, XCHACHA20_NONCE_BYTES);
  try {
    return decryptXChaCha20(sealed.subarray(XCHACHA20_NONCE_BYTES), nonce, { key });
  } catch (cause) {
    throw new WireError('decrypt-failed', { cause });
  }
}
