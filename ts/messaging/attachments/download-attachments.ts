import type { AttachmentRow, ConversationRow, Repositories } from '../../store/index.ts';
import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { laterQueue } from '../outbox/later.ts';
import type { Services } from '../services.ts';
import { downloadJob, downloadKey, downloadQueue, numberInPayload } from './attachment-jobs.ts';

/** So many of the newest messages of somebody who is trusted from now on (spec 04 §3.2). */
const MESSAGES_OF_TRUSTED = 100;

type Deps = Pick<Services, 'store' | 'clock' | 'events'> & { readonly outbox: Outbox };

/** Downloads by hand: this one file, or none of it. */
export class DownloadAttachments {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * Fetches one file, again too when that failed before. What is here already stays.
   * @throws {MessagingError} `attachment-unknown`; `attachment-not-available` when there is no address that could be followed.
   */
  run(id: number): AttachmentRow {
    const { store, clock, outbox } = this.deps;
    const before = this.require(id);
    if (before.state === 'ready') return before;
    if (before.url === undefined) throw new MessagingError('attachment-not-available');
    this.takeBack(id);
    const row = store.transaction((repositories) => startDownload(repositories, id, clock.nowMs()));
    this.changed(row);
    outbox.wake();
    return row;
  }

  /**
   * Ends a download; the next one begins anew. What is paused is not begun by trust either, only by hand.
   * @throws {MessagingError} `attachment-unknown`
   */
  cancel(id: number, { isPause = false } = {}): AttachmentRow {
    const before = this.require(id);
    if (before.state !== 'downloading') return before;
    const row = this.deps.store.transaction(({ attachments }) => {
      this.takeBack(id);
      attachments.setState({ id, state: 'pending' });
      return attachments.setPaused({ id, isPaused: isPause });
    });
    this.changed(row);
    return row;
  }

  private require(id: number): AttachmentRow {
    const row = this.deps.store.attachments.get(id);
    if (row === undefined) throw new MessagingError('attachment-unknown');
    return row;
  }

  private takeBack(id: number): void {
    const { store, outbox } = this.deps;
    const waiting = store.jobs.byQueue(laterQueue(downloadKey(id)));
    const queued = store.jobs
      .byQueue(downloadQueue(id))
      .filter((job) => numberInPayload(job, 'attachmentId') === id);
    for (const job of [...waiting, ...queued]) outbox.cancel(job.id);
  }

  private changed({ messageId }: AttachmentRow): void {
    this.deps.events.emit({ type: 'message-changed', messageId });
  }
}

/** Has a file fetched, inside a transaction; whoever calls wakes the outbox after it. */
export function startDownload({ attachments, jobs }: Repositories, id: number, nowMs: number): AttachmentRow {
  jobs.enqueue(downloadJob(id, nowMs));
  return attachments.setState({ id, state: 'downloading' });
}

/** Has everything fetched that waits for trust, inside a transaction. Returns whose views have changed. */
export function downloadPending(
  repositories: Repositories,
  { id }: Pick<ConversationRow, 'id'>,
  nowMs: number,
): readonly AttachmentRow[] {
  return repositories.attachments
    .pendingIn({ conversationId: id, messages: MESSAGES_OF_TRUSTED })
    .map((row) => startDownload(repositories, row.id, nowMs));
}
