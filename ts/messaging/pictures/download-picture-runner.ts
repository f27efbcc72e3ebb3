// Fetches the pictures of people, and ours that another device has set (spec 04 §2.6, spec 01 §6.5).

import type { ContactRow, FileRow, JobRow, PersonId, RemotePicture } from '../../store/index.ts';
import { decryptPicture } from '../../wire/index.ts';
import { numberInPayload } from '../attachments/attachment-jobs.ts';
import { downloadFailure } from '../attachments/transfer-failure.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { laterJob } from '../outbox/later.ts';
import type { Services } from '../services.ts';
import { downloadPictureJob } from './picture-jobs.ts';

/** Pauses after the first failures (spec 01 §6.5); then the next profile that comes has it tried again. */
const PAUSES_MS = [10_000, 60_000, 30 * 60_000] as const;

type Deps = Pick<
  Services,
  'store' | 'network' | 'clock' | 'events' | 'log' | 'keys' | 'localFiles' | 'fileClient'
>;

export class DownloadPictureRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const contact = this.contactOf(job);
    const picture = contact?.picture;
    if (contact === undefined || picture === undefined || contact.pictureFileId !== undefined)
      return { kind: 'done' };
    try {
      const file = await this.download(contact, picture, signal);
      if (!this.isCurrent(contact, picture)) {
        if (file !== undefined) this.deps.localFiles.discard(file);
        return this.superseded(contact);
      }
      return file === undefined ? { kind: 'done' } : this.arrived(contact, picture, file);
    } catch (error) {
      if (signal.aborted) return { kind: 'retry' };
      if (!this.isCurrent(contact, picture)) return this.superseded(contact);
      this.deps.log.write('warn', 'picture-not-downloaded', { error });
      return this.failed(job, contact, error);
    }
  }

  private isCurrent({ accountId }: ContactRow, { url }: RemotePicture): boolean {
    return this.deps.store.contacts.get(accountId)?.picture?.url === url;
  }

  /** Another picture came while this one was fetched: it goes to the end of the queue, so that nobody keeps others from theirs. */
  private superseded({ accountId }: ContactRow): JobOutcome {
    const nowMs = this.deps.clock.nowMs();
    const next = laterJob({ ...downloadPictureJob(accountId, nowMs), runAtMs: nowMs });
    return { kind: 'done', commit: ({ jobs }) => void jobs.enqueue(next) };
  }

  private contactOf({ payload }: JobRow): ContactRow | undefined {
    const isRecord = typeof payload === 'object' && payload !== null && 'accountId' in payload;
    return isRecord ? this.deps.store.contacts.get(payload.accountId as PersonId) : undefined;
  }

  /** Nothing is fetched unasked from a server that a stranger chose. */
  private async download(
    { isApproved, accountId }: ContactRow,
    { url, key }: RemotePicture,
    signal: AbortSignal,
  ): Promise<FileRow | undefined> {
    const { fileClient, localFiles, keys } = this.deps;
    const location = fileClient.locate(url);
    if (!location.isServerKnown && !isApproved && accountId !== keys.accountId) return undefined;
    const { content } = await fileClient.download(location, { signal });
    const bytes = decryptPicture(content, { url, key });
    return localFiles.write([bytes], bytes.length);
  }

  private arrived({ accountId }: ContactRow, picture: RemotePicture, file: FileRow): JobOutcome {
    const { localFiles } = this.deps;
    return {
      kind: 'done',
      commit: ({ contacts }) => {
        const current = contacts.get(accountId);
        const isWanted = current?.picture?.url === picture.url && current.pictureFileId === undefined;
        if (isWanted) contacts.setPictureFile(accountId, file.id);
      },
      after: () => {
        localFiles.discard(file);
        this.announce(accountId);
      },
    };
  }

  private announce(accountId: PersonId): void {
    const { store, events, keys } = this.deps;
    if (accountId === keys.accountId) events.emit({ type: 'account-changed' });
    const conversation = store.conversations.byPeer(accountId);
    if (conversation !== undefined)
      events.emit({ type: 'conversation-changed', conversationId: conversation.id });
  }

  private failed(job: JobRow, { accountId, picture }: ContactRow, error: unknown): JobOutcome {
    const { network, clock } = this.deps;
    const isFinal = downloadFailure(error) !== undefined;
    if (!isFinal && network.status().state !== 'online') return { kind: 'retry' };
    const failures = numberInPayload(job, 'failures') ?? 0;
    const pauseMs = PAUSES_MS[failures];
    if (isFinal || picture === undefined || pauseMs === undefined) return { kind: 'done' };
    const nowMs = clock.nowMs();
    const again = downloadPictureJob(accountId, nowMs, { failures: failures + 1 });
    return {
      kind: 'done',
      commit: ({ jobs }) => void jobs.enqueue(laterJob({ ...again, runAtMs: nowMs + pauseMs })),
    };
  }
}
