import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { SetUpError } from './set-up-error.mjs';

const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const ENCRYPTED = 0x1;
const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const ANY_EXECUTE = 0o111;

/**
 * @typedef {object} ZipEntry
 * @property {string} name with `/` between folders; a folder's name ends with `/`
 * @property {number} mode Unix mode, 0 when the archive has none
 * @property {number} method 0 stored, 8 deflated
 * @property {number} compressedBytes
 * @property {number} bytes
 * @property {number} headerOffset
 */

function corrupt(reason) {
  return new SetUpError(`The archive is damaged: ${reason}.`);
}

/** A name that stays inside the folder it is unpacked to. */
function isSafe(name) {
  return (
    name !== '' &&
    !name.startsWith('/') &&
    !/[\\:\0]/.test(name) &&
    !name.split('/').some((part) => part === '..' || part === '.')
  );
}

async function readAt(file, offset, length) {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  if (bytesRead !== length) throw corrupt('it ends too early');
  return bytes;
}

async function findDirectory(file) {
  const { size } = await file.stat();
  const length = Math.min(size, END_BYTES + LONGEST_COMMENT);
  const end = await readAt(file, size - length, length);
  for (let at = length - END_BYTES; at >= 0; at -= 1) {
    if (end.readUInt32LE(at) !== END_OF_DIRECTORY) continue;
    const bytes = end.readUInt32LE(at + 12);
    const offset = end.readUInt32LE(at + 16);
    if (offset + bytes > size) throw corrupt('its directory is cut off');
    return { count: end.readUInt16LE(at + 10), bytes, offset };
  }
  throw corrupt('it has no directory');
}

/**
 * The directory of a zip archive (no zip64: the archives read here are far below 4 GiB).
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 * @throws {SetUpError} when it is damaged, encrypted, or names a path outside the folder or a symbolic link
 */
export async function readDirectory(file) {
  const { count, bytes, offset } = await findDirectory(file);
  const directory = await readAt(file, offset, bytes);
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + DIRECTORY_ENTRY_BYTES > bytes || directory.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw corrupt('its directory is cut off');
    }
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const nameAt = at + DIRECTORY_ENTRY_BYTES;
    if (nameAt + nameBytes > bytes) throw corrupt('its directory is cut off');
    const entry = {
      name: directory.toString('utf8', nameAt, nameAt + nameBytes),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      method: directory.readUInt16LE(at + 10),
      compressedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      headerOffset: directory.readUInt32LE(at + 42),
    };
    if (!isSafe(entry.name)) throw corrupt(`"${entry.name}" leaves the folder`);
    if ((entry.mode & FILE_TYPE) === SYMBOLIC_LINK) throw corrupt(`"${entry.name}" is a symbolic link`);
    if ((directory.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw corrupt(`"${entry.name}" is encrypted`);
    entries.push(entry);
    at = nameAt + nameBytes + extraBytes;
  }
  return entries;
}

/** Lets exactly `expected` bytes through; more or fewer are an error, before a disk can be filled. */
function exactly(expected, name) {
  let seen = 0;
  return new Transform({
    transform(chunk, _encoding, done) {
      seen += chunk.length;
      done(seen > expected ? corrupt(`"${name}" is longer than promised`) : undefined, chunk);
    },
    flush(done) {
      done(seen < expected ? corrupt(`"${name}" is shorter than promised`) : undefined);
    },
  });
}

async function extract({ archive, file, entry, target }) {
  const header = await readAt(file, entry.headerOffset, LOCAL_HEADER_BYTES);
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw corrupt(`"${entry.name}" is not where it should be`);
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw corrupt(`"${entry.name}" has an unknown method`);
  await mkdir(dirname(target), { recursive: true });
  const mode = (entry.mode & ANY_EXECUTE) === 0 ? 0o644 : 0o755;
  const output = () => createWriteStream(target, { mode });
  const start = entry.headerOffset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (entry.compressedBytes === 0) {
    await pipeline([], exactly(entry.bytes, entry.name), output());
    return;
  }
  const input = createReadStream(archive, { start, end: start + entry.compressedBytes - 1 });
  const stages = entry.method === STORED ? [input] : [input, createInflateRaw()];
  try {
    await pipeline([...stages, exactly(entry.bytes, entry.name), output()]);
  } catch (error) {
    throw String(error.code).startsWith('Z_') ? corrupt(`"${entry.name}" does not inflate`) : error;
  }
}

/**
 * Unpacks the files of a zip archive that `place` wants. Sizes are checked; contents are trusted, because the archive
 * itself was verified.
 * @param {string} archive path
 * @param {string} folder where the files go
 * @param {(name: string) => string | undefined} place relative path for an entry; undefined leaves it out
 * @returns {Promise<number>} how many files were written
 * @throws {SetUpError} when the archive is damaged or unsafe
 */
export async function unzip(archive, folder, place) {
  const file = await open(archive);
  try {
    let written = 0;
    for (const entry of await readDirectory(file)) {
      if (entry.name.endsWith('/')) continue;
      const path = place(entry.name);
      if (path === undefined) continue;
      await extract({ archive, file, entry, target: join(folder, path) });
      written += 1;
    }
    return written;
  } finally {
    await file.close();
  }
}
