// Brings the picture of a group to the file server and into its info (spec 04 §5.9, spec 01 §6.5).

import { fileUrl } from '../../network/index.ts';
import { AES_GCM_NONCE_BYTES, symmetricKey } from '../../crypto/index.ts';
import type { GroupConversation, JobRow, RemotePicture } from '../../store/index.ts';
import { encryptLegacyPicture } from '../../wire/index.ts';
import { numberInPayload } from '../attachments/attachment-jobs.ts';
import { collect } from '../attachments/read-attachments.ts';
import { uploadFailure } from '../attachments/transfer-failure.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { idInPayload } from '../send/jobs.ts';
import type { Services } from '../services.ts';
import { writeGroupLine } from './group-lines.ts';

const KEY_BYTES = 32;

export class UploadGroupPictureRunner implements JobRunner {
  private readonly deps: Services;

  constructor(deps: Services) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { clock, log } = this.deps;
    const fileId = numberInPayload(job, 'fileId') ?? 0;
    const conversation = this.wantedBy(job, fileId);
    if (conversation === undefined) return { kind: 'done' };
    try {
      this.take(conversation, await this.upload(fileId, signal), fileId);
    } catch (error) {
      const failure = uploadFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('error', 'group-picture-not-uploaded', { failure, error });
    }
    return { kind: 'done' };
  }

  private wantedBy(job: JobRow, fileId: number): GroupConversation | undefined {
    const { store, groups } = this.deps;
    const conversation = store.conversations.get(idInPayload(job, 'conversationId') ?? 0);
    if (conversation?.kind !== 'group' || conversation.pictureFileId !== fileId) return undefined;
    return groups.access(conversation.peerId) === 'admin' ? conversation : undefined;
  }

  /** Under a fresh key each time: nobody can tell from the file whose picture it is. */
  private async upload(fileId: number, signal: AbortSignal): Promise<RemotePicture> {
    const { store, localFiles, fileClient, random } = this.deps;
    const file = store.files.get(fileId);
    const bytes = file === undefined ? new Uint8Array() : await collect(localFiles.read(file));
    const key = random.bytes(KEY_BYTES);
    const encrypted = encryptLegacyPicture(bytes, { key, iv: random.bytes(AES_GCM_NONCE_BYTES) });
    const { server, fileId: id } = await fileClient.upload(encrypted, { signal });
    return { url: fileUrl({ server, fileId: id, isStream: false }), key };
  }

  private take({ id, peerId }: GroupConversation, picture: RemotePicture, fileId: number): void {
    const { groups, events } = this.deps;
    const changes = groups.transaction((repositories) => {
      const conversation = repositories.conversations.get(id);
      if (conversation?.kind !== 'group' || conversation.pictureFileId !== fileId) return [];
      groups.of(peerId).info.update({ picture: { url: picture.url, key: symmetricKey(picture.key) } });
      repositories.conversations.describeGroup(id, { picture, pictureFileId: fileId });
      return writeGroupLine(repositories, this.deps, {
        conversation,
        details: { groupUpdate: { avatarChanged: true } },
      });
    });
    for (const change of changes) events.emit(change);
    events.emit({ type: 'conversation-changed', conversationId: id });
  }
}
