import { isAbsolute, join, relative, sep } from 'node:path';

export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://bundle`;
export const START_URL = `${ORIGIN}/index.html`;

/** The file that a URL of the bundle means, or `undefined` when it means none inside `root`. */
export function resolveBundlePath(root: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, username, password, pathname } = new URL(url);
  if (protocol !== `${SCHEME}:` || host !== 'bundle' || username !== '' || password !== '') return undefined;
  const steps = pathname.split('/').slice(1).map(decodeStep);
  if (!steps.every(isPlainStep)) return undefined;
  const path = join(root, ...steps);
  return isInside(root, path) ? path : undefined;
}

/** True when a page has this URL because it is ours. */
export function isBundleUrl(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`);
}

function decodeStep(step: string): string | undefined {
  try {
    return decodeURIComponent(step);
  } catch {
    return undefined;
  }
}

function isPlainStep(step: string | undefined): step is string {
  return step !== undefined && step !== '' && step !== '.' && step !== '..' && !/[/\\:\0]/.test(step);
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
