import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { StoreError } from './errors.ts';

const PAGE_BYTES = 4096;
/** A page of cipher text has nearly all 256 byte values; text, zeros or a plain SQLite page do not. */
const FEWEST_VALUES_OF_CIPHERTEXT = 200;

const BACKUP = /^\.v\d+\.backup$/;
/** A new database, and what SQLite keeps beside it. */
const NASCENT = /^(?:\.\d+-[0-9a-f]+)?\.new(?:-\w+)?$/;

/** What SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** Where a new database is built before it takes its place. */
export function nascentPath(path: string): string {
  return `${path}.new`;
}

/** The same, for nobody else: several processes may start on a new profile at once. */
export function ownNascentPath(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
}

/** Where the copy of a database is kept that was made before it left schema `version`. */
export function backupPath(path: string, version: number): string {
  return `${path}.v${version}.backup`;
}

/** Where a damaged database is kept after it was repaired. */
export function damagedPath(path: string): string {
  return `${path}.damaged`;
}

/** Where a backup is unpacked. */
export function restorePath(path: string): string {
  return `${path}.restore`;
}

/** A backup that was unpacked and proven, and is to take the place of the profile: from then on it is the profile. */
export function restoredPath(path: string): string {
  return `${path}.restored`;
}

/** Removes a database and everything made from it: journals, backups, unfinished files. Absent files are no error. */
export function destroyStoreFiles(path: string): void {
  for (const folder of [restorePath(path), restoredPath(path)])
    rmSync(folder, { recursive: true, force: true });
  removeDatabase(path);
}

/** {@link destroyStoreFiles} but for a backup that is to take its place. */
export function removeDatabase(path: string): void {
  removeWithCompanions(path);
  removeWithCompanions(damagedPath(path));
  removeNascent(path);
  removeBackups(path);
}

/** Removes a file and SQLite's companions of it. */
export function removeWithCompanions(path: string): void {
  rmSync(path, { force: true });
  removeCompanions(path);
}

/** Removes what SQLite keeps beside a database. */
export function removeCompanions(path: string): void {
  for (const ending of COMPANIONS) rmSync(path + ending, { force: true });
}

/** Removes the copies that were made before migrations, finished or not. */
export function removeBackups(path: string): void {
  removeBeside(path, (ending) => BACKUP.test(ending.replace(/\.new(?:-\w+)?$/, '')));
}

/** Removes new databases that were never finished; whoever still builds one finds the one that is there. */
export function removeNascent(path: string): void {
  removeBeside(path, (ending) => NASCENT.test(ending));
}

function removeBeside(path: string, isMeant: (ending: string) => boolean): void {
  const folder = dirname(path);
  if (!existsSync(folder)) return;
  const name = basename(path);
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(name) && isMeant(entry.slice(name.length)))
      rmSync(join(folder, entry), { force: true });
  }
}

/** Puts a finished file or folder in its place, so that a crash leaves the old state or the new one. */
export function moveIntoPlace(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/**
 * {@link moveIntoPlace} unless there is a file already: of several processes one puts its own there, and `from` of the others
 * stays. @returns whether it was put there
 */
export function claimPlace(from: string, to: string): boolean {
  if (!linkIfAbsent(from, to)) return false;
  rmSync(from, { force: true });
  syncFolder(dirname(to));
  return true;
}

/** A second name for a file, unlike a rename, never replaces another file. */
function linkIfAbsent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    if (existsSync(to)) return false;
    // Some file systems know no second names; there the moment between looking and renaming remains.
    renameSync(from, to);
    return true;
  }
}

/** Makes the names in a folder survive a power cut. */
export function syncFolder(path: string): void {
  // Windows makes names durable by itself and cannot open folders.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Tells, for a file that its key did not open, whether the key or the file is wrong. A file without a single whole
 * page, or whose first page is not cipher text, was never ours or is damaged.
 */
export function whyUnreadable(path: string): 'store-wrong-key' | 'store-corrupt' {
  const page = Buffer.alloc(PAGE_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, page) < PAGE_BYTES) return 'store-corrupt';
  } finally {
    closeSync(file);
  }
  return new Set(page).size < FEWEST_VALUES_OF_CIPHERTEXT ? 'store-corrupt' : 'store-wrong-key';
}

/**
 * Refuses a file that was cut off. A database is never empty, because it is born complete, and ends with a whole
 * page; while a journal lies beside it, it may be in the middle of being written, and SQLite mends it from there.
 * @throws {StoreError} `store-corrupt`
 */
export function refuseTruncated(path: string): void {
  const { size } = statSync(path);
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) return;
  if (size === 0 || size % PAGE_BYTES !== 0) throw new StoreError('store-corrupt', { message: 'truncated' });
}
