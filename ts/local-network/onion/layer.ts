import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import {
  AES_GCM_NONCE_BYTES,
  blake2b,
  CryptoError,
  decryptAesGcm,
  decryptXChaCha20,
  encryptAesGcm,
  encryptXChaCha20,
  hmacSha256,
  symmetricKey,
  x25519,
  XCHACHA20_NONCE_BYTES,
} from '../../crypto/index.ts';
import type { SymmetricKey, X25519KeyPair, X25519PublicKey } from '../../crypto/index.ts';
import { concatBytes, utf8 } from '../../util/index.ts';

export type EncType = 'aes-gcm' | 'xchacha20' | 'aes-cbc';

const SPELLINGS: ReadonlyMap<string, EncType> = new Map([
  ['aes-gcm', 'aes-gcm'],
  ['gcm', 'aes-gcm'],
  ['xchacha20', 'xchacha20'],
  ['xchacha20-poly1305', 'xchacha20'],
  ['aes-cbc', 'aes-cbc'],
  ['cbc', 'aes-cbc'],
]);

/** The cipher of any accepted spelling, undefined for others. Spec 02 §2.1. */
export function encTypeOf(spelling: string): EncType | undefined {
  return SPELLINGS.get(spelling);
}

/** One layer of an onion, as it reaches the hop it is for. */
export interface Layer {
  readonly encType: EncType;
  /** Key the sender made for this layer, 32 bytes. */
  readonly ephemeralKey: X25519PublicKey;
  readonly ciphertext: Uint8Array;
}

export interface OpenedLayer {
  readonly plaintext: Uint8Array;
  /** Encrypts an answer with the same key and a new nonce: nonce, then ciphertext. */
  readonly seal: (reply: Uint8Array) => Uint8Array;
}

const GCM_KEY_SALT = utf8('LOKI');
const CBC_IV_BYTES = 16;

/**
 * Opens a layer with the key pair of the hop. Spec 02 §2.1.
 * @throws {CryptoError} whatever is wrong with it.
 */
export function openLayer({ encType, ephemeralKey, ciphertext }: Layer, hop: X25519KeyPair): OpenedLayer {
  const { cipher, key } = { cipher: CIPHERS[encType], key: layerKey(encType, ephemeralKey, hop) };
  const nonceEnd = Math.min(cipher.nonceBytes, ciphertext.length);
  const nonce = ciphertext.subarray(0, nonceEnd);
  if (nonce.length < cipher.nonceBytes) throw new CryptoError('ciphertext-too-short');
  return {
    plaintext: cipher.decrypt(ciphertext.subarray(nonceEnd), nonce, key),
    seal: (reply) => {
      const replyNonce = Uint8Array.from(randomBytes(cipher.nonceBytes));
      return concatBytes(replyNonce, cipher.encrypt(reply, replyNonce, key));
    },
  };
}

function layerKey(encType: EncType, ephemeralKey: X25519PublicKey, hop: X25519KeyPair): SymmetricKey {
  const shared = x25519(hop.secretKey, ephemeralKey);
  switch (encType) {
    case 'aes-gcm':
      return symmetricKey(hmacSha256(GCM_KEY_SALT, shared));
    case 'xchacha20':
      return symmetricKey(blake2b(32, concatBytes(shared, ephemeralKey, hop.publicKey)));
    case 'aes-cbc':
      return symmetricKey(shared);
  }
}

interface Cipher {
  readonly nonceBytes: number;
  readonly encrypt: (message: Uint8Array, nonce: Uint8Array, key: SymmetricKey) => Uint8Array;
  readonly decrypt: (ciphertext: Uint8Array, nonce: Uint8Array, key: SymmetricKey) => Uint8Array;
}

const CIPHERS: Readonly<Record<EncType, Cipher>> = {
  'aes-gcm': {
    nonceBytes: AES_GCM_NONCE_BYTES,
    encrypt: (message, nonce, key) => encryptAesGcm(message, nonce, { key }),
    decrypt: (ciphertext, nonce, key) => decryptAesGcm(ciphertext, nonce, { key }),
  },
  xchacha20: {
    nonceBytes: XCHACHA20_NONCE_BYTES,
    encrypt: (message, nonce, key) => encryptXChaCha20(message, nonce, { key }),
    decrypt: (ciphertext, nonce, key) => decryptXChaCha20(ciphertext, nonce, { key }),
  },
  'aes-cbc': {
    nonceBytes: CBC_IV_BYTES,
    encrypt: (message, iv, key) => {
      const cipher = createCipheriv('aes-256-cbc', key, iv);
      return concatBytes(cipher.update(message), cipher.final());
    },
    decrypt: (ciphertext, iv, key) => {
      const decipher = createDecipheriv('aes-256-cbc', key, iv);
      try {
        return concatBytes(decipher.update(ciphertext), decipher.final());
      } catch {
        throw new CryptoError('decrypt-failed');
      }
    },
  },
};
