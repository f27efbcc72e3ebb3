import type { SymmetricKey } from '../../crypto/index.ts';
import { SECRET_STREAM_HEADER_BYTES } from '../../crypto/index.ts';
import type { Random } from '../../util/index.ts';
import type { ByteTransform } from './byte-transform.ts';
import { streamDecryption } from './stream-decryption.ts';
import { streamEncryption } from './stream-encryption.ts';

export interface LocalFile {
  /** 32 bytes, for this file alone: deleting it destroys the file. Secret. */
  readonly key: SymmetricKey;
  /** Bytes of plaintext. */
  readonly size: number;
}

/**
 * Encrypts a file that stays on this machine: the layout of streams, random header, no padding (spec 01 §10.6). `update` and
 * `finish` throw {@link AttachmentError} `size-changed` when the file has not `size` bytes.
 */
export function localFileEncryption({ key, size }: LocalFile, random: Random): ByteTransform {
  const header = random.bytes(SECRET_STREAM_HEADER_BYTES);
  return streamEncryption({ header, key, size, padding: 'none' });
}

/**
 * Decrypts what {@link localFileEncryption} has made. A chunk opens only after all before it, which is what makes its place
 * certain: a range is read from the start of the file and what lies before it is thrown away (10 MB take about 30 ms).
 * Throws as `streamDecryption`.
 */
export function localFileDecryption({ key, size }: LocalFile): ByteTransform {
  return streamDecryption({ key, size });
}
