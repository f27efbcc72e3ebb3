import type { NewJob, PersonId, Repositories } from '../../store/index.ts';

/** Kinds of jobs about profile pictures. */
export const UPLOAD_PICTURE = 'upload-picture';
export const RENEW_PICTURE = 'renew-picture';
export const DOWNLOAD_PICTURE = 'download-picture';

const OWN_PICTURE = 'own-picture';

/** Brings our picture to the file server, and then to our profile. A renewal changes nothing that others would have to hear of. */
export function uploadPictureJob(
  { fileId, isRenewal }: { readonly fileId: number; readonly isRenewal: boolean },
  nowMs: number,
): NewJob {
  return {
    kind: UPLOAD_PICTURE,
    queue: OWN_PICTURE,
    payload: { fileId, isRenewal: isRenewal ? 1 : 0 },
    dedupeKey: `${UPLOAD_PICTURE}:${fileId}`,
    runAtMs: nowMs,
    nowMs,
  };
}

/** Lengthens the life of our picture on the file server. */
export function renewPictureJob(nowMs: number): NewJob & { readonly dedupeKey: string } {
  const dedupeKey = RENEW_PICTURE;
  return { kind: RENEW_PICTURE, queue: OWN_PICTURE, payload: {}, dedupeKey, runAtMs: nowMs, nowMs };
}

/**
 * Fetches the picture that somebody has by then. `failures` before this one. One waits for each person, however often they change it.
 */
export function downloadPictureJob(
  accountId: PersonId,
  nowMs: number,
  { failures = 0 } = {},
): NewJob & { readonly dedupeKey: string } {
  return {
    kind: DOWNLOAD_PICTURE,
    queue: DOWNLOAD_PICTURE,
    payload: { accountId, failures },
    dedupeKey: `${DOWNLOAD_PICTURE}:${accountId}`,
    // At once, whichever of the clocks of the network and of this machine says when that is.
    runAtMs: 0,
    nowMs,
  };
}

/** Has the picture of somebody fetched that is not here yet, inside a transaction; whoever calls wakes the outbox after it. */
export function wantPicture({ contacts, jobs }: Repositories, accountId: PersonId, nowMs: number): void {
  const contact = contacts.get(accountId);
  if (contact?.picture === undefined || contact.pictureFileId !== undefined) return;
  jobs.enqueue(downloadPictureJob(accountId, nowMs));
}
