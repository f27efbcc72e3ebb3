import { delimiter, join, resolve, sep } from 'node:path';

/** What npm tells a script about the script itself; a second npm below it would take it for its own. */
const ABOUT_THE_SCRIPT = /^npm_(?:lifecycle_|package_|command$|node_execpath$)/i;

/**
 * The environment for a program that may replace `node_modules`: without npm's notes about the running script, and
 * without the folders in `node_modules` in PATH, from which a Node that is about to be deleted would be started.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root the project's folder
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(env, root) {
  const modules = join(resolve(root), 'node_modules') + sep;
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !ABOUT_THE_SCRIPT.test(name)));
  for (const name of Object.keys(clean).filter((name) => name.toUpperCase() === 'PATH')) {
    clean[name] = clean[name]
      .split(delimiter)
      .filter((folder) => !(resolve(folder) + sep).startsWith(modules))
      .join(delimiter);
  }
  return clean;
}
