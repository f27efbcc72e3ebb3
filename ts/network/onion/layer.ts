import {
  AES_GCM_NONCE_BYTES,
  XCHACHA20_NONCE_BYTES,
  blake2b,
  decryptAesGcm,
  decryptXChaCha20,
  encryptAesGcm,
  encryptXChaCha20,
  hmacSha256,
  symmetricKey,
  wipe,
  x25519,
  x25519KeyPair,
  x25519SecretKey,
} from '../../crypto/index.ts';
import type { SymmetricKey, X25519PublicKey } from '../../crypto/index.ts';
import { CodedError, concatBytes, utf8 } from '../../util/index.ts';
import type { Random } from '../../util/index.ts';

/** Encryption of one onion layer, as `enc_type` names it on the wire. */
export type EncryptionType = 'aes-gcm' | 'xchacha20';

/** What a layer's key is derived from. Secret because of `shared`. */
export interface LayerSecret {
  /** Raw X25519 secret of both sides, 32 bytes. */
  readonly shared: Uint8Array;
  readonly ephemeral: X25519PublicKey;
  readonly recipient: X25519PublicKey;
}

export interface SealedLayer {
  /** Nonce, ciphertext, tag. */
  readonly ciphertext: Uint8Array;
  readonly secret: LayerSecret;
}

/** A layer that cannot be opened: too short, or not made with this key. */
export class LayerError extends CodedError<'layer-not-authentic'> {}

const AES_GCM_SALT = utf8('LOKI');

/** The 32-byte key of a layer (spec 02 §2.1); the same in both directions. */
export function layerKey({ shared, ephemeral, recipient }: LayerSecret, type: EncryptionType): SymmetricKey {
  return symmetricKey(
    type === 'aes-gcm'
      ? hmacSha256(AES_GCM_SALT, shared)
      : blake2b(32, concatBytes(shared, ephemeral, recipient)),
  );
}

/**
 * Seals one layer for `recipient` with a fresh key pair (32 random bytes) and nonce (12 or 24 random bytes).
 * @throws {CryptoError} `key-invalid` for a low-order recipient.
 */
export function sealLayer(
  plaintext: Uint8Array,
  recipient: X25519PublicKey,
  { type, random }: { readonly type: EncryptionType; readonly random: Random },
): SealedLayer {
  const pair = x25519KeyPair(x25519SecretKey(random.bytes(32)));
  const secret = { shared: x25519(pair.secretKey, recipient), ephemeral: pair.publicKey, recipient };
  wipe(pair.secretKey);
  const key = layerKey(secret, type);
  const nonce = random.bytes(nonceBytes(type));
  const encrypt = type === 'aes-gcm' ? encryptAesGcm : encryptXChaCha20;
  const ciphertext = concatBytes(nonce, encrypt(plaintext, nonce, { key }));
  wipe(key);
  return { ciphertext, secret };
}

/** @throws {LayerError} */
export function openLayer(ciphertext: Uint8Array, secret: LayerSecret, type: EncryptionType): Uint8Array {
  const length = nonceBytes(type);
  if (ciphertext.length < length) throw new LayerError('layer-not-authentic');
  const key = layerKey(secret, type);
  const decrypt = type === 'aes-gcm' ? decryptAesGcm : decryptXChaCha20;
  try {
    return decrypt(ciphertext.subarray(length), ciphertext.subarray(0, length), { key });
  } catch (cause) {
    throw new LayerError('layer-not-authentic', { cause });
  } finally {
    wipe(key);
  }
}

function nonceBytes(type: EncryptionType): number {
  return type === 'aes-gcm' ? AES_GCM_NONCE_BYTES : XCHACHA20_NONCE_BYTES;
}
