import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a small file as a whole: after a crash it holds either the old or the new content. Only the user may read it (0600).
 * @throws whatever the file system says; the old content then is untouched.
 */
export function writeFileAtomically(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
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
