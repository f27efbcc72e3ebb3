// Between the pointers of messages and rows (spec 04 §1.3, spec 01 §6).

import { CommunityError, communityFileId } from '../../community/index.ts';
import { deprecatedFileId, parseFileUrl } from '../../network/index.ts';
import { FileServerError } from '../../network/index.ts';
import type { AttachmentRole, AttachmentRow, NewAttachment } from '../../store/index.ts';
import type { AttachmentPointer } from '../../wire/index.ts';
import { MAX_FILE_BYTES, schemeOfUrl } from '../../wire/index.ts';

const VOICE_MESSAGE = 1;
const STREAM_KEY_BYTES = 32;
const LEGACY_KEY_BYTES = 64;
const DIGEST_BYTES = 32;
const MAX_PIXELS = 65_535;
const MAX_NAME_CODE_POINTS = 200;
const MAX_CAPTION_CODE_POINTS = 2_000;
const ANY_TYPE = 'application/octet-stream';
const CONTENT_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}$/;
/** Separators of folders, what is no sign, and what turns the direction of a text around: `exe.jpg` would look like `gpj.exe`. */
const NOT_IN_NAMES = /[/\\:\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Why a pointer leads to nothing that could be downloaded. */
export type PointerFailure = 'pointer-invalid' | 'too-large';

/** Where a file lies: encrypted on a file server, or as it is on the server of a community. */
export type FilePlace = 'file-server' | 'community';

/** What a received pointer becomes. One that cannot be followed is kept too, `failed`: whoever reads shall see that there was something. */
export function attachmentOf(
  pointer: AttachmentPointer,
  role: AttachmentRole = 'attachment',
  { place = 'file-server' }: { readonly place?: FilePlace } = {},
): ReceivedAttachment {
  const failure = failureOf(pointer, place);
  return {
    failure,
    attachment: {
      role,
      contentType: contentTypeOf(pointer.contentType),
      fileName: safeFileName(pointer.fileName),
      size: pointer.size,
      width: pixels(pointer.width),
      height: pixels(pointer.height),
      isVoice: ((pointer.flags ?? 0) & VOICE_MESSAGE) !== 0,
      caption: shownCaption(pointer.caption),
      ...(failure === undefined ? whereIn(pointer, place) : {}),
      state: failure === undefined ? 'pending' : 'failed',
    },
  };
}

/** A file of a community has neither key nor digest; what a message says of them anyway is nothing. */
function whereIn(
  { url, key, digest }: AttachmentPointer,
  place: FilePlace,
): Pick<NewAttachment, 'url' | 'key' | 'digest'> {
  return place === 'community' ? { url } : { url, key, digest };
}

export interface ReceivedAttachment {
  readonly attachment: NewAttachment;
  readonly failure: PointerFailure | undefined;
}

/** The pointer to an attachment of ours that has been uploaded. */
export function pointerOf(row: AttachmentRow): AttachmentPointer {
  return {
    deprecatedId: deprecatedFileId(row.url ?? ''),
    contentType: row.contentType,
    key: row.key,
    size: row.size,
    digest: row.digest,
    fileName: row.fileName,
    flags: row.isVoice ? VOICE_MESSAGE : undefined,
    width: row.width,
    height: row.height,
    caption: row.caption,
    url: row.url,
  };
}

/** A name that is one of a file in any folder; undefined when nothing is left of it. */
export function safeFileName(name: string | undefined): string | undefined {
  const plain = cut((name ?? '').replace(NOT_IN_NAMES, '_').trim(), MAX_NAME_CODE_POINTS);
  return /^[._\s]*$/.test(plain) ? undefined : plain;
}

/** The words below a picture, cut at 2,000 code points; undefined when there are none. */
export function shownCaption(caption: string | undefined): string | undefined {
  return caption === undefined || caption.trim() === '' ? undefined : cut(caption, MAX_CAPTION_CODE_POINTS);
}

/** The type as sent, in lower case and without parameters; of what is none, that of any file. */
export function contentTypeOf(text: string | undefined): string {
  const type = (text ?? '').slice(0, 256).split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return CONTENT_TYPE.test(type) ? type : ANY_TYPE;
}

/** Whether a pointer leads to something that could be downloaded and opened. */
export function isFollowable(pointer: AttachmentPointer, place: FilePlace = 'file-server'): boolean {
  return failureOf(pointer, place) === undefined;
}

function failureOf(
  { url, key, digest, size }: AttachmentPointer,
  place: FilePlace,
): PointerFailure | undefined {
  const isUrl = place === 'community' ? isCommunityFileUrl : isFileUrl;
  if (url === undefined || !isUrl(url) || size === undefined || size === 0) return 'pointer-invalid';
  if (size > MAX_FILE_BYTES) return 'too-large';
  if (place === 'community') return undefined;
  const isOpenable =
    schemeOfUrl(url) === 'stream'
      ? key?.length === STREAM_KEY_BYTES
      : key?.length === LEGACY_KEY_BYTES && digest?.length === DIGEST_BYTES;
  return isOpenable ? undefined : 'pointer-invalid';
}

/** Whether it has the form; a server that nobody knows by default may still be our own. */
function isFileUrl(url: string): boolean {
  try {
    parseFileUrl(url);
    return true;
  } catch (error) {
    if (error instanceof FileServerError) return error.code === 'file-server-unknown';
    throw error;
  }
}

function isCommunityFileUrl(url: string): boolean {
  try {
    communityFileId(url);
    return true;
  } catch (error) {
    if (error instanceof CommunityError) return false;
    throw error;
  }
}

/** A width or height that a picture can have; undefined for others. */
export function pixels(count: number | undefined): number | undefined {
  return count !== undefined && count > 0 && count <= MAX_PIXELS ? count : undefined;
}

function cut(text: string, codePoints: number): string {
  if (text.length <= codePoints) return text;
  return [...text.slice(0, 2 * codePoints)].slice(0, codePoints).join('');
}
