import {
  closeSync,
  existsSync,
  fsyncSync,
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

/** What SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** Where a new database is built before it takes its place. */
export function nascentPath(path: string): string {
  return `${path}.new`;
}

/** Where the copy of a database is kept that was made before it left schema `version`. */
export function backupPath(path: string, version: number): string {
  return `${path}.v${version}.backup`;
}

/** Where a damaged database is kept after it was repaired. */
export function damagedPath(path: string): string {
  return `${path}.damaged`;
}

/** Where a backup is unpacked before it takes the place of a database. */
export function restorePath(path: string): string {
  return `${path}.restore`;
}

/** Removes a database and everything made from it: journals, backups, unfinished files. Absent files are no error. */
export function destroyStoreFiles(path: string): void {
  removeWithCompanions(path);
  removeWithCompanions(damagedPath(path));
  rmSync(restorePath(path), { recursive: true, force: true });
  removeWithCompanions(nascentPath(path));
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
  const folder = dirname(path);
  if (!existsSync(folder)) return;
  const name = basename(path);
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(name)) continue;
    const ending = entry.slice(name.length).replace(/\.new(?:-\w+)?$/, '');
    if (BACKUP.test(ending)) rmSync(join(folder, entry), { force: true });
  }
}

/** Puts a finished file in its place, so that a crash leaves the old state or the new one. */
export function moveIntoPlace(from: string, to: string): void {
  renameSync(from, to);
  // Windows makes renames durable by itself and cannot open folders.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(to), 'r');
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
