import { fromUtf8, utf8 } from '../../util/index.ts';
import { CommunityError } from '../errors.ts';
import { asCount, asRecord } from '../json.ts';
import type { CommunityRequest } from '../request.ts';
import { roomPath } from '../room-token.ts';
import { numberSegment } from './paths.ts';

/** What clients send and servers may refuse beyond (spec 05 §9). */
export const MAX_COMMUNITY_FILE_BYTES = 10_000_000;

const NUMBER = /^[1-9][0-9]{0,15}$/;
/** What `encodeURIComponent` leaves but a parameter of a header may not hold (RFC 8187). */
const NOT_IN_PARAMETERS = /['()*]/g;

/**
 * Puts a file into a room, as it is: neither encrypted nor padded (spec 05 §9). A post must name it within the hour.
 * @throws {CommunityError} `argument-invalid` for more than 10,000,000 bytes.
 */
export function uploadFileRequest(
  room: string,
  content: Uint8Array,
  { fileName }: { readonly fileName?: string } = {},
): CommunityRequest {
  if (content.length > MAX_COMMUNITY_FILE_BYTES)
    throw new CommunityError('argument-invalid', { message: 'size' });
  return {
    method: 'POST',
    path: `${roomPath(room)}/file`,
    ...(fileName === undefined ? {} : { headers: { 'Content-Disposition': disposition(fileName) } }),
    body: { bytes: content },
  };
}

/** The id of an uploaded file. @throws {CommunityError} `answer-invalid` */
export function readFileId(json: unknown): number {
  return asCount(asRecord(json, 'upload')['id'], 'id');
}

/** @throws {CommunityError} `argument-invalid` */
export function downloadFileRequest(room: string, fileId: number): CommunityRequest {
  return { method: 'GET', path: `${roomPath(room)}/file/${numberSegment(fileId)}` };
}

/**
 * The URL of a file in a room, for an attachment of a post (spec 05 §9).
 * @throws {CommunityError} `argument-invalid`
 */
export function communityFileUrl({
  baseUrl,
  room,
  fileId,
}: {
  readonly baseUrl: string;
  readonly room: string;
  readonly fileId: number;
}): string {
  return baseUrl + downloadFileRequest(room, fileId).path;
}

/**
 * The id of the file that an attachment of a post names. Only the room's own server is asked for it, whatever host the URL names
 * (spec 05 §9).
 * @throws {CommunityError} `url-invalid`
 */
export function communityFileId(url: string): number {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const segment = path.slice(path.lastIndexOf('/') + 1);
  const id = Number(segment);
  if (!NUMBER.test(segment) || !Number.isSafeInteger(id)) throw new CommunityError('url-invalid');
  return id;
}

/**
 * A downloaded attachment, cut to the size that its message says when only zeros follow; a view (spec 05 §9).
 * @throws {CommunityError} `file-size` when it is too short, or something else follows.
 */
export function trimFile(content: Uint8Array, sizeBytes: number): Uint8Array {
  const isWhole = content.length >= sizeBytes && content.subarray(sizeBytes).every((byte) => byte === 0);
  if (!isWhole) throw new CommunityError('file-size');
  return content.subarray(0, sizeBytes);
}

function disposition(fileName: string): string {
  const wellFormed = fromUtf8(utf8(fileName));
  const encoded = encodeURIComponent(wellFormed).replace(
    NOT_IN_PARAMETERS,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
