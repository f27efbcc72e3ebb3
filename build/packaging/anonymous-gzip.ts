// Compressed again, for packages that are the same twice: 7-Zip writes the time and a temporary file's name into the head (docs/packages.md).

import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';

/**
 * Rewrites a gzip file so that its bytes follow from its content alone.
 * @throws {Error} when it is no gzip file, or cannot be written; the file is as it was then
 */
export async function makeAnonymous(path: string): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    const compress = createGzip({ level: constants.Z_BEST_COMPRESSION });
    await pipeline(createReadStream(path), createGunzip(), compress, createWriteStream(unfinished));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
