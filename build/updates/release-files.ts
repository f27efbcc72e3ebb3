import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

import type { ReleaseFile } from '../../src/main/updates/manifest.ts';

/** As `artifactName` of electron-builder.yml has it. */
const NAME =
  /^undertone-(?<version>.+)-(?<os>linux|win|mac)-(?<arch>[a-z0-9_]+)\.(?<ext>AppImage|deb|rpm|tar\.gz|exe|zip|dmg)$/;

/** As build/packaging/package-plan.ts calls what was packed with a development runtime. */
const DEVELOPMENT = /-devruntime\./;

const PLATFORMS = { linux: 'linux', win: 'win32', mac: 'darwin' } as const;
const ARCHES: Readonly<Record<string, ReleaseFile['arch']>> = {
  x64: 'x64',
  x86_64: 'x64',
  amd64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
};
/** Behind the block map stands how long it is. */
const LENGTH_BYTES = 4;
const MAX_BLOCK_MAP_BYTES = 16_000_000;

/**
 * The packages of a version in a folder, with their hashes.
 * @throws {Error} when there are none, or one was made with a development runtime
 */
export function releaseFiles(folder: string, version: string): readonly ReleaseFile[] {
  const names = readdirSync(folder).toSorted();
  const development = names.find(
    (name) => name.startsWith(`undertone-${version}-`) && DEVELOPMENT.test(name),
  );
  if (development !== undefined) throw new Error(`${development} was packed with a development runtime.`);
  const files = names
    .map((name) => releaseFile(folder, { name, version }))
    .filter((file) => file !== undefined);
  if (files.length === 0) throw new Error(`${folder} has no packages of ${version}.`);
  return files;
}

function releaseFile(
  folder: string,
  { name, version }: { readonly name: string; readonly version: string },
): ReleaseFile | undefined {
  const parts = NAME.exec(name)?.groups;
  const arch = ARCHES[parts?.['arch'] ?? ''];
  if (parts?.['version'] !== version || arch === undefined) return undefined;
  const path = join(folder, name);
  const ext = parts['ext'] as 'exe' | Exclude<ReleaseFile['kind'], 'nsis'>;
  const blockMapSize = ext === 'AppImage' ? embeddedBlockMapSize(path) : undefined;
  return {
    name,
    size: statSync(path).size,
    sha512: createHash('sha512').update(readFileSync(path)).digest('base64'),
    platform: PLATFORMS[parts['os'] as keyof typeof PLATFORMS],
    arch,
    kind: ext === 'exe' ? 'nsis' : ext,
    ...(blockMapSize === undefined ? {} : { blockMapSize }),
  };
}

/** How long the block map at the end of an AppImage is; undefined when it has none. */
export function embeddedBlockMapSize(path: string): number | undefined {
  const { size } = statSync(path);
  const file = openSync(path, 'r');
  try {
    const read = (length: number, behind: number): Buffer => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, size - behind);
      return bytes;
    };
    const length = read(LENGTH_BYTES, LENGTH_BYTES).readUInt32BE(0);
    if (length === 0 || length > Math.min(size - LENGTH_BYTES, MAX_BLOCK_MAP_BYTES)) return undefined;
    JSON.parse(inflateRawSync(read(length, length + LENGTH_BYTES)).toString('utf8'));
    return length;
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}
