import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import type { Argon2idCost } from '../../crypto/index.ts';
import {
  ARGON2ID_MODERATE,
  ARGON2ID_SALT_BYTES,
  SECRET_STREAM_HEADER_BYTES,
  wipe,
} from '../../crypto/index.ts';
import type { Clock, Random } from '../../util/index.ts';
import { utf8 } from '../../util/index.ts';
import { storeErrorOf } from '../driver/sqlite-errors.ts';
import { removeWithCompanions } from '../files.ts';
import type { Store } from '../model/store.ts';
import type { Entry } from './archive.ts';
import { writeArchive } from './archive.ts';
import { copyUnderKey } from './copy-under-key.ts';
import type { CopyUnderKey } from './copy-under-key.ts';
import { createHeader } from './header.ts';
import type { DeriveKey } from './header.ts';
import { sealFrames } from './sealed-frames.ts';

const KEY_BYTES = 32;
const PAGE = 500;

export interface BackupOptions {
  readonly store: Pick<Store, 'copyTo' | 'files' | 'schemaVersion'>;
  /** 32 bytes, of the store. */
  readonly storeKey: Uint8Array;
  /** The file to be written; one that is there is replaced at the end. */
  readonly to: string;
  /** Folder of the encrypted files. */
  readonly filesFolder: string;
  readonly password: string;
  readonly random: Random;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** 3 passes over 256 MiB when absent. */
  readonly cost?: Argon2idCost;
  readonly deriveKey?: DeriveKey;
  /** `copyUnderKey` in this thread, seconds for a large database, unless somebody does it elsewhere. */
  readonly rewrite?: (copy: CopyUnderKey) => void | Promise<void>;
  readonly onProgress?: (progress: BackupProgress) => void;
  readonly signal?: AbortSignal;
}

export interface BackupProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface BackupSummary {
  /** Of the backup. */
  readonly bytes: number;
  readonly files: number;
  /** Files of which there is a row, and nothing on the disk. */
  readonly missingFiles: number;
}

interface BackedUpFile {
  readonly path: string;
  readonly size: number;
}

/**
 * Writes the whole profile into one file under a password (`docs/store.md`, "Backup"). Streams: never holds more than a few
 * pieces of 64 KiB. The profile may be used meanwhile; what is written after the beginning is not in the backup.
 * @throws {StoreError} `store-disk-full`, `store-io`, and what `signal` was aborted with. No unfinished file is left.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  const { to, filesFolder, random } = options;
  const unfinished = `${to}.new`;
  const copy = join(filesFolder, 'database.copy');
  const databaseKey = random.bytes(KEY_BYTES);
  try {
    await mkdir(filesFolder, { recursive: true, mode: 0o700 });
    await snapshot({ copy, newKey: databaseKey }, options);
    const { files, missingFiles } = await filesOf(options);
    let goneFiles = 0;
    const onGone = (): void => void (goneFiles += 1);
    const bytes = await writeSealed(unfinished, { copy, databaseKey, files, onGone }, options);
    await rename(unfinished, to);
    return { bytes, files: files.length - goneFiles, missingFiles: missingFiles + goneFiles };
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw options.signal?.aborted === true ? cause : storeErrorOf(cause);
  } finally {
    removeWithCompanions(copy);
    wipe(databaseKey);
  }
}

/** The database as it is now, under a key of its own. */
async function snapshot(
  { copy, newKey }: { readonly copy: string; readonly newKey: Uint8Array },
  { store, storeKey, rewrite = copyUnderKey, signal }: BackupOptions,
): Promise<void> {
  const raw = `${copy}.raw`;
  try {
    await store.copyTo(raw);
    signal?.throwIfAborted();
    await rewrite({ from: raw, key: storeKey, to: copy, newKey });
  } finally {
    removeWithCompanions(raw);
  }
}

async function filesOf({
  store,
  filesFolder,
}: BackupOptions): Promise<{ readonly files: readonly BackedUpFile[]; readonly missingFiles: number }> {
  const files: BackedUpFile[] = [];
  let missingFiles = 0;
  for (let afterId = 0; ;) {
    const rows = store.files.page({ limit: PAGE, afterId });
    for (const { path } of rows) {
      const size = await sizeOf(join(filesFolder, path));
      if (size === undefined) missingFiles += 1;
      else files.push({ path, size });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return { files, missingFiles };
    afterId = last.id;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

interface Contents {
  readonly copy: string;
  readonly databaseKey: Uint8Array;
  readonly files: readonly BackedUpFile[];
  /** One of `files` was deleted before its turn. */
  readonly onGone: () => void;
}

async function writeSealed(path: string, contents: Contents, options: BackupOptions): Promise<number> {
  const { password, random, cost = ARGON2ID_MODERATE, deriveKey, onProgress, signal } = options;
  const header = await createHeader({
    password,
    cost,
    salt: random.bytes(ARGON2ID_SALT_BYTES),
    streamHeader: random.bytes(SECRET_STREAM_HEADER_BYTES),
    deriveKey,
  });
  const copyBytes = (await stat(contents.copy)).size;
  const totalBytes = contents.files.reduce((sum, { size }) => sum + size, copyBytes);
  const file = await open(path, 'w', 0o600);
  try {
    let written = await writeAll(file, header.bytes);
    const archive = writeArchive(entriesOf(contents, copyBytes, options));
    for await (const frame of sealFrames(archive, header)) {
      signal?.throwIfAborted();
      written += await writeAll(file, frame);
      onProgress?.({ doneBytes: Math.min(written, totalBytes), totalBytes });
    }
    onProgress?.({ doneBytes: totalBytes, totalBytes });
    await file.sync();
    return written;
  } finally {
    wipe(header.key);
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<number> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
  return bytes.length;
}

async function* entriesOf(
  { copy, databaseKey, files, onGone }: Contents,
  copyBytes: number,
  { store, clock, filesFolder }: BackupOptions,
): AsyncGenerator<Entry> {
  const manifest = {
    version: 1,
    schemaVersion: store.schemaVersion,
    createdAtMs: clock.nowMs(),
    files: files.length,
  };
  yield inMemory('manifest', utf8(JSON.stringify(manifest)));
  yield inMemory('key', databaseKey);
  yield { kind: 'database', name: '', size: copyBytes, bytes: onDisk(copy) };
  for (const { path, size } of files) {
    const place = join(filesFolder, path);
    if ((await sizeOf(place)) === size) yield { kind: 'file', name: path, size, bytes: onDisk(place) };
    else onGone();
  }
}

function inMemory(kind: Entry['kind'], bytes: Uint8Array): Entry {
  return { kind, name: '', size: bytes.length, bytes: once(bytes) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function* onDisk(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) yield chunk as Uint8Array;
  } finally {
    await file.close();
  }
}
