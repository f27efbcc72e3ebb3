import { MessagingError } from '../errors.ts';
import { type PreviewImageType, imageTypeOf } from './image-type.ts';
import { MAX_IMAGE_BYTES, MIN_IMAGE_BYTES } from './limits.ts';

/**
 * The picture of a preview that is to be sent. Whoever hands it over has decoded what the site gave and encoded it anew, in a sandbox: so
 * nothing of the site's own bytes, and none of their metadata, reaches anybody.
 */
export interface PreviewImage {
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** No browser encodes icons, so an icon is none that was encoded anew. */
const ENCODED: readonly PreviewImageType[] = ['image/gif', 'image/jpeg', 'image/png', 'image/webp'];

/**
 * The kind of a picture that is to be sent, by its first bytes.
 * @throws {MessagingError} `preview-invalid` for what is none, and for less than 8 bytes or more than 1 MiB (spec 08 CMP-12).
 */
export function previewImageType({ bytes }: PreviewImage): PreviewImageType {
  const isOfSize = bytes.length >= MIN_IMAGE_BYTES && bytes.length <= MAX_IMAGE_BYTES;
  const type = isOfSize ? imageTypeOf(bytes) : undefined;
  if (type === undefined || !ENCODED.includes(type)) throw new MessagingError('preview-invalid');
  return type;
}
