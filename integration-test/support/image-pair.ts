import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';

import { buildBlockMap } from 'app-builder-lib/out/targets/blockmap/blockmap.js';

import type { ReleaseFile } from '../../src/main/updates/manifest.ts';

/** Of the part that two versions have in common. */
const COMMON_BYTES = 3_000_000;

/**
 * Writes what stands for an AppImage of a version: a program that writes its version beside itself and ends, then bytes that all versions share, then
 * a block map, as a real one has.
 * @returns what a release says of it
 */
export async function writeImage(
  path: string,
  { version, name }: { readonly version: string; readonly name: string },
): Promise<ReleaseFile> {
  const program = `#!/bin/sh\nprintf '%s' '${version}' > "$0.ran.part" && mv "$0.ran.part" "$0.ran"\nexit 0\n`;
  const parts = [
    Buffer.from(program),
    noise(version, 50_000),
    noise('common', COMMON_BYTES),
    noise(version, 50_000),
  ];
  writeFileSync(path, Buffer.concat(parts), { mode: 0o755 });
  const { blockMapSize } = await buildBlockMap(path, 'deflate');
  return {
    name,
    size: statSync(path).size,
    sha512: createHash('sha512').update(readFileSync(path)).digest('base64'),
    platform: 'linux',
    arch: process.arch === 'arm64' ? 'arm64' : 'x64',
    kind: 'AppImage',
    ...(blockMapSize === undefined ? {} : { blockMapSize }),
  };
}

/** Bytes that cannot be compressed, the same for the same name. */
function noise(name: string, length: number): Buffer {
  const pieces = Array.from({ length: Math.ceil(length / 64) }, (_, index) =>
    createHash('sha512').update(`${name} ${index}`).digest(),
  );
  return Buffer.concat(pieces).subarray(0, length);
}
