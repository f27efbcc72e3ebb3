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
    const hash = createHash('sha512');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let bytes = 1; bytes > 0;) {
      bytes = readSync(file, piece, 0, PIECE_BYTES, null);
      hash.update(piece.subarray(0, bytes));
    }
    if (hash.digest('base64') !== sha512) throw new UpdateError('update-install-failed');
    fchmodSync(file, PROGRAM_MODE);
    fsyncSync(file);
  } finally {
    closeSync(file);
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
