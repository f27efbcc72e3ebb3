import { existsSync, readdirSync } from 'node:fs';
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { wipe } from '../../crypto/index.ts';
import type { Clock, Log } from '../../util/index.ts';
import { rekey } from '../driver/sqlcipher.ts';
import { storeErrorOf } from '../driver/sqlite-errors.ts';
import { StoreError } from '../errors.ts';
import { moveIntoPlace, restorePath } from '../files.ts';
import { openStore } from '../open-store.ts';
import type { Entry } from './archive.ts';
import { readArchive } from './archive.ts';
import { BackupError } from './errors.ts';
import { BACKUP_HEADER_BYTES, openHeader } from './header.ts';
import type { DeriveKey } from './header.ts';
import { openFrames } from './sealed-frames.ts';
import type { BackupProgress } from './write-backup.ts';

const KEY_BYTES = 32;
const MOST_MANIFEST_BYTES = 65_536;
/** Names as we give them to files; nothing in them can lead out of the folder. */
const FILE_NAME = /^[0-9a-z][0-9a-z_-]*(?:\/[0-9a-z][0-9a-z_-]*)*(?:\.[0-9a-z]+)?$/i;

export interface RestoreOptions {
  /** The backup. */
  readonly from: string;
  /** Where the database is to be. */
  readonly path: string;
  /** Where the encrypted files are to be, on the same disk. */
  readonly filesFolder: string;
  /** 32 bytes, of the new database. */
  readonly key: Uint8Array;
  readonly password: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly deriveKey?: DeriveKey;
  readonly onProgress?: (progress: BackupProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Restores a backup into a profile that has no database and no files yet. All of it is built beside and proven, then moved into
 * place: the database last, so that a crash leaves an empty profile or the whole one. Messages are fetched from the swarm
 * anew; what is known already is recognised.
 * @throws {BackupError} see its codes
 * @throws {StoreError} `store-newer-schema`, `store-corrupt`, `store-disk-full`, `store-io`
 */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  const { path, filesFolder, log } = options;
  const workshop = restorePath(path);
  await clearUnfinished(options, workshop);
  if (existsSync(path) || isFilled(filesFolder)) throw new BackupError('backup-profile-not-empty');
  try {
    await mkdir(join(workshop, 'files'), { recursive: true, mode: 0o700 });
    const built = join(workshop, 'store.db');
    await unpack(workshop, options);
    prove(built, options);
    await mkdir(dirname(filesFolder), { recursive: true, mode: 0o700 });
    if (existsSync(filesFolder)) await rmdir(filesFolder);
    await rename(join(workshop, 'files'), filesFolder);
    moveIntoPlace(built, path);
    log.write('info', 'backup-restored');
  } catch (cause) {
    const isTyped = cause instanceof BackupError || options.signal?.aborted === true;
    throw isTyped ? cause : storeErrorOf(cause);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** A restore that was killed may have moved the files, but not the database that gives them meaning. */
async function clearUnfinished({ path, filesFolder }: RestoreOptions, workshop: string): Promise<void> {
  if (!existsSync(workshop)) return;
  const hasMovedFiles = existsSync(join(workshop, 'store.db')) && !existsSync(join(workshop, 'files'));
  if (hasMovedFiles && !existsSync(path)) await rm(filesFolder, { recursive: true, force: true });
  await rm(workshop, { recursive: true, force: true });
}

function isFilled(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

async function unpack(workshop: string, options: RestoreOptions): Promise<void> {
  const { from, password, deriveKey, onProgress, signal } = options;
  const file = await open(from, 'r');
  try {
    const totalBytes = (await file.stat()).size;
    const { bytesRead, buffer } = await file.read(
      new Uint8Array(BACKUP_HEADER_BYTES),
      0,
      BACKUP_HEADER_BYTES,
      0,
    );
    const opened = await openHeader(buffer.subarray(0, bytesRead), { password, deriveKey });
    try {
      const sealed = watched(
        file.createReadStream({ start: BACKUP_HEADER_BYTES, autoClose: false }),
        (doneBytes) => {
          signal?.throwIfAborted();
          onProgress?.({ doneBytes, totalBytes });
        },
      );
      await take(readArchive(openFrames(sealed, opened)), workshop, options.key);
    } finally {
      wipe(opened.key);
    }
  } finally {
    await file.close();
  }
}

async function* watched(
  bytes: AsyncIterable<unknown>,
  tell: (doneBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let doneBytes = BACKUP_HEADER_BYTES;
  for await (const chunk of bytes) {
    if (!(chunk instanceof Uint8Array)) continue;
    doneBytes += chunk.length;
    tell(doneBytes);
    yield chunk;
  }
}

/** Manifest, key, database, files, in this order. */
async function take(entries: AsyncIterable<Entry>, workshop: string, newKey: Uint8Array): Promise<void> {
  const expected: readonly Entry['kind'][] = ['manifest', 'key', 'database'];
  let copyKey: Uint8Array | undefined;
  let at = 0;
  for await (const entry of entries) {
    if (entry.kind !== (expected[at] ?? 'file')) throw new BackupError('backup-damaged');
    at += 1;
    if (entry.kind === 'manifest') checkManifest(await inMemory(entry, MOST_MANIFEST_BYTES));
    else if (entry.kind === 'key') copyKey = await inMemory(entry, KEY_BYTES);
    else if (entry.kind === 'database') await ontoDisk(entry, join(workshop, 'store.db'));
    else await ontoDisk(entry, join(workshop, 'files', fileName(entry)));
  }
  if (copyKey?.length !== KEY_BYTES || at < expected.length) throw new BackupError('backup-damaged');
  rekey(join(workshop, 'store.db'), { from: copyKey, to: newKey });
  wipe(copyKey);
}

function checkManifest(bytes: Uint8Array): void {
  const manifest = parsed(bytes) as { readonly version?: unknown } | undefined;
  if (typeof manifest?.version !== 'number') throw new BackupError('backup-damaged');
  if (manifest.version !== 1) throw new BackupError('backup-newer');
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new BackupError('backup-damaged', { cause });
  }
}

function fileName({ name }: Entry): string {
  if (!FILE_NAME.test(name)) throw new BackupError('backup-damaged', { message: 'name of a file' });
  return name;
}

async function inMemory(entry: Entry, most: number): Promise<Uint8Array> {
  if (entry.size > most) throw new BackupError('backup-damaged');
  const bytes = new Uint8Array(entry.size);
  let at = 0;
  for await (const chunk of entry.bytes) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

async function ontoDisk(entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of entry.bytes) {
      for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Opens what was built, brings its schema up to date, and forgets how far swarms were read long ago. */
function prove(path: string, { key, clock, log }: RestoreOptions): void {
  const store = openStore({ path, key, clock, log });
  try {
    const [problem] = store.integrityCheck('quick');
    if (problem !== undefined) throw new StoreError('store-corrupt', { message: 'backup' });
    store.hashes.forgetPositions();
  } finally {
    store.close();
  }
}
