import {
  AEAD_TAG_BYTES,
  AES_GCM_NONCE_BYTES,
  decryptAesGcm,
  encryptAesGcm,
  symmetricKey,
} from '../../crypto/index.ts';
import { concatBytes } from '../../util/index.ts';
import { AttachmentError } from './errors.ts';
import { atMost, MAX_DOWNLOAD_BYTES, MAX_FILE_BYTES } from './limits.ts';

const KEY_BYTES = 32;
/** One byte of picture at least. */
const MIN_BYTES = AES_GCM_NONCE_BYTES + 1 + AEAD_TAG_BYTES;

export interface LegacyPictureParameters {
  /** 32 bytes, new for every new picture. Secret. */
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly iv: Uint8Array;
}

/**
 * A picture of a profile or a group as older clients send it: vector, AES-256-GCM (spec 01 §6.5).
 * @throws {AttachmentError} `key-length`, `empty`, `too-large`
 */
export function encryptLegacyPicture(picture: Uint8Array, { key, iv }: LegacyPictureParameters): Uint8Array {
  if (key.length !== KEY_BYTES) throw new AttachmentError('key-length');
  if (atMost(MAX_FILE_BYTES, picture.length) === 0) throw new AttachmentError('empty');
  return concatBytes(iv, encryptAesGcm(picture, iv, { key: symmetricKey(key) }));
}

/**
 * The picture in what {@link encryptLegacyPicture} makes.
 * @throws {AttachmentError} `key-length`, `too-large`, `truncated` below 29 bytes, `authentication-failed`
 */
export function decryptLegacyPicture(file: Uint8Array, { key }: { readonly key: Uint8Array }): Uint8Array {
  if (key.length !== KEY_BYTES) throw new AttachmentError('key-length');
  if (atMost(MAX_DOWNLOAD_BYTES, file.length) < MIN_BYTES) throw new AttachmentError('truncated');
  const iv = file.subarray(0, AES_GCM_NONCE_BYTES);
  try {
    return decryptAesGcm(file.subarray(AES_GCM_NONCE_BYTES), iv, { key: symmetricKey(key) });
  } catch {
    throw new AttachmentError('authentication-failed');
  }
}
