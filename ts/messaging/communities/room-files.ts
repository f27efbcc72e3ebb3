// Files of rooms lie on the room's own server, as they are (spec 05 §9).

import {
  CommunityError,
  bytesOf,
  communityFileId,
  communityFileUrl,
  downloadFileRequest,
  jsonOf,
  readFileId,
  trimFile,
  uploadFileRequest,
} from '../../community/index.ts';
import { MAX_DOWNLOAD_BYTES, type TransferOptions } from '../../network/index.ts';
import type { CommunityServerRow, RoomRow, Store } from '../../store/index.ts';
import type { CommunityServers } from './community-servers.ts';

/** As for a file server: a node waits so long for the next one and for a server. */
const STALL_MS = 35_000;
const TRANSFER_MS = 10 * 60 * 1_000;

export interface RoomPlace {
  readonly room: RoomRow;
  readonly server: CommunityServerRow;
}

/** The room that a conversation is; undefined for any other conversation, and one that was left. */
export function placeOf(
  { communities }: Pick<Store, 'communities'>,
  conversationId: number,
): RoomPlace | undefined {
  const room = communities.room(conversationId);
  const server = room && communities.server(room.serverId);
  return room === undefined || server === undefined ? undefined : { room, server };
}

interface Transfer {
  readonly signal: AbortSignal;
  readonly onProgress?: NonNullable<TransferOptions['onProgress']>;
}

/**
 * Brings a file to a room; its URL. Nobody refers to it until a post does, within the hour.
 * @throws {CommunityError} @throws {NetworkError}
 */
export async function uploadToRoom(
  communities: CommunityServers,
  { room, server }: RoomPlace,
  {
    content,
    fileName,
    signal,
    onProgress,
  }: Transfer & { readonly content: Uint8Array; readonly fileName?: string | undefined },
): Promise<{ readonly url: string; readonly fileId: number }> {
  const request = uploadFileRequest(room.token, content, fileName === undefined ? {} : { fileName });
  const reply = await communities.ask(server, request, {
    signal,
    timeoutMs: TRANSFER_MS,
    transfer: { stallMs: STALL_MS, ...(onProgress === undefined ? {} : { onProgress }) },
  });
  const fileId = readFileId(jsonOf(reply));
  return { fileId, url: communityFileUrl({ baseUrl: server.baseUrl, room: room.token, fileId }) };
}

/**
 * A file of a room, whatever host its URL names.
 * @throws {CommunityError} `url-invalid`, `file-size`, `not-found` @throws {NetworkError}
 */
export async function downloadFromRoom(
  communities: CommunityServers,
  { room, server }: Pick<RoomPlace, 'server'> & { readonly room: Pick<RoomRow, 'token'> },
  {
    url,
    sizeBytes,
    signal,
    onProgress,
  }: Transfer & { readonly url: string | number; readonly sizeBytes?: number },
): Promise<Uint8Array> {
  const fileId = typeof url === 'number' ? url : communityFileId(url);
  const reply = await communities.ask(server, downloadFileRequest(room.token, fileId), {
    signal,
    timeoutMs: TRANSFER_MS,
    transfer: {
      stallMs: STALL_MS,
      maxAnswerBytes: MAX_DOWNLOAD_BYTES,
      ...(onProgress === undefined ? {} : { onProgress }),
    },
  });
  const content = bytesOf(reply);
  if (content.length === 0) throw new CommunityError('file-size');
  return sizeBytes === undefined ? content : trimFile(content, sizeBytes);
}
