import { CommunityError } from '../../community/index.ts';
import { FileServerError, NetworkError } from '../../network/index.ts';
import type { JobRow } from '../../store/index.ts';
import { AttachmentError } from '../../wire/index.ts';
import { failureOf, isPassing } from '../communities/community-failure.ts';
import { MessagingError } from '../errors.ts';
import { GIVE_UP_AFTER_MS } from '../outbox/retry-schedule.ts';
import { type SendFailure, finalFailure } from '../send/send-failure.ts';
import type { PointerFailure } from './pointers.ts';

/** Why an attachment is not fetched again by itself. `undecryptable`: the key does not open it, or it was altered. */
export type DownloadFailure = PointerFailure | 'server-unknown' | 'rejected' | 'undecryptable' | 'gave-up';

/** The reason to stop uploading after `error`, or undefined to try again. */
export function uploadFailure(error: unknown, job: JobRow, nowMs: number): SendFailure | undefined {
  if (error instanceof FileServerError) {
    if (error.code === 'file-too-large') return 'too-large';
    if (!isOfTheMoment(error)) return 'rejected';
    return nowMs - job.createdAtMs >= GIVE_UP_AFTER_MS ? 'gave-up' : undefined;
  }
  if (error instanceof AttachmentError || error instanceof MessagingError) return 'unexpected';
  if (error instanceof CommunityError) return roomUploadFailure(error, job, nowMs);
  return finalFailure(error, job, nowMs);
}

/** Tries of the picture of a preview, while a server does not work: its message waits for it. */
const PREVIEW_TRIES = 3;

/** {@link uploadFailure} of the picture of a preview: words do not wait long for it. */
export function previewUploadFailure(error: unknown, job: JobRow, nowMs: number): SendFailure | undefined {
  const isTriedOut = error instanceof FileServerError && job.attempts >= PREVIEW_TRIES - 1;
  return uploadFailure(error, job, nowMs) ?? (isTriedOut ? 'gave-up' : undefined);
}

/** The reason never to download the same again, or undefined when another time may help. */
export function downloadFailure(error: unknown): DownloadFailure | 'expired' | undefined {
  if (error instanceof AttachmentError) return error.code === 'too-large' ? 'too-large' : 'undecryptable';
  if (error instanceof FileServerError) return downloadRefusal(error);
  if (error instanceof CommunityError) return roomDownloadRefusal(error);
  const isOurStop = error instanceof NetworkError && (error.code === 'aborted' || error.code === 'closed');
  return error instanceof NetworkError && error.retry === 'never' && !isOurStop ? 'rejected' : undefined;
}

function roomUploadFailure(error: CommunityError, job: JobRow, nowMs: number): SendFailure | undefined {
  const failure = failureOf(error);
  if (failure === undefined || isPassing(failure) || failure === 'community-rate-limited')
    return nowMs - job.createdAtMs >= GIVE_UP_AFTER_MS ? 'gave-up' : undefined;
  if (failure === 'community-banned') return 'banned';
  return failure === 'community-forbidden' ? 'not-allowed' : 'rejected';
}

function roomDownloadRefusal(error: CommunityError): DownloadFailure | 'expired' | undefined {
  if (error.code === 'not-found') return 'expired';
  if (error.code === 'file-size') return 'undecryptable';
  if (error.code === 'url-invalid') return 'pointer-invalid';
  const failure = failureOf(error);
  return failure === undefined || isPassing(failure) ? undefined : 'rejected';
}

function downloadRefusal(error: FileServerError): DownloadFailure | 'expired' | undefined {
  switch (error.code) {
    case 'file-not-found':
    case 'file-expired':
      return 'expired';
    case 'file-too-large':
      return 'too-large';
    case 'file-url-invalid':
    case 'file-id-invalid':
      return 'pointer-invalid';
    case 'file-server-unknown':
      return 'server-unknown';
    default:
      return isOfTheMoment(error) ? undefined : 'rejected';
  }
}

function isOfTheMoment({ code }: FileServerError): boolean {
  return (
    code === 'file-server-failed' ||
    code === 'file-answer-invalid' ||
    code === 'file-server-key-wrong' ||
    code === 'clock-out-of-sync'
  );
}
