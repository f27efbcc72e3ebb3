import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { REGISTRY_RUNTIME } from './registry-recipe.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * @typedef {object} Place where to look, normally this process and machine
 * @property {string} root the project's folder
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 */

/**
 * @typedef {object} ElectronBinary
 * @property {string} executable absolute path
 * @property {'given' | 'official' | 'registry'} origin `given`: by APP_ELECTRON, whatever it is
 */

/**
 * This process and machine.
 * @param {string} root the project's folder
 * @returns {Place}
 */
export function here(root) {
  return { root, env: process.env, platform: process.platform, arch: process.arch };
}

/** Path of the executable inside an unpacked Electron. */
export function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Folder that all checkouts of this user share. */
export function cacheFolder(env) {
  const base = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
  return join(base, 'undertone-electron');
}

/**
 * Which source is asked for: undefined means the official one, else the registry's.
 * @returns {'official' | 'registry' | undefined}
 * @throws {SetUpError} when APP_ELECTRON_SOURCE has another value
 */
export function wantedSource(env) {
  const source = env.APP_ELECTRON_SOURCE || undefined;
  if (source === undefined || source === 'official' || source === 'registry') return source;
  throw new SetUpError(`APP_ELECTRON_SOURCE is "${source}"; it can be "official" or "registry".`);
}

/**
 * Version of the Electron that is shipped: that of the npm package.
 * @returns {string}
 */
export function officialVersion(root) {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
}

/**
 * The official runtime, if it is unpacked in node_modules and of the package's version.
 * @param {Place} place
 * @returns {ElectronBinary | undefined}
 */
export function findOfficial({ root, platform }) {
  const dist = join(root, 'node_modules', 'electron', 'dist');
  const executable = join(dist, executableName(platform));
  const versionFile = join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return version === officialVersion(root) ? { executable, origin: 'official' } : undefined;
}

/**
 * The registry runtime, if it is complete in the cache.
 * @param {Place} place
 * @returns {ElectronBinary | undefined}
 */
export function findRegistry({ env, platform, arch }) {
  if (platform !== 'linux' || arch !== 'x64') return undefined;
  const folder = join(cacheFolder(env), REGISTRY_RUNTIME.folder);
  if (!existsSync(join(folder, '.complete'))) return undefined;
  return { executable: join(folder, 'dist', 'electron'), origin: 'registry' };
}

/**
 * The Electron to use, without fetching anything: APP_ELECTRON, then the official one, then the registry's.
 * @param {Place} place
 * @returns {ElectronBinary | undefined}
 * @throws {SetUpError} when APP_ELECTRON names no file or APP_ELECTRON_SOURCE is unknown
 */
export function findElectron(place) {
  const given = place.env.APP_ELECTRON;
  if (given) {
    const executable = resolve(given);
    if (!existsSync(executable)) throw new SetUpError(`APP_ELECTRON names no file: ${executable}`);
    return { executable, origin: 'given' };
  }
  const source = wantedSource(place.env);
  const official = source === 'registry' ? undefined : findOfficial(place);
  if (official !== undefined || source === 'official') return official;
  return findRegistry(place);
}
