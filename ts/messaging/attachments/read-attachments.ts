import { open, rename, rm } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import type { AttachmentRow, FileRow } from '../../store/index.ts';
import { toHex } from '../../util/index.ts';
import { MessagingError } from '../errors.ts';
import type { Services } from '../services.ts';
import type { ByteRange } from './local-files.ts';

type Deps = Pick<Services, 'store' | 'localFiles' | 'random'>;

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
   * @throws {MessagingError} as {@link stream}; `attachment-not-saved` when the place does not take it.
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
      const isOfPlace = cause instanceof Error && 'syscall' in cause;
      throw isOfPlace ? new MessagingError('attachment-not-saved', { cause }) : cause;
    }
    return attachment;
  }

  private require(id: number): ReadyAttachment {
    const attachment = this.deps.store.attachments.get(id);
    if (attachment === undefined) throw new MessagingError('attachment-unknown');
    const file = this.deps.store.files.get(attachment.fileId ?? 0);
    if (file === undefined) throw new MessagingError('attachment-not-available');
    return { attachment, file };
  }
}

/** The pieces in one. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  for await (const piece of pieces) kept.push(piece);
  return Uint8Array.from(Buffer.concat(kept));
}
