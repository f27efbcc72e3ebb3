import { open, rename, rm } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import type { AttachmentRow, FileRow } from '../../store/index.ts';
import { toHex } from '../../util/index.ts';
import { MessagingError, type MessagingErrorCode } from '../errors.ts';
import type { Services } from '../services.ts';
import type { ByteRange } from './local-files.ts';

type Deps = Pick<Services, 'store' | 'localFiles' | 'random'>;

const PLACE_ERRORS: ReadonlyMap<string, MessagingErrorCode> = new Map([
  ['ENOSPC', 'attachment-no-space'],
  ['EDQUOT', 'attachment-no-space'],
  ['EACCES', 'attachment-place-forbidden'],
  ['EPERM', 'attachment-place-forbidden'],
  ['EROFS', 'attachment-place-forbidden'],
  ['ENOENT', 'attachment-place-gone'],
  ['ENOTDIR', 'attachment-place-gone'],
]);

interface ReadyAttachment {
  readonly attachment: AttachmentRow;
  readonly file: FileRow;
}

/** Gives out what lies encrypted on this disk. */
export class ReadAttachments {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * The whole file or a range of it, piece by piece.
   * @throws {MessagingError} `attachment-unknown`, `attachment-not-available` unless it is `ready`; `attachment-unreadable` while it is read.
   */
  stream(id: number, range?: ByteRange): AsyncIterable<Uint8Array> {
    const { file } = this.require(id);
    return this.deps.localFiles.read(file, range);
  }

  /** {@link stream} at once, and of how many bytes of which type it is a part. */
  async read(
    id: number,
    range?: ByteRange,
  ): Promise<{ readonly bytes: Uint8Array; readonly size: number; readonly contentType: string }> {
    const { attachment, file } = this.require(id);
    const bytes = await collect(this.deps.localFiles.read(file, range));
    return { bytes, size: file.size, contentType: attachment.contentType };
  }

  /**
   * Writes the plaintext to a place that somebody chose; what is there already is replaced when all is written.
   * @throws {MessagingError} as {@link stream}; as {@link savingError} when the place does not take it.
   */
  async save(id: number, path: string): Promise<AttachmentRow> {
    const { attachment, file } = this.require(id);
    if (!isAbsolute(path)) throw new MessagingError('attachment-not-saved');
    const unfinished = `${path}.${toHex(this.deps.random.bytes(4))}.part`;
    try {
      const target = await open(unfinished, 'wx', 0o600);
      try {
        for await (const piece of this.deps.localFiles.read(file)) await target.writeFile(piece);
      } finally {
        await target.close();
      }
      await rename(unfinished, path);
    } catch (cause) {
      await rm(unfinished, { force: true });
      throw savingError(cause);
    }
    return attachment;
  }

  /** Whether a file lies on this device: without one there is nothing to read or save. */
  isAvailable(id: number): boolean {
    const fileId = this.deps.store.attachments.get(id)?.fileId;
    return fileId !== undefined && this.deps.store.files.get(fileId) !== undefined;
  }

  private require(id: number): ReadyAttachment {
    const attachment = this.deps.store.attachments.get(id);
    if (attachment === undefined) throw new MessagingError('attachment-unknown');
    const file = this.deps.store.files.get(attachment.fileId ?? 0);
    if (file === undefined) throw new MessagingError('attachment-not-available');
    return { attachment, file };
  }
}

/**
 * What the file system has against a place, for a person: `attachment-no-space`, `attachment-place-forbidden`, `attachment-place-gone`, or
 * `attachment-not-saved`. An error of something else stays as it is.
 */
export function savingError(cause: unknown): unknown {
  if (!(cause instanceof Error && 'syscall' in cause && 'code' in cause)) return cause;
  const code = PLACE_ERRORS.get(String(cause.code)) ?? 'attachment-not-saved';
  return new MessagingError(code, { cause });
}

/** The pieces in one. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  for await (const piece of pieces) kept.push(piece);
  return Uint8Array.from(Buffer.concat(kept));
}
