import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from './clean-environment.mjs';
import { runCommand, tail } from './command.mjs';
import { SetUpError } from './set-up-error.mjs';

/** Raise it when an installed `node_modules` must be made anew although the lockfile is the same. */
const RECIPE = 1;

const stampFile = (root) => join(root, 'node_modules', '.bootstrap');

/**
 * What `node_modules` has to be made of: lockfile, machine and recipe as one SHA-256, in hex.
 * @param {string} root the project's folder
 */
export function dependencyStamp(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`\n${process.platform} ${process.arch} ${RECIPE}`)
    .digest('hex');
}

/** True when `node_modules` was made from this very lockfile on this kind of machine. */
export function dependenciesAreCurrent(root) {
  try {
    return readFileSync(stampFile(root), 'utf8') === dependencyStamp(root);
  } catch {
    return false;
  }
}

/**
 * `npm ci`. The stamp is written last: an interrupted installation is begun again.
 * @param {string} root the project's folder
 * @throws {SetUpError} with npm's last lines when it fails
 */
export async function installDependencies(root) {
  const stamp = dependencyStamp(root);
  const env = cleanEnvironment(process.env, root);
  const windows = process.platform === 'win32';
  // Development tools are needed whatever NODE_ENV or the user's configuration says.
  const args = ['ci', '--include=dev', '--no-progress'];
  const { status, stdout, stderr } = windows
    ? await runCommand('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], { cwd: root, env })
    : await runCommand('npm', args, { cwd: root, env });
  if (status !== 0) {
    throw new SetUpError(`npm ci failed:\n${tail(`${stdout}\n${stderr}`)}`);
  }
  writeFileSync(stampFile(root), stamp);
}
