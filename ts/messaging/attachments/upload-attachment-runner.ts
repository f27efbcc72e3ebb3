// Brings the files of a message to the file server before the message (spec 04 §3.2, spec 01 §6.3).

import { blake2b } from '../../crypto/index.ts';
import { fileUrl } from '../../network/index.ts';
import type { AttachmentRow, FileRow, JobRow, Repositories, UploadedAttachment } from '../../store/index.ts';
import { legacyEncryption, transformBytes } from '../../wire/index.ts';
import { utf8 } from '../../util/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { sendMessageJob } from '../send/jobs.ts';
import type { SendFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { type RoomPlace, placeOf, uploadToRoom } from '../communities/room-files.ts';
import { isUnsent, numberInPayload } from './attachment-jobs.ts';
import { progressOf } from './progress.ts';
import { collect } from './read-attachments.ts';
import { previewUploadFailure, uploadFailure } from './transfer-failure.ts';
import { whileThere } from './while-there.ts';

const IV_BYTES = 16;
const IV_NAME = utf8('Undertone attachment iv');

type Deps = Pick<
  Services,
  'store' | 'clock' | 'events' | 'log' | 'localFiles' | 'fileClient' | 'communities'
>;

interface Upload {
  readonly attachment: AttachmentRow;
  readonly key: Uint8Array;
  readonly file: FileRow;
}

export class UploadAttachmentRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, events, clock, log } = this.deps;
    const upload = this.uploadOf(job);
    if (upload === undefined) return { kind: 'done' };
    const { id, messageId } = upload.attachment;
    const there = whileThere(events, signal, () => store.attachments.get(id) !== undefined);
    try {
      return this.uploaded(messageId, await this.upload(upload, there.signal));
    } catch (error) {
      if (store.attachments.get(id) === undefined) return { kind: 'done' };
      const isPreview = upload.attachment.role === 'preview-image';
      const failure = (isPreview ? previewUploadFailure : uploadFailure)(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('error', 'upload-failed', { failure, error });
      return isPreview ? this.withoutPicture(upload.attachment) : this.failed(messageId, failure);
    } finally {
      there.end();
    }
  }

  private uploadOf(job: JobRow): Upload | undefined {
    const { store } = this.deps;
    const attachment = store.attachments.get(numberInPayload(job, 'attachmentId') ?? 0);
    const file = store.files.get(attachment?.fileId ?? 0);
    return attachment?.key === undefined || file === undefined
      ? undefined
      : { attachment, key: attachment.key, file };
  }

  /** The same bytes whenever it is tried again: the server knows them, and they cost no second place there. */
  private async upload({ attachment, key, file }: Upload, signal: AbortSignal): Promise<UploadedAttachment> {
    const { localFiles, fileClient } = this.deps;
    const place = this.roomOf(attachment);
    if (place !== undefined) return this.uploadToRoom(place, { attachment, file }, signal);
    // The vector follows from the key, which has never been anybody else's.
    const iv = blake2b(IV_BYTES, IV_NAME, key);
    const padding = attachment.role === 'attachment' ? 'bucket' : 'none';
    const encryption = legacyEncryption({ key, iv, padding });
    const { server, fileId } = await fileClient.upload(transformBytes(localFiles.read(file), encryption), {
      signal,
      onProgress: progressOf(this.deps, attachment, 'up'),
    });
    const url = fileUrl({ server, fileId, isStream: false });
    return { id: attachment.id, url, key, digest: encryption.digest() };
  }

  private roomOf({ messageId }: AttachmentRow): RoomPlace | undefined {
    const { store } = this.deps;
    return placeOf(store, store.messages.get(messageId)?.conversationId ?? 0);
  }

  /** As it is: whoever may read the room may read it, and its server too. */
  private async uploadToRoom(
    place: RoomPlace,
    { attachment, file }: Pick<Upload, 'attachment' | 'file'>,
    signal: AbortSignal,
  ): Promise<UploadedAttachment> {
    const { localFiles, communities } = this.deps;
    const content = await collect(localFiles.read(file));
    const onProgress = progressOf(this.deps, attachment, 'up');
    const { url } = await uploadToRoom(communities, place, {
      content,
      fileName: attachment.fileName,
      signal,
      onProgress: ({ direction, bytes }) => {
        const totalBytes = content.length;
        if (direction === 'up') onProgress({ doneBytes: Math.min(bytes, totalBytes), totalBytes });
      },
    });
    return { id: attachment.id, url };
  }

  private uploaded(messageId: number, uploaded: UploadedAttachment): JobOutcome {
    return {
      kind: 'done',
      commit: (repositories) => {
        if (repositories.attachments.get(uploaded.id) === undefined) return;
        repositories.attachments.setUploaded(uploaded);
        this.sendIfLast(repositories, messageId);
      },
      after: () => this.deps.events.emit({ type: 'message-changed', messageId }),
    };
  }

  /** Words do not fail for a picture of what they link to. */
  private withoutPicture({ id, messageId }: AttachmentRow): JobOutcome {
    return {
      kind: 'done',
      commit: (repositories) => {
        if (repositories.attachments.remove(id)) this.sendIfLast(repositories, messageId);
      },
      after: () => this.deps.events.emit({ type: 'message-changed', messageId }),
    };
  }

  private sendIfLast({ messages, attachments, jobs }: Repositories, messageId: number): void {
    const message = messages.get(messageId);
    if (message?.state !== 'queued') return;
    if (attachments.forMessages([messageId]).some((file) => isUnsent(file, message))) return;
    jobs.enqueue(sendMessageJob(message, this.deps.clock.nowMs()));
  }

  private failed(messageId: number, failure: SendFailure): JobOutcome {
    const { store, events } = this.deps;
    return {
      kind: 'done',
      commit: ({ messages }) => {
        if (messages.get(messageId) !== undefined)
          messages.setState({ id: messageId, state: 'failed', failure });
      },
      after: () => {
        events.emit({ type: 'message-changed', messageId });
        const conversationId = store.messages.get(messageId)?.conversationId;
        if (conversationId !== undefined) events.emit({ type: 'conversation-changed', conversationId });
      },
    };
  }
}
