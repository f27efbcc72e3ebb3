import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executableName, findElectron, here, officialVersion } from './bootstrap/electron-locations.mjs';
import { REGISTRY_RUNTIME } from './bootstrap/registry-recipe.mjs';
import { SetUpError } from './bootstrap/set-up-error.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '..', '..');

function askVersion(executable) {
  const { stdout, error } = spawnSync(executable, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 20_000,
  });
  const version = stdout?.trim();
  if (!version || version === 'undefined') {
    throw new SetUpError(`APP_ELECTRON is no Electron: ${executable}${error ? ` (${error.message})` : ''}`);
  }
  return version;
}

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable absolute path
 * @property {string} dist folder the runtime was unpacked to
 * @property {string} version
 * @property {'official' | 'registry'} kind only an `official` runtime, of the very version in package.json, may be
 *   packaged for release
 */

/**
 * The Electron that bootstrap has provided. Fetches nothing.
 * @returns {ElectronRuntime}
 * @throws {SetUpError} when there is none yet
 */
export function electronRuntime() {
  const found = findElectron(here(ROOT));
  if (found === undefined) throw new SetUpError('There is no Electron yet: run "node build/bootstrap.mjs".');
  const { executable, origin } = found;
  const official = officialVersion(ROOT);
  const version =
    origin === 'given' ? askVersion(executable) : origin === 'official' ? official : REGISTRY_RUNTIME.version;
  return {
    executable,
    dist: resolve(
      executable,
      ...executableName(process.platform)
        .split('/')
        .map(() => '..'),
    ),
    version,
    kind: origin !== 'registry' && version === official ? 'official' : 'registry',
  };
}
