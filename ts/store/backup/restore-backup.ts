import { existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { CryptoError, wipe } from '../../crypto/index.ts';
import type { Clock, Log } from '../../util/index.ts';
import { rekey } from '../driver/sqlcipher.ts';
import { storeErrorOf } from '../driver/sqlite-errors.ts';
import { StoreError } from '../errors.ts';
import { moveIntoPlace, removeDatabase, restoredPath, restorePath, syncFolder } from '../files.ts';
import { numberSetting } from '../model/settings.ts';
import type { SettingKey, StoredSetting } from '../model/settings.ts';
import { openStore } from '../open-store.ts';
import type { Entry } from './archive.ts';
import { readArchive } from './archive.ts';
import { BackupError } from './errors.ts';
import { BACKUP_HEADER_BYTES, openHeader } from './header.ts';
import type { DeriveKey } from './header.ts';
import { openFrames } from './sealed-frames.ts';
import type { BackupProgress } from './write-backup.ts';

const KEY_BYTES = 32;
const DATABASE = 'store.db';
const FILES = 'files';
const MOST_MANIFEST_BYTES = 65_536;
/** Names as we give them to files; nothing in them can lead out of the folder. */
const FILE_NAME = /^[0-9a-z][0-9a-z_-]*(?:\/[0-9a-z][0-9a-z_-]*)*(?:\.[0-9a-z]+)?$/i;

/** Of a profile that was restored: when its backup was made, in milliseconds. Whoever has settled what that means deletes it. */
export const BACKUP_MADE_AT_MS: SettingKey<number> = numberSetting('backup.made-at-ms');

export interface RestoreOptions {
  /** The backup. */
  readonly from: string;
  /** The database whose place it is to take. */
  readonly path: string;
  /** 32 bytes, of the new database. */
  readonly key: Uint8Array;
  readonly password: string;
  /** Settings of this device, which stay: those in the backup whose names begin with `prefix` go, `values` come instead. */
  readonly kept?: readonly { readonly prefix: string; readonly values: readonly StoredSetting[] }[];
  readonly clock: Clock;
  readonly log: Log;
  readonly deriveKey?: DeriveKey;
  readonly onProgress?: (progress: BackupProgress) => void;
  readonly signal?: AbortSignal;
}

/** Where a profile lies. */
export interface ProfilePlace {
  /** Of the database. */
  readonly path: string;
  /** Of its encrypted files; on the same disk. */
  readonly filesFolder: string;
}

/**
 * Builds a profile out of a backup beside the one that is there, which stays in use, and proves it. When this resolves, the new one
 * has taken its place: {@link finishRestore} puts it there before the database is next opened.
 * @throws {BackupError} see its codes; then nothing was changed
 * @throws {StoreError} `store-newer-schema`, `store-corrupt`, `store-disk-full`, `store-io`; then nothing was changed
 * @throws {CryptoError} `out-of-memory`, while the password is worked on; then nothing was changed
 */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  const { path, log } = options;
  const workshop = restorePath(path);
  try {
    await rm(workshop, { recursive: true, force: true });
    await mkdir(join(workshop, FILES), { recursive: true, mode: 0o700 });
    await unpack(workshop, options);
    prove(join(workshop, DATABASE), options);
    await syncFolders(workshop);
    options.signal?.throwIfAborted();
    discardEarlier(path);
    moveIntoPlace(workshop, restoredPath(path));
    log.write('info', 'backup-restored');
  } catch (cause) {
    const isTyped =
      cause instanceof BackupError || cause instanceof CryptoError || options.signal?.aborted === true;
    throw isTyped ? cause : storeErrorOf(cause);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/**
 * Puts a restored profile into the place of the old one, before anything opens that; killed at any point, it can be done again.
 * Does nothing where none waits. What a restore has left that was killed before it was whole goes.
 * @throws {StoreError} `store-io`; then the next call goes on.
 */
export function finishRestore({ path, filesFolder }: ProfilePlace): void {
  try {
    rmSync(restorePath(path), { recursive: true, force: true });
    const restored = restoredPath(path);
    if (!existsSync(restored)) return;
    // The database goes last: as long as it is there, not everything is done.
    if (existsSync(join(restored, DATABASE))) {
      removeDatabase(path);
      replaceFiles(join(restored, FILES), filesFolder);
      moveIntoPlace(join(restored, DATABASE), path);
    }
    rmSync(restored, { recursive: true, force: true });
  } catch (cause) {
    throw storeErrorOf(cause);
  }
}

/** Those in place are the new ones already when none wait. */
function replaceFiles(restored: string, filesFolder: string): void {
  if (!existsSync(restored)) return;
  rmSync(filesFolder, { recursive: true, force: true });
  moveIntoPlace(restored, filesFolder);
}

/** One that was restored and never opened; taken away as a whole, so that no half of it is ever found. */
function discardEarlier(path: string): void {
  const restored = restoredPath(path);
  if (!existsSync(restored)) return;
  const discarded = `${restored}.old`;
  rmSync(discarded, { recursive: true, force: true });
  renameSync(restored, discarded);
  rmSync(discarded, { recursive: true, force: true });
}

/** Each file is on the disk; now their names are. */
async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await syncFolders(join(folder, entry.name));
  syncFolder(folder);
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
      await take(readArchive(openFrames(sealed, opened)), { workshop, options });
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
async function take(
  entries: AsyncIterable<Entry>,
  { workshop, options }: { readonly workshop: string; readonly options: RestoreOptions },
): Promise<void> {
  const expected: readonly Entry['kind'][] = ['manifest', 'key', 'database'];
  let copyKey: Uint8Array | undefined;
  let madeAtMs = 0;
  let at = 0;
  for await (const entry of entries) {
    if (entry.kind !== (expected[at] ?? 'file')) throw new BackupError('backup-damaged');
    at += 1;
    if (entry.kind === 'manifest') madeAtMs = readManifest(await inMemory(entry, MOST_MANIFEST_BYTES));
    else if (entry.kind === 'key') copyKey = await inMemory(entry, KEY_BYTES);
    else if (entry.kind === 'database') await ontoDisk(entry, join(workshop, DATABASE));
    else await ontoDisk(entry, join(workshop, FILES, fileName(entry)));
  }
  if (copyKey?.length !== KEY_BYTES || at < expected.length) throw new BackupError('backup-damaged');
  rekey(join(workshop, DATABASE), { from: copyKey, to: options.key });
  wipe(copyKey);
  adapt(join(workshop, DATABASE), { madeAtMs, ...options });
}

/** When the backup was made, in milliseconds. */
function readManifest(bytes: Uint8Array): number {
  const manifest = parsed(bytes) as
    { readonly version?: unknown; readonly createdAtMs?: unknown } | undefined;
  const { version, createdAtMs } = manifest ?? {};
  if (typeof version !== 'number') throw new BackupError('backup-damaged');
  if (version !== 1) throw new BackupError('backup-newer');
  return typeof createdAtMs === 'number' && Number.isSafeInteger(createdAtMs) ? createdAtMs : 0;
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

/** Brings the schema up to date, forgets how far swarms were read long ago, and keeps what belongs to this device. */
function adapt(
  path: string,
  { madeAtMs, kept = [], key, clock, log }: RestoreOptions & { readonly madeAtMs: number },
): void {
  const store = openStore({ path, key, clock, log });
  try {
    store.transaction(({ hashes, settings }) => {
      hashes.forgetPositions();
      settings.set(BACKUP_MADE_AT_MS, madeAtMs);
      for (const { prefix, values } of kept) settings.replaceAll(prefix, values);
    });
  } finally {
    store.close();
  }
}

/** Opens what was built as it will be opened, and looks whether it is sound. */
function prove(path: string, { key, clock, log }: RestoreOptions): void {
  const store = openStore({ path, key, clock, log });
  try {
    const [problem] = store.integrityCheck('quick');
    if (problem !== undefined) throw new StoreError('store-corrupt', { message: 'backup' });
  } finally {
    store.close();
  }
}
