import { AttachmentError } from './errors.ts';

/** Plaintext of one file, exactly allowed (spec 01 §6.7). */
export const MAX_FILE_BYTES = 10_000_000;
/** Of one message (spec 01 §6.7). */
export const MAX_ATTACHMENTS = 32;
/** More than any file of the permitted size has when it is encrypted: larger downloads are refused (spec 01 §6.7). */
export const MAX_DOWNLOAD_BYTES = 10_300_000;

/** @throws {AttachmentError} `too-large` */
export function atMost(limit: number, bytes: number): number {
  if (bytes > limit) throw new AttachmentError('too-large');
  return bytes;
}
