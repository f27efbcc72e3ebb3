import type { AttachmentRow, JobRow, MessageRow, NewJob, Repositories } from '../../store/index.ts';
import { sendMessageJob } from '../send/jobs.ts';

/** Kinds of jobs about attachments. */
export const UPLOAD_ATTACHMENT = 'upload-attachment';
export const DOWNLOAD_ATTACHMENT = 'download-attachment';

/** A file fills memory while it travels, and must not keep messages from theirs: so many of each kind at a time (spec 04 §3.2). */
const UPLOAD_LANES = 2;
const DOWNLOAD_LANES = 3;

/** Brings the file of an attachment of ours to the file server. */
export function uploadJob({ id, messageId }: Pick<AttachmentRow, 'id' | 'messageId'>, nowMs: number): NewJob {
  return {
    kind: UPLOAD_ATTACHMENT,
    queue: uploadQueue(id),
    payload: { attachmentId: id, messageId },
    dedupeKey: `${UPLOAD_ATTACHMENT}:${id}`,
    runAtMs: nowMs,
    nowMs,
  };
}

/** Fetches the file of an attachment. `failures` before this one. */
export function downloadJob(id: number, nowMs: number, { failures = 0 } = {}): NewJob {
  return {
    kind: DOWNLOAD_ATTACHMENT,
    queue: downloadQueue(id),
    payload: { attachmentId: id, failures },
    dedupeKey: downloadKey(id),
    // At once, whichever of the clocks of the network and of this machine says when that is.
    runAtMs: 0,
    nowMs,
  };
}

export const uploadQueue = (id: number): string => `${UPLOAD_ATTACHMENT}:${id % UPLOAD_LANES}`;
export const downloadQueue = (id: number): string => `${DOWNLOAD_ATTACHMENT}:${id % DOWNLOAD_LANES}`;
export const downloadKey = (id: number): string => `${DOWNLOAD_ATTACHMENT}:${id}`;

/** What sends a message: its attachments go first, each anew, and the last one of them has it sent. */
export function enqueueSending(
  { attachments, jobs }: Repositories,
  message: Pick<MessageRow, 'id' | 'conversationId'>,
  nowMs: number,
): void {
  const files = attachments.forMessages([message.id]).filter(({ fileId }) => fileId !== undefined);
  for (const { id } of files) jobs.enqueue(uploadJob(attachments.setUnsent(id), nowMs));
  if (files.length === 0) jobs.enqueue(sendMessageJob(message, nowMs));
}

/** Whether a file lies here and on no server yet, of a message that waits for it: being uploaded, or paused. */
export function isUnsent(
  { fileId, url }: AttachmentRow,
  message: Pick<MessageRow, 'direction' | 'state'> | undefined,
): boolean {
  return (
    message?.direction === 'outgoing' &&
    message.state === 'queued' &&
    fileId !== undefined &&
    url === undefined
  );
}

/** The number called `name` in the payload of a job; undefined when somebody else wrote it. */
export function numberInPayload({ payload }: Pick<JobRow, 'payload'>, name: string): number | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const value = (payload as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' ? value : undefined;
}
