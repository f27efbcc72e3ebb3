// Brings our picture to the file server and into our profile (spec 04 §2.6, spec 01 §6.5).

import { ed25519SeedOf } from '../../crypto/index.ts';
import { fileUrl } from '../../network/index.ts';
import type { JobRow, RemotePicture } from '../../store/index.ts';
import type { SymmetricKey } from '../../crypto/index.ts';
import { deriveStreamKeys, encryptStream } from '../../wire/index.ts';
import { numberInPayload } from '../attachments/attachment-jobs.ts';
import { collect } from '../attachments/read-attachments.ts';
import { uploadFailure } from '../attachments/transfer-failure.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'store' | 'network' | 'clock' | 'events' | 'log' | 'keys' | 'configs' | 'localFiles' | 'fileClient'
>;

export class UploadPictureRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { clock, log } = this.deps;
    const fileId = numberInPayload(job, 'fileId') ?? 0;
    if (!this.isWanted(fileId)) return { kind: 'done' };
    try {
      const picture = await this.upload(fileId, signal);
      this.take(picture, { fileId, isRenewal: numberInPayload(job, 'isRenewal') === 1 });
    } catch (error) {
      const failure = uploadFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('error', 'picture-not-uploaded', { failure, error });
    }
    return { kind: 'done' };
  }

  private isWanted(fileId: number): boolean {
    const { store, keys } = this.deps;
    return store.contacts.get(keys.accountId)?.pictureFileId === fileId;
  }

  /** Keys follow from the picture: whichever of our devices uploads it, and however often, it is one file with one key. */
  private async upload(
    fileId: number,
    signal: AbortSignal,
  ): Promise<RemotePicture & { readonly key: SymmetricKey }> {
    const { store, localFiles, fileClient, keys } = this.deps;
    const file = store.files.get(fileId);
    const bytes = file === undefined ? new Uint8Array() : await collect(localFiles.read(file));
    const seed = ed25519SeedOf(keys.ed25519.secretKey);
    const streamKeys = deriveStreamKeys(bytes, { seed, domain: 'profile-picture' });
    const { server, fileId: id } = await fileClient.upload(encryptStream(bytes, streamKeys), { signal });
    return { url: fileUrl({ server, fileId: id, isStream: true }), key: streamKeys.key };
  }

  private take(
    picture: RemotePicture & { readonly key: SymmetricKey },
    { fileId, isRenewal }: { readonly fileId: number; readonly isRenewal: boolean },
  ): void {
    const { configs, network, keys, events } = this.deps;
    if (!this.isWanted(fileId)) return;
    configs.transaction(({ contacts }) => {
      const isSame = configs.profile.read().picture?.url === picture.url;
      const change = isRenewal ? { reuploadedPicture: picture } : { picture };
      if (!isSame) configs.profile.update(change, network.time.nowMs());
      contacts.setPictureWithFile(keys.accountId, { ...picture, fileId });
    });
    events.emit({ type: 'account-changed' });
  }
}
