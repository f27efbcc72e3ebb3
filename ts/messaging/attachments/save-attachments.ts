import { rm } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import { AttachmentError } from '../../wire/index.ts';
import { MessagingError } from '../errors.ts';
import { type ReadAttachments, savingError } from './read-attachments.ts';
import { FreeNames, savedFileName } from './saved-names.ts';

/** Files that go to one folder. */
export interface FilesForFolder {
  /** By their attachment ids, with the names that they are to have, in this order. */
  readonly files: readonly { readonly id: number; readonly name: string }[];
  /** Absolute. */
  readonly folder: string;
}

/** Why a file was not saved that lies on this device. */
export type SaveFailure = (typeof FAILURES)[number];

export interface SavedFiles {
  /** Attachment ids of those that are in the folder now. */
  readonly saved: readonly number[];
  /** Of those that do not lie on this device. */
  readonly missing: readonly number[];
  /** Why those are not there that are neither of both; of several reasons the one that ended it, or the first. */
  readonly failure?: SaveFailure;
}

const FAILURES = [
  'attachment-unreadable',
  'attachment-not-saved',
  'attachment-no-space',
  'attachment-place-forbidden',
  'attachment-place-gone',
] as const;

/** Writes the files of one or several messages to a folder at once. Spec 08, MED-08. */
export class SaveAttachments {
  private readonly attachments: ReadAttachments;

  constructor(attachments: ReadAttachments) {
    this.attachments = attachments;
  }

  /**
   * Replaces nothing: what has the name of a file that is there gets a number. A file that cannot be read keeps nothing from the others;
   * a folder that takes one no more is not tried again. Whatever ends it, every file in the folder is whole.
   * @throws {MessagingError} with the reason when not one could be saved: a {@link SaveFailure}, or `attachment-not-available`.
   */
  async run({ files, folder }: FilesForFolder): Promise<SavedFiles> {
    if (!isAbsolute(folder)) throw new MessagingError('attachment-not-saved');
    const names = new FreeNames(folder);
    const saved: number[] = [];
    const missing: number[] = [];
    let failure: SaveFailure | undefined;
    for (const { id, name } of files) {
      try {
        if (!this.attachments.isAvailable(id)) {
          missing.push(id);
          continue;
        }
        await this.saveOne(id, savedFileName(name), names);
        saved.push(id);
      } catch (error) {
        const reason = failureOf(error);
        if (reason !== 'attachment-unreadable') {
          failure = reason;
          break;
        }
        failure ??= reason;
      }
    }
    if (saved.length === 0) throw new MessagingError(failure ?? 'attachment-not-available');
    return { saved, missing, ...(failure === undefined ? {} : { failure }) };
  }

  private async saveOne(id: number, name: string, names: FreeNames): Promise<void> {
    let path: string | undefined;
    try {
      path = await names.reserve(name);
      await this.attachments.save(id, path);
    } catch (error) {
      // A disk that was pulled out lets nothing be taken away either; why it was not saved is what counts.
      if (path !== undefined) await rm(path, { force: true }).catch(() => undefined);
      throw savingError(error);
    }
  }
}

/** @throws what is no reason for a person. */
function failureOf(error: unknown): SaveFailure {
  if (error instanceof AttachmentError) return 'attachment-unreadable';
  const reason = error instanceof MessagingError && FAILURES.find((code) => code === error.code);
  if (!reason) throw error;
  return reason;
}
