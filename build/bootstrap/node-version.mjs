import { SetUpError } from './set-up-error.mjs';

/** Oldest Node.js that can set the project up: what vite and ESLint need at the least. */
const OLDEST = [20, 19];

/**
 * @param {string} version as in `process.versions.node`
 * @throws {SetUpError} when it is older than 20.19
 */
export function checkNodeVersion(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new SetUpError(`Node.js v${version} is too old: ${OLDEST.join('.')} or newer is needed.`);
  }
}
