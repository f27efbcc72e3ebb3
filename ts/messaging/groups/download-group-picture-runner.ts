// Fetches the picture of a group (spec 04 §5.9, spec 01 §6.5).

import type { FileRow, JobRow, RemotePicture } from '../../store/index.ts';
import { decryptPicture } from '../../wire/index.ts';
import { downloadFailure } from '../attachments/transfer-failure.ts';
import { numberInPayload } from '../attachments/attachment-jobs.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { laterJob } from '../outbox/later.ts';
import { idInPayload } from '../send/jobs.ts';
import type { Services } from '../services.ts';
import { downloadGroupPictureJob } from './group-picture-jobs.ts';

/** Pauses after the first failures (spec 01 §6.5); then the next news of the group has it tried again. */
const PAUSES_MS = [10_000, 60_000, 30 * 60_000] as const;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'events' | 'log' | 'localFiles' | 'fileClient'>;

interface Wanted {
  readonly conversationId: number;
  readonly picture: RemotePicture;
}

export class DownloadGroupPictureRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const wanted = this.wantedBy(job);
    if (wanted === undefined) return { kind: 'done' };
    try {
      const file = await this.download(wanted.picture, signal);
      return file === undefined ? { kind: 'done' } : this.arrived(wanted, file);
    } catch (error) {
      if (signal.aborted) return { kind: 'retry' };
      this.deps.log.write('warn', 'group-picture-not-downloaded', { error });
      return this.failed(job, wanted, error);
    }
  }

  private wantedBy(job: JobRow): Wanted | undefined {
    const conversationId = idInPayload(job, 'conversationId') ?? 0;
    const { conversations } = this.deps.store;
    const conversation = conversations.get(conversationId);
    const picture = conversation && conversations.groupPicture(conversationId);
    if (picture === undefined || conversation?.pictureFileId !== undefined) return undefined;
    return { conversationId, picture };
  }

  /** Nothing is fetched unasked from a server that an admin whom we may not know chose. */
  private async download({ url, key }: RemotePicture, signal: AbortSignal): Promise<FileRow | undefined> {
    const { fileClient, localFiles } = this.deps;
    const location = fileClient.locate(url);
    if (!location.isServerKnown) return undefined;
    const { content } = await fileClient.download(location, { signal });
    const bytes = decryptPicture(content, { url, key });
    return localFiles.write([bytes], bytes.length);
  }

  private arrived({ conversationId, picture }: Wanted, file: FileRow): JobOutcome {
    const { localFiles, events } = this.deps;
    return {
      kind: 'done',
      commit: ({ conversations }) => {
        const isWanted = conversations.groupPicture(conversationId)?.url === picture.url;
        if (isWanted) conversations.describeGroup(conversationId, { pictureFileId: file.id });
      },
      after: () => {
        localFiles.discard(file);
        events.emit({ type: 'conversation-changed', conversationId });
      },
    };
  }

  private failed(job: JobRow, { conversationId, picture: { url } }: Wanted, error: unknown): JobOutcome {
    const { network, clock } = this.deps;
    const isFinal = downloadFailure(error) !== undefined;
    if (!isFinal && network.status().state !== 'online') return { kind: 'retry' };
    const failures = numberInPayload(job, 'failures') ?? 0;
    const pauseMs = PAUSES_MS[failures];
    if (isFinal || pauseMs === undefined) return { kind: 'done' };
    const nowMs = clock.nowMs();
    const again = downloadGroupPictureJob({ conversationId, url }, nowMs, { failures: failures + 1 });
    return {
      kind: 'done',
      commit: ({ jobs }) => void jobs.enqueue(laterJob({ ...again, runAtMs: nowMs + pauseMs })),
    };
  }
}
