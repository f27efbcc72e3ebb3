// Files on this disk, each encrypted with a key of its own (spec 01 §10.6).

import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { symmetricKey } from '../../crypto/index.ts';
import type { FileRow, Store } from '../../store/index.ts';
import { StoreError } from '../../store/index.ts';
import type { Clock, Log, Random } from '../../util/index.ts';
import { toHex } from '../../util/index.ts';
import type { ByteSource } from '../../wire/index.ts';
import { localFileDecryption, localFileEncryption, transformBytes } from '../../wire/index.ts';
import { MessagingError } from '../errors.ts';

const KEY_BYTES = 32;
const NAME_BYTES = 16;
/** Rows and files a stroke. */
const SLICE = 100;
/** Later than any row was made. */
const ALWAYS = Number.MAX_SAFE_INTEGER;

export interface LocalFilesPorts {
  /** Folder of the files; made when the first one is written. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Random;
  readonly log: Log;
}

/** Bytes of a file that are wanted. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Writes, reads and removes the encrypted files of a profile. Plaintext never touches the disk. */
export class LocalFiles {
  private readonly ports: LocalFilesPorts;
  private collecting: Promise<void> | undefined;
  private isCollectionWanted = false;

  constructor(ports: LocalFilesPorts) {
    this.ports = ports;
  }

  /**
   * Encrypts `source` into a new file. Its row is there before it and is referred to by nothing: whoever wants the file refers to it, else
   * {@link LocalFiles.discard} or the next start takes it away.
   * @throws {AttachmentError} `size-changed` unless `source` has `size` bytes.
   * @throws {StoreError} `store-disk-full`, `store-io`
   * @throws whatever `source` throws.
   */
  async write(source: ByteSource, size: number): Promise<FileRow> {
    const { store, clock, random, folder } = this.ports;
    const key = symmetricKey(random.bytes(KEY_BYTES));
    const path = toHex(random.bytes(NAME_BYTES));
    const row = store.files.create({ path, size, key, nowMs: clock.nowMs() });
    try {
      await ifWritable(mkdir(folder, { recursive: true }));
      const file = await ifWritable(open(join(folder, path), 'wx', 0o600));
      try {
        const encrypted = transformBytes(source, localFileEncryption({ key, size }, random));
        for await (const piece of encrypted) await ifWritable(file.writeFile(piece));
        await ifWritable(file.sync());
      } finally {
        await file.close();
      }
      return row;
    } catch (error) {
      this.discard(row);
      throw error;
    }
  }

  /**
   * The plaintext, piece by piece; of a range only what belongs to it.
   * @throws {MessagingError} `attachment-unreadable` when the file is gone from the disk.
   * @throws {AttachmentError} when it was altered.
   */
  async *read(
    file: FileRow,
    range: ByteRange = { offset: 0, length: file.size },
  ): AsyncGenerator<Uint8Array> {
    const { offset, length } = range;
    const end = Math.min(file.size, offset + length);
    const decryption = localFileDecryption({ key: symmetricKey(file.key), size: file.size });
    const stream = createReadStream(join(this.ports.folder, file.path));
    let at = 0;
    try {
      for await (const piece of transformBytes(stream as AsyncIterable<Uint8Array>, decryption)) {
        const wanted = piece.subarray(Math.max(0, offset - at), Math.max(0, end - at));
        at += piece.length;
        if (wanted.length > 0) yield wanted;
        if (at >= end && end < file.size) return;
      }
    } catch (error) {
      if (isMissing(error)) throw new MessagingError('attachment-unreadable', { cause: error });
      throw error;
    } finally {
      stream.destroy();
    }
  }

  /** Takes away a file to which nothing refers. */
  discard({ id }: Pick<FileRow, 'id'>): void {
    this.ports.store.files.discard(id);
    this.collect();
  }

  /** Removes from the disk what nothing refers to any more, in the background. */
  collect(): void {
    this.isCollectionWanted = true;
    this.inBackground(async () => {
      while (this.isCollectionWanted) await this.removeOrphans();
    });
  }

  /** At start, while nobody writes: what a crash has left behind goes, in the database at once and on the disk in the background. */
  sweep(): void {
    this.ports.store.files.sweep(ALWAYS);
    this.inBackground(async () => {
      await this.removeOrphans();
      await this.removeStrays();
      while (this.isCollectionWanted) await this.removeOrphans();
    });
  }

  /** Resolves when nothing is being removed. */
  async settled(): Promise<void> {
    await this.collecting;
  }

  private inBackground(work: () => Promise<void>): void {
    this.collecting ??= work()
      .catch((error: unknown) => this.ports.log.write('warn', 'files-not-removed', { error }))
      .finally(() => {
        this.collecting = undefined;
      });
  }

  private async removeOrphans(): Promise<void> {
    const { store, folder } = this.ports;
    this.isCollectionWanted = false;
    await setImmediate();
    for (;;) {
      const paths = store.files.orphans(SLICE);
      for (const path of paths) {
        await rm(join(folder, path), { force: true });
        store.files.forgetOrphan(path);
      }
      if (paths.length < SLICE) return;
    }
  }

  /** Files without a row. A row is always written before its file, so what is listed first and has none afterwards has no use. */
  private async removeStrays(): Promise<void> {
    const { folder } = this.ports;
    const strays = new Set(await readdir(folder).catch(() => []));
    if (strays.size === 0) return;
    for (const path of this.knownPaths()) {
      strays.delete(path);
      await setImmediate();
    }
    for (const path of strays) await rm(join(folder, path), { force: true });
  }

  private *knownPaths(): Generator<string> {
    const { files } = this.ports.store;
    for (let afterId = 0; ;) {
      const rows = files.page({ limit: SLICE, afterId });
      yield* rows.map(({ path }) => path);
      const last = rows.at(-1);
      if (last === undefined) return;
      afterId = last.id;
    }
  }
}

/** @throws {StoreError} `store-disk-full`, `store-io` for what the system says. */
async function ifWritable<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    throw new StoreError(isFull ? 'store-disk-full' : 'store-io', { cause });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
