import { AttachmentError } from './errors.ts';
import { decryptLegacy } from './legacy-decryption.ts';
import { decryptLegacyPicture } from './picture.ts';
import { decryptStream } from './stream-decryption.ts';

export type AttachmentScheme = 'legacy' | 'stream';

/**
 * How we encrypt. Both are read from everybody; clients older than about autumn 2025 cannot open streams, and a message that
 * arrives without its attachment is worse than a picture that is missing (spec 01 §6.1).
 */
export const SENDING_SCHEME: Readonly<Record<'attachment' | 'picture', AttachmentScheme>> = {
  attachment: 'legacy',
  picture: 'stream',
};

/** In the fragment of a URL, with or without a value: the file is a stream. */
const STREAM_FLAG = 'd';

/** How the file behind a download URL is encrypted: its fragment says it (spec 01 §6.1, §6.2). */
export function schemeOfUrl(url: string): AttachmentScheme {
  const hash = url.indexOf('#');
  if (hash < 0) return 'legacy';
  return new URLSearchParams(url.slice(hash + 1)).has(STREAM_FLAG) ? 'stream' : 'legacy';
}

/** What decides how a downloaded attachment is opened; of an `AttachmentPointer`. */
export interface EncryptedAttachment {
  readonly url: string;
  readonly key?: Uint8Array | undefined;
  readonly digest?: Uint8Array | undefined;
  readonly size?: number | undefined;
}

/**
 * An attachment of a contact or a group, whichever way it is encrypted (spec 01 §6.1).
 * @throws {AttachmentError} `key-length` also when there is none; `size-missing`; whatever is wrong with the file.
 */
export function decryptAttachment(file: Uint8Array, pointer: EncryptedAttachment): Uint8Array {
  const { url, key, digest, size } = pointer;
  if (key === undefined) throw new AttachmentError('key-length');
  if (size === undefined) throw new AttachmentError('size-missing');
  return schemeOfUrl(url) === 'stream'
    ? decryptStream(file, { key, size })
    : decryptLegacy(file, { key, digest, size });
}

/**
 * The picture of a profile or a group, whichever way it is encrypted (spec 01 §6.5).
 * @throws {AttachmentError} `key-length`; whatever is wrong with the file.
 */
export function decryptPicture(
  file: Uint8Array,
  { url, key }: { readonly url: string; readonly key: Uint8Array },
): Uint8Array {
  return schemeOfUrl(url) === 'stream' ? decryptStream(file, { key }) : decryptLegacyPicture(file, { key });
}
