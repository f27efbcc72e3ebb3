import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { UpdateError } from './update-error.ts';

const PIECE_BYTES = 1_048_576;
const PROGRAM_MODE = 0o755;

/**
 * Puts a program into the place of another: at every moment there is the old one or the new one, whole. What is hashed is what takes the
 * place, so that nobody can exchange it in between.
 * @param sha512 of the new one, in base64
 * @throws {UpdateError} `update-install-failed`; the old one then is as it was
 */
export function replaceProgram(
  target: string,
  { source, sha512 }: { readonly source: string; readonly sha512: string },
): void {
  let beside: string | undefined;
  try {
    const place = realpathSync(target);
    beside = join(dirname(place), `.${basename(place)}.${process.pid}.new`);
    rmSync(beside, { force: true });
    copyFileSync(source, beside, constants.COPYFILE_EXCL);
    seal(beside, sha512);
    renameSync(beside, place);
    syncFolder(dirname(place));
  } catch (cause) {
    if (beside !== undefined) rmSync(beside, { force: true });
    throw new UpdateError('update-install-failed', { cause });
  }
}

/** Checks the copy, makes it a program, and has it on the disk. */
function seal(path: string, sha512: string): void {
  const file = openSync(path, 'r+');
  try {
    if (sha512Of(file) !== sha512) throw new UpdateError('update-install-failed');
    fchmodSync(file, PROGRAM_MODE);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whether a file is still what was signed. @param sha512 in base64 */
export function isAsSigned(path: string, sha512: string): boolean {
  const file = openSync(path, 'r');
  try {
    return sha512Of(file) === sha512;
  } finally {
    closeSync(file);
  }
}

/** Of all of an open file, in base64. */
function sha512Of(file: number): string {
  const hash = createHash('sha512');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (;;) {
    const bytes = readSync(file, piece);
    if (bytes === 0) return hash.digest('base64');
    hash.update(piece.subarray(0, bytes));
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
