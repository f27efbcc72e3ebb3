// Spec 01 §6.3.

import { createCipheriv, createDecipheriv } from 'node:crypto';

import { CryptoError } from './errors.ts';
import type { SymmetricKey } from './keys.ts';

/** Length of the initialisation vector, and of a block. */
export const AES_CBC_IV_BYTES = 16;

/** A cipher that is fed piece by piece. */
export interface CipherStream {
  /** What can be given out after `bytes`; may be empty. */
  readonly update: (bytes: Uint8Array) => Uint8Array;
  /**
   * The rest; the cipher is used up then.
   * @throws {CryptoError} `decrypt-failed` when decrypting what does not end with a block of proper padding.
   */
  readonly final: () => Uint8Array;
}

export interface AesCbcParameters {
  readonly key: SymmetricKey;
  /** 16 bytes, never used twice with a key. */
  readonly iv: Uint8Array;
}

/** AES-256-CBC with PKCS#7 padding. It proves nothing: authenticate what it gives. */
export function aesCbcEncryption({ key, iv }: AesCbcParameters): CipherStream {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return { update: (bytes) => plain(cipher.update(bytes)), final: () => plain(cipher.final()) };
}

/** The way back from {@link aesCbcEncryption}. What it gives out is not proven by anything. */
export function aesCbcDecryption({ key, iv }: AesCbcParameters): CipherStream {
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  return {
    update: (bytes) => plain(decipher.update(bytes)),
    final: () => {
      try {
        return plain(decipher.final());
      } catch {
        throw new CryptoError('decrypt-failed');
      }
    },
  };
}

/** The same memory; a slice of a Buffer would be a view, of this it is a copy. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
