import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cleanEnvironment } from './clean-environment.mjs';
import { runCommand } from './command.mjs';

/** Some networks drop packets instead of refusing them. */
const DOWNLOAD_LIMIT_MS = 120_000;

/** After a download failed, the next starts do not wait for it again for so long. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/** The Node that the dependencies bring along: Electron's installer needs a newer one than bootstrap does. */
function bundledNode(root) {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(node) ? node : process.execPath;
}

const failureMark = (cache, version) => join(cache, `official-${version}-unreachable`);

/**
 * True when the official download failed less than a day ago on this machine.
 * @param {{ cache: string, version: string, nowMs?: number }} options
 */
export function failedRecently({ cache, version, nowMs = Date.now() }) {
  const mark = failureMark(cache, version);
  return existsSync(mark) && nowMs - statSync(mark).mtimeMs < RETRY_AFTER_MS;
}

/**
 * Downloads the official Electron with its own installer, which checks it against the hashes in its package.
 * @param {{ root: string, cache: string, version: string }} options
 * @returns {Promise<string | undefined>} undefined on success, else the reason in a line
 */
export async function downloadOfficial({ root, cache, version }) {
  const env = cleanEnvironment(process.env, root);
  delete env.ELECTRON_OVERRIDE_DIST_PATH;
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const { status, stderr, timedOut } = await runCommand(bundledNode(root), [installer], {
    cwd: root,
    env,
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const mark = failureMark(cache, version);
  if (status === 0) {
    rmSync(mark, { force: true });
    return undefined;
  }
  mkdirSync(dirname(mark), { recursive: true });
  const reason = timedOut ? 'no answer in 120 s' : (stderr.trim().split('\n')[0] ?? 'no reason given');
  writeFileSync(mark, `${reason}\n`);
  return reason;
}
