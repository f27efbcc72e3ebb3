import type { NewJob, Repositories } from '../../store/index.ts';

export const DOWNLOAD_GROUP_PICTURE = 'download-group-picture';
export const UPLOAD_GROUP_PICTURE = 'upload-group-picture';

/** Has the picture of a group fetched that is not here yet, inside a transaction. */
export function wantGroupPicture(
  { conversations, jobs }: Repositories,
  conversationId: number,
  nowMs: number,
): void {
  const picture = conversations.groupPicture(conversationId);
  if (picture === undefined || conversations.get(conversationId)?.pictureFileId !== undefined) return;
  jobs.enqueue(downloadGroupPictureJob({ conversationId, url: picture.url }, nowMs));
}

/** `failures` before this one. */
export function downloadGroupPictureJob(
  { conversationId, url }: { readonly conversationId: number; readonly url: string },
  nowMs: number,
  { failures = 0 } = {},
): NewJob & { readonly dedupeKey: string } {
  return {
    kind: DOWNLOAD_GROUP_PICTURE,
    queue: DOWNLOAD_GROUP_PICTURE,
    payload: { conversationId, failures },
    dedupeKey: `${DOWNLOAD_GROUP_PICTURE}:${conversationId}:${url}`,
    // At once, whichever of the clocks of the network and of this machine says when that is.
    runAtMs: 0,
    nowMs,
  };
}

/** Brings a picture that an admin chose to the file server, and then into the group's info. */
export function uploadGroupPictureJob(
  { conversationId, fileId }: { readonly conversationId: number; readonly fileId: number },
  nowMs: number,
): NewJob {
  return {
    kind: UPLOAD_GROUP_PICTURE,
    queue: UPLOAD_GROUP_PICTURE,
    payload: { conversationId, fileId },
    dedupeKey: `${UPLOAD_GROUP_PICTURE}:${conversationId}:${fileId}`,
    runAtMs: nowMs,
    nowMs,
  };
}
