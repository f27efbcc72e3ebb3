import { blake2bSalted } from '../../crypto/index.ts';
import { toBase64, utf8 } from '../../util/index.ts';
import { FileServerError } from './errors.ts';

const HASH_ID = /^[A-Za-z0-9_-]{44}$/;
const NUMERIC_ID = /^(?:0|[1-9][0-9]{0,15})$/;
const HASH_BYTES = 33;
const SALT = utf8('SessionFileSvr\0\0');

/** Whether `id` is one that file servers give: 44 characters of base64url, or in old times a decimal number of at most 53 bits (spec 02 §6). */
export function isFileId(id: string): boolean {
  return HASH_ID.test(id) || isNumericFileId(id);
}

/** Whether the server can lengthen the life of the file: only new ids allow it (spec 02 §6). */
export function isExtendable(id: string): boolean {
  return HASH_ID.test(id);
}

/** @throws {FileServerError} `file-id-invalid` */
export function assertFileId(id: string): void {
  if (!isFileId(id)) throw new FileServerError('file-id-invalid');
}

/**
 * The id that the file server gives to `content` (the encrypted bytes): base64url of a BLAKE2b of 33 bytes with a salt (spec 02 §6).
 * Only a hint before the server has spoken; some 25 ms for each MB.
 */
export function deterministicFileId(content: Uint8Array): string {
  const hash = blake2bSalted(HASH_BYTES, content, { salt: SALT });
  return toBase64(hash).replaceAll('+', '-').replaceAll('/', '_');
}

/** What the attachment of a file with this URL has as `deprecated_id`: its number, or 0 (spec 01 §6.2). */
export function deprecatedFileId(url: string): bigint {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const last = path.slice(path.lastIndexOf('/') + 1);
  return isNumericFileId(last) ? BigInt(last) : 0n;
}

function isNumericFileId(id: string): boolean {
  return NUMERIC_ID.test(id) && Number.isSafeInteger(Number(id));
}
