import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildConstants } from './constants.ts';

/** Everything a bundle can be made of. The local network is never bundled. */
const INPUTS = [
  'src/**/*',
  'ts/**/*',
  'i18n/**/*',
  'build/build.ts',
  'build/bundled-nodes.json',
  'build/icons/64x64.png',
  'build/bundle/*.ts',
  'build/tsconfig.base.json',
  'package.json',
  'package-lock.json',
];

const isIgnored = (path: string) => path === 'ts/local-network';

/**
 * SHA-256 (hex) over the contents of all inputs and the constants: the same fingerprint means the same bundles.
 * Takes some tens of milliseconds.
 */
export function fingerprint(root: string, constants: BuildConstants): string {
  const hash = createHash('sha256').update(JSON.stringify(constants));
  const entries = globSync(INPUTS, {
    cwd: root,
    withFileTypes: true,
    exclude: ({ name, parentPath }) => isIgnored(join(parentPath, name).slice(root.length + 1)),
  });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\n${file.slice(root.length + 1)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** True when `stampFile` holds this fingerprint and every output is there. */
export function isCurrent(
  stampFile: string,
  { stamp, outputs }: { readonly stamp: string; readonly outputs: readonly string[] },
): boolean {
  return (
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp &&
    outputs.every((file) => existsSync(file))
  );
}
