import { AES_CBC_IV_BYTES } from '../../crypto/index.ts';
import { MAX_FILE_BYTES } from './limits.ts';

const SMALLEST_BUCKET_BYTES = 541;
const GROWTH = 1.05;

/** HMAC-SHA-256. */
export const LEGACY_MAC_BYTES = 32;

/** Attachments hide their size in a bucket; images of link previews do not (spec 01 §6.3, §6.6). */
export type LegacyPadding = 'bucket' | 'none';

/** The length to which a file of `size` bytes is padded: buckets that grow by 5 % (spec 01 §6.3). */
export function legacyBucketBytes(size: number): number {
  const bucket = Math.floor(GROWTH ** Math.ceil(Math.log(size) / Math.log(GROWTH)));
  const atLeast = Math.max(SMALLEST_BUCKET_BYTES, bucket);
  return size <= MAX_FILE_BYTES ? Math.min(atLeast, MAX_FILE_BYTES) : atLeast;
}

/** The plaintext with its padding. */
export function legacyPaddedBytes(size: number, padding: LegacyPadding): number {
  return padding === 'bucket' ? legacyBucketBytes(size) : size;
}

/** The encrypted file: vector, whole blocks of which the last is never full, MAC. */
export function legacyFileBytes(size: number, padding: LegacyPadding): number {
  const blocks = Math.floor(legacyPaddedBytes(size, padding) / AES_CBC_IV_BYTES) + 1;
  return AES_CBC_IV_BYTES + blocks * AES_CBC_IV_BYTES + LEGACY_MAC_BYTES;
}
