import type { ServerRequest } from '../onion/server-request.ts';
import { FileServerError } from './errors.ts';
import { assertFileId, isExtendable } from './file-id.ts';

/** What file servers take: 10 MB, not MiB (spec 02 §6). */
export const MAX_FILE_BYTES = 10_000_000;

/** What is asked for with the update check of the app (spec 02 §6). */
export type ReleaseChannel = 'stable' | 'prerelease' | 'alpha';

/**
 * Puts encrypted `content` on a file server (spec 02 §6). The server forgets it after `ttlS` seconds, or when it likes without.
 * @throws {FileServerError} `file-too-large`
 */
export function uploadRequest(content: Uint8Array, { ttlS }: { readonly ttlS?: number } = {}): ServerRequest {
  if (content.length > MAX_FILE_BYTES) throw new FileServerError('file-too-large');
  return { method: 'POST', endpoint: '/file', headers: ttlHeader(ttlS), body: content };
}

/**
 * Gets a file (spec 02 §6).
 * @throws {FileServerError} `file-id-invalid`
 */
export function downloadRequest(fileId: string): ServerRequest {
  assertFileId(fileId);
  return get(`/file/${fileId}`);
}

/**
 * Asks for size and expiry of a file (spec 02 §6).
 * @throws {FileServerError} `file-id-invalid`
 */
export function fileInfoRequest(fileId: string): ServerRequest {
  assertFileId(fileId);
  return get(`/file/${fileId}/info`);
}

/**
 * Lengthens the life of a file to `ttlS` seconds from now, or to what the server likes; never shortens it (spec 02 §6).
 * @throws {FileServerError} `file-id-invalid`, also for the numbers of old times.
 */
export function extendRequest(fileId: string, { ttlS }: { readonly ttlS?: number } = {}): ServerRequest {
  if (!isExtendable(fileId)) throw new FileServerError('file-id-invalid');
  return { method: 'POST', endpoint: `/file/${fileId}/extend`, headers: ttlHeader(ttlS) };
}

/**
 * Asks for the newest release (spec 02 §6). `headers` are those of a version-blinded key, which file servers do not need
 * (spec 01 §5.8).
 */
export function sessionVersionRequest({
  channel,
  headers = {},
}: {
  readonly channel: ReleaseChannel;
  readonly headers?: Readonly<Record<string, string>>;
}): ServerRequest {
  return get(`/session_version?platform=desktop&release_channel=${channel}`, headers);
}

/** Asks the file server for the old page about the token, of so many days (spec 02 §6). */
export function tokenInfoRequest(days: number): ServerRequest {
  return get(`/token_info?days=${days}`);
}

/** Asks the network server for prices and sizes of the network (spec 02 §6); `headers` are those of a version-blinded key. */
export function networkInfoRequest(headers: Readonly<Record<string, string>>): ServerRequest {
  return get('/info', headers);
}

function get(endpoint: string, headers: Readonly<Record<string, string>> = {}): ServerRequest {
  return { method: 'GET', endpoint, headers };
}

function ttlHeader(ttlS: number | undefined): Readonly<Record<string, string>> {
  return ttlS === undefined ? {} : { 'X-FS-TTL': `${Math.max(0, Math.trunc(ttlS))}` };
}
