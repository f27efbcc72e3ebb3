// Our picture would be gone from the file server after some weeks (spec 04 §2.6, spec 02 §6).

import { FileServerError } from '../../network/index.ts';
import type { JobRow } from '../../store/index.ts';
import { numberSetting } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { laterJob } from '../outbox/later.ts';
import type { Services } from '../services.ts';
import { renewPictureJob, uploadPictureJob } from './picture-jobs.ts';

/** When our picture was last renewed, by the clock of this machine. */
export const PICTURE_RENEWED_AT_MS = numberSetting('picture.renewed-at-ms');
export const RENEW_PICTURE_EVERY_MS = 24 * 60 * 60 * 1_000;

type Deps = Pick<Services, 'store' | 'clock' | 'log' | 'keys' | 'fileClient'>;

export class RenewPictureRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {NetworkError} @throws {FileServerError} to be tried again. */
  async run(_job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, keys, clock } = this.deps;
    const own = store.contacts.get(keys.accountId);
    const isAlive = own?.picture === undefined || (await this.extended(own.picture.url, signal));
    return {
      kind: 'done',
      commit: ({ settings, jobs }) => {
        const nowMs = clock.nowMs();
        const fileId = own?.pictureFileId;
        if (!isAlive && fileId !== undefined)
          jobs.enqueue(uploadPictureJob({ fileId, isRenewal: true }, nowMs));
        settings.set(PICTURE_RENEWED_AT_MS, nowMs);
        jobs.enqueue(laterJob({ ...renewPictureJob(nowMs), runAtMs: nowMs + RENEW_PICTURE_EVERY_MS }));
      },
    };
  }

  /** False when the server has no such file, or cannot let it live longer. */
  private async extended(url: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.deps.fileClient.extend(url, { signal });
      return true;
    } catch (error) {
      const isLost = error instanceof FileServerError && LOST.has(error.code);
      if (!isLost) throw error;
      this.deps.log.write('info', 'picture-lost', { code: error.code });
      return false;
    }
  }
}

const LOST: ReadonlySet<FileServerError['code']> = new Set([
  'file-not-found',
  'file-expired',
  'file-id-invalid',
  'file-request-rejected',
  'file-server-unknown',
  'file-url-invalid',
]);
