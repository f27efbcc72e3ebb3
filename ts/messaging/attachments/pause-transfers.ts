import type { AttachmentRow } from '../../store/index.ts';
import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { UPLOAD_ATTACHMENT, isUnsent, numberInPayload, uploadJob, uploadQueue } from './attachment-jobs.ts';
import type { DownloadAttachments } from './download-attachments.ts';

/** So many jobs are looked at together. */
const PAGE = 500;

type Deps = Pick<Services, 'store' | 'clock' | 'events'> & {
  readonly outbox: Outbox;
  readonly downloads: DownloadAttachments;
};

/**
 * Holds the upload or the download of a file, until it is resumed by hand; also over a restart. File servers give and take files in
 * one piece (spec 02 §6), so what is resumed begins anew.
 */
export class PauseTransfers {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Its message waits for a paused upload. What is not on its way stays as it is. @throws {MessagingError} `attachment-unknown` */
  pause(id: number): AttachmentRow {
    const row = this.require(id);
    if (!this.isUpload(row)) return this.deps.downloads.cancel(id, { isPause: true });
    return row.isPaused ? row : this.pauseUpload(id);
  }

  /** What is not paused stays as it is. @throws {MessagingError} `attachment-unknown` */
  resume(id: number): AttachmentRow {
    const row = this.require(id);
    if (!row.isPaused) return row;
    return this.isUpload(row) ? this.resumeUpload(row) : this.deps.downloads.run(id);
  }

  /** Files on their way to a server; those that are held are not. */
  uploads(): number {
    let count = 0;
    for (let afterId = 0; ;) {
      const page = this.deps.store.jobs.page({ afterId, limit: PAGE });
      count += page.filter(({ kind }) => kind === UPLOAD_ATTACHMENT).length;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return count;
      afterId = last.id;
    }
  }

  private pauseUpload(id: number): AttachmentRow {
    const { store, outbox } = this.deps;
    const row = store.transaction(({ attachments, jobs }) => {
      const uploads = jobs
        .byQueue(uploadQueue(id))
        .filter((job) => numberInPayload(job, 'attachmentId') === id);
      for (const job of uploads) outbox.cancel(job.id);
      return attachments.setPaused({ id, isPaused: true });
    });
    this.changed(row);
    return row;
  }

  private resumeUpload(paused: AttachmentRow): AttachmentRow {
    const { store, clock, outbox } = this.deps;
    const row = store.transaction(({ attachments, jobs }) => {
      jobs.enqueue(uploadJob(paused, clock.nowMs()));
      return attachments.setPaused({ id: paused.id, isPaused: false });
    });
    this.changed(row);
    outbox.wake();
    return row;
  }

  private isUpload(row: AttachmentRow): boolean {
    return isUnsent(row, this.deps.store.messages.get(row.messageId));
  }

  private require(id: number): AttachmentRow {
    const row = this.deps.store.attachments.get(id);
    if (row === undefined) throw new MessagingError('attachment-unknown');
    return row;
  }

  private changed({ messageId }: AttachmentRow): void {
    this.deps.events.emit({ type: 'message-changed', messageId });
  }
}
