import { blake2bSalted } from '../../crypto/index.ts';
import { toBase64, utf8 } from '../../util/index.ts';

const HASH_BYTES = 33;
const SALT = utf8('SessionFileSvr\0\0');
const CONTENT_ID = /^[A-Za-z0-9_-]{44}$/;

/** Base64url of the salted BLAKE2b-264 of a file: equal files have one id. Spec 02 §6. */
export function contentId(content: Uint8Array): string {
  return toBase64(blake2bSalted(HASH_BYTES, content, { salt: SALT }))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** Whether `id` is of the new kind, as {@link contentId} makes them. */
export function isContentId(id: string): boolean {
  return CONTENT_ID.test(id);
}
