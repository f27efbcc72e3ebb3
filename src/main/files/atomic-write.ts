import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a small file as a whole: after a crash it holds either the old or the new content. Only the user may read it (0600).
 * @throws whatever the file system says; the old content then is untouched.
 */
export function writeFileAtomically(path: string, content: string): void {
  const temporary = temporaryFile(path, content);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/**
 * Makes a small file as a whole, unless there is one: of several processes one makes it. Only the user may read it (0600).
 * @returns whether it was made
 * @throws whatever the file system says
 */
export function createFileAtomically(path: string, content: string): boolean {
  const temporary = temporaryFile(path, content);
  try {
    if (!linkIfAbsent(temporary, path)) return false;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

function temporaryFile(path: string, content: string): string {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return temporary;
}

/** A second name for a file, unlike a rename, never replaces another file. */
function linkIfAbsent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    // Some file systems know no second names; there the moment between looking and renaming remains.
    if (existsSync(to)) return false;
    renameSync(from, to);
    return true;
  }
}

/**
 * Takes away what a process that was killed in the middle of {@link writeFileAtomically} has left beside `path`.
 * @throws whatever the file system says.
 */
export function removeUnfinishedWrites(path: string): void {
  const folder = dirname(path);
  const start = `${basename(path)}.`;
  const unfinished = readdirSync(folder).filter(
    (name) => name.startsWith(start) && /^\d+\.tmp$/.test(name.slice(start.length)),
  );
  for (const name of unfinished) rmSync(join(folder, name), { force: true });
}

/** Makes a rename survive a power cut. Windows cannot open folders and does not need it. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
