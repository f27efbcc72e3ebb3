import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import type { FileRow } from '../../store/index.ts';
import { AttachmentError, MAX_FILE_BYTES } from '../../wire/index.ts';
import { MessagingError } from '../errors.ts';
import type { LocalFiles } from './local-files.ts';

/** Where the bytes of a new file come from: a file of this machine by its absolute path, or memory. */
export type FileSource = { readonly path: string } | { readonly bytes: Uint8Array };

/**
 * Takes a file in, streamed from the disk: afterwards the original may change or go.
 * @throws {MessagingError} `attachment-unreadable`, `attachment-empty`, `attachment-too-large` above 10,000,000 bytes.
 * @throws {StoreError} `store-disk-full`, `store-io`
 */
export async function takeIn(files: LocalFiles, source: FileSource): Promise<FileRow> {
  if ('bytes' in source) return files.write([source.bytes], checkedSize(source.bytes.length));
  const size = checkedSize(await sizeOf(source.path));
  try {
    return await files.write(bytesOf(source.path), size);
  } catch (cause) {
    const isOfSource = cause instanceof AttachmentError || (cause instanceof Error && 'syscall' in cause);
    throw isOfSource ? new MessagingError('attachment-unreadable', { cause }) : cause;
  }
}

/** Opened by its first reader: a stream that nobody reads has nobody to tell of an error. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

async function sizeOf(path: string): Promise<number> {
  if (!isAbsolute(path)) throw new MessagingError('attachment-unreadable');
  const facts = await stat(path).catch((cause: unknown) => {
    throw new MessagingError('attachment-unreadable', { cause });
  });
  if (!facts.isFile()) throw new MessagingError('attachment-unreadable');
  return facts.size;
}

function checkedSize(size: number): number {
  if (size === 0) throw new MessagingError('attachment-empty');
  if (size > MAX_FILE_BYTES) throw new MessagingError('attachment-too-large');
  return size;
}
