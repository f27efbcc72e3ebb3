import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A lock without an owner's number this old (ms) was left by a process that died between two system calls. */
const NAMELESS_IS_STALE_MS = 10_000;

const POLL_MS = 200;

/** The owner's process number; undefined while it is not written yet. */
function ownerOf(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to someone else.
    return error.code === 'EPERM';
  }
}

/** True when the lock's owner, as just read, has died; or there has been none for so long that none will come. */
function isStale(lock, owner) {
  if (owner !== undefined) return !isRunning(owner);
  try {
    return Date.now() - statSync(lock).mtimeMs > NAMELESS_IS_STALE_MS;
  } catch {
    return false;
  }
}

/**
 * Takes a dead owner's lock away. Of several that try, the rename lets one through; if the lock has changed hands
 * between the look and the rename, the new owner gets it back.
 */
function breakLock(lock, deadOwner) {
  const grave = `${lock}.stale-${process.pid}`;
  try {
    renameSync(lock, grave);
    if (ownerOf(grave) !== deadOwner) renameSync(grave, lock);
    else rmSync(grave, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

/**
 * Does `work` while holding the lock folder, so that two set-ups of one checkout never mix. A lock whose owner has
 * died is taken over.
 * @template T
 * @param {string} lock path of the folder that is the lock
 * @param {() => Promise<T>} work
 * @param {(owner: number | undefined) => void} [onWait] told once, when the lock is held by another
 * @returns {Promise<T>}
 */
export async function withLock(lock, work, onWait = () => {}) {
  mkdirSync(dirname(lock), { recursive: true });
  let told = false;
  while (!tryLock(lock)) {
    const owner = ownerOf(lock);
    if (isStale(lock, owner)) {
      breakLock(lock, owner);
      continue;
    }
    if (!told) onWait(owner);
    told = true;
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
