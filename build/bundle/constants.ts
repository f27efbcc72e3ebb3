import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the bundles are told about themselves; every value is the text of a JavaScript expression. */
export type BuildConstants = Readonly<Record<'__APP_VERSION__' | '__COMMIT__' | '__UPDATE_SOURCE__', string>>;

/** The commit a folder is at (12 digits, `-dirty` with changes), or `unknown` outside a repository. */
function commitOf(root: string): string {
  const { status, stdout } = spawnSync(
    'git',
    ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'],
    { cwd: root, encoding: 'utf8' },
  );
  return status === 0 ? stdout.trim() : 'unknown';
}

/** Reads version, commit and trusted keys of the project in `root`. */
export function buildConstants(root: string): BuildConstants {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    __APP_VERSION__: JSON.stringify(version),
    __COMMIT__: JSON.stringify(commitOf(root)),
    __UPDATE_SOURCE__: readFileSync(join(root, 'build/updates/trusted-keys.json'), 'utf8'),
  };
}
