// Fetches the files of received messages (spec 04 §3.2, spec 01 §6).

import type { AttachmentRow, FileRow, JobRow } from '../../store/index.ts';
import type { ByteTransform } from '../../wire/index.ts';
import {
  AttachmentError,
  legacyDecryption,
  schemeOfUrl,
  streamDecryption,
  transformBytes,
} from '../../wire/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { laterJob } from '../outbox/later.ts';
import type { Services } from '../services.ts';
import { type RoomPlace, downloadFromRoom, placeOf } from '../communities/room-files.ts';
import { downloadJob, downloadKey, numberInPayload } from './attachment-jobs.ts';
import { progressOf } from './progress.ts';
import { type DownloadFailure, downloadFailure } from './transfer-failure.ts';
import { whileThere } from './while-there.ts';

/** Pauses after the first, second, third failure; then somebody has to ask for it. */
const PAUSES_MS = [30_000, 30 * 60_000, 6 * 60 * 60_000] as const;

type Deps = Pick<
  Services,
  'store' | 'network' | 'clock' | 'events' | 'log' | 'localFiles' | 'fileClient' | 'communities'
>;

export class DownloadAttachmentRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, events, log } = this.deps;
    const attachment = store.attachments.get(numberInPayload(job, 'attachmentId') ?? 0);
    if (attachment === undefined || attachment.state === 'ready') return { kind: 'done' };
    const there = whileThere(events, signal, () => store.attachments.get(attachment.id) !== undefined);
    try {
      return this.arrived(attachment, await this.download(attachment, there.signal));
    } catch (error) {
      if (signal.aborted) return { kind: 'retry' };
      if (store.attachments.get(attachment.id) === undefined) return { kind: 'done' };
      log.write('warn', 'download-failed', { error });
      return this.failed(attachment, error, numberInPayload(job, 'failures') ?? 0);
    } finally {
      there.end();
    }
  }

  /** Nothing refers to the file before all of it is proven. */
  private async download(attachment: AttachmentRow, signal: AbortSignal): Promise<FileRow> {
    const { localFiles, fileClient } = this.deps;
    const { url, size } = attachment;
    if (url === undefined || size === undefined) throw new AttachmentError('size-missing');
    const place = this.roomOf(attachment);
    if (place !== undefined) {
      const { communities } = this.deps;
      const bytes = await downloadFromRoom(communities, place, { url, sizeBytes: size, signal });
      return localFiles.write([bytes], size);
    }
    const decryption = decryptionOf(attachment, url);
    const { content } = await fileClient.download(url, {
      signal,
      onProgress: progressOf(this.deps, attachment, 'down'),
    });
    return localFiles.write(transformBytes(piecesOf(content), decryption), size);
  }

  private roomOf({ messageId }: AttachmentRow): RoomPlace | undefined {
    const { store } = this.deps;
    return placeOf(store, store.messages.get(messageId)?.conversationId ?? 0);
  }

  private arrived({ id, messageId }: AttachmentRow, file: FileRow): JobOutcome {
    const { localFiles, events } = this.deps;
    return {
      kind: 'done',
      commit: ({ attachments }) => {
        const current = attachments.get(id);
        if (current !== undefined && current.state !== 'ready') attachments.setReady({ id, fileId: file.id });
      },
      after: () => {
        // It may have gone while it came; then nothing refers to its file.
        localFiles.discard(file);
        events.emit({ type: 'message-changed', messageId });
      },
    };
  }

  private failed({ id, messageId }: AttachmentRow, error: unknown, failures: number): JobOutcome {
    const { network, clock, events } = this.deps;
    const failure = downloadFailure(error);
    if (failure === undefined && network.status().state !== 'online') return { kind: 'retry' };
    const pauseMs = PAUSES_MS[failures];
    return {
      kind: 'done',
      commit: ({ attachments, jobs }) => {
        if (attachments.get(id) === undefined) return;
        if (failure === undefined && pauseMs !== undefined) {
          const again = downloadJob(id, clock.nowMs(), { failures: failures + 1 });
          jobs.enqueue(laterJob({ ...again, dedupeKey: downloadKey(id), runAtMs: again.nowMs + pauseMs }));
        } else attachments.setState({ id, ...endOf(failure ?? 'gave-up') });
      },
      after: () => events.emit({ type: 'message-changed', messageId }),
    };
  }
}

function endOf(
  failure: DownloadFailure | 'expired',
): { readonly state: 'expired' } | { readonly state: 'failed'; readonly failure: DownloadFailure } {
  return failure === 'expired' ? { state: 'expired' } : { state: 'failed', failure };
}

/** @throws {AttachmentError} `key-length`, `digest-missing`, `size-missing`, `too-large` */
function decryptionOf({ key, digest, size }: AttachmentRow, url: string): ByteTransform {
  if (key === undefined) throw new AttachmentError('key-length');
  return schemeOfUrl(url) === 'stream'
    ? streamDecryption({ key, size })
    : legacyDecryption({ key, digest, size });
}

const PIECE_BYTES = 65_536;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}
