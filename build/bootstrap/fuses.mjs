import { open, readFile } from 'node:fs/promises';
import { SetUpError } from './set-up-error.mjs';

/** Marks the place of the fuses in every Electron executable. */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

const LAYOUT_VERSION = 1;

/**
 * The fuses in the order of their bytes.
 * @type {readonly string[]}
 */
export const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];

const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

/** Where the first fuse lies, and how many there are. */
function locate(executable) {
  const at = executable.indexOf(SENTINEL);
  if (at < 0) throw new SetUpError('The Electron executable has no fuses.');
  if (executable.indexOf(SENTINEL, at + 1) >= 0)
    throw new SetUpError('The Electron executable has two sets of fuses.');
  const wire = at + SENTINEL.length;
  const version = executable[wire];
  const count = executable[wire + 1];
  if (version !== LAYOUT_VERSION || count === undefined) {
    throw new SetUpError(`The Electron executable has fuses of the unknown version ${version}.`);
  }
  return { first: wire + 2, count };
}

/**
 * Reads the fuses of an Electron executable.
 * @param {string} file path of the executable
 * @returns {Promise<Record<string, 'on' | 'off' | 'removed'>>} by the names in {@link FUSES}; a fuse that this
 *   executable is too old for is not in it
 * @throws {SetUpError} when there are none, or in an unknown layout
 */
export async function readFuses(file) {
  const executable = await readFile(file);
  const { first, count } = locate(executable);
  const states = FUSES.slice(0, count).map((name, index) => {
    const byte = executable[first + index];
    return [name, byte === ON ? 'on' : byte === OFF ? 'off' : 'removed'];
  });
  return Object.fromEntries(states);
}

/**
 * Sets fuses of an Electron executable in place; only bytes that differ are written.
 * @param {string} file path of the executable
 * @param {Readonly<Record<string, boolean>>} wanted by the names in {@link FUSES}
 * @returns {Promise<number>} how many bytes were changed
 * @throws {SetUpError} when a fuse does not exist in this executable
 */
export async function setFuses(file, wanted) {
  const executable = await readFile(file);
  const { first, count } = locate(executable);
  const handle = await open(file, 'r+');
  try {
    let changed = 0;
    for (const [name, on] of Object.entries(wanted)) {
      const index = FUSES.indexOf(name);
      if (index < 0 || index >= count) throw new SetUpError(`The Electron executable has no fuse "${name}".`);
      const byte = on ? ON : OFF;
      if (executable[first + index] === byte) continue;
      await handle.write(Uint8Array.of(byte), 0, 1, first + index);
      changed += 1;
    }
    return changed;
  } finally {
    await handle.close();
  }
}
