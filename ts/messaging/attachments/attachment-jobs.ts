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
    queue: `${UPLOAD_ATTACHMENT}:${id % UPLOAD_LANES}`,
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

export const downloadQueue = (id: number): string => `${DOWNLOAD_ATTACHMENT}:${id % DOWNLOAD_LANES}`;
export const downloadKey = (id: number): string => `${DOWNLOAD_ATTACHMENT}:${id}`;

/** What sends a message: its attachments go first, and the last one of them has it sent. */
export function enqueueSending(
  { attachments, jobs }: Repositories,
  message: Pick<MessageRow, 'id' | 'conversationId'>,
  nowMs: number,
): void {
  const files = attachments.forMessages([message.id]).filter(({ fileId }) => fileId !== undefined);
  for (const file of files) jobs.enqueue(uploadJob(file, nowMs));
  if (files.length === 0) jobs.enqueue(sendMessageJob(message, nowMs));
}

/** Whether an upload of the message waits besides `job`. */
export function hasOtherUploads(
  { attachments, jobs }: Repositories,
  messageId: number,
  job: JobRow,
): boolean {
  const ids = new Set(attachments.forMessages([messageId]).map(({ id }) => id));
  const lanes = Array.from({ length: UPLOAD_LANES }, (_, lane) => `${UPLOAD_ATTACHMENT}:${lane}`);
  return lanes
    .flatMap((lane) => jobs.byQueue(lane))
    .some((other) => other.id !== job.id && ids.has(numberInPayload(other, 'attachmentId') ?? -1));
}

/** The number called `name` in the payload of a job; undefined when somebody else wrote it. */
export function numberInPayload({ payload }: Pick<JobRow, 'payload'>, name: string): number | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const value = (payload as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' ? value : undefined;
}
