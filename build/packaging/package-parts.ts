import type { PackedFile } from './packed-files.ts';

const ARCHIVE = 'resources/app.asar/dist';

/** What a package is made of; the first that fits a file has it. */
const PARTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Electron: program', /^undertone$/],
  ['Electron: libraries and helpers', /\.so(?:\.\d+)?$|^chrome[_-](?:sandbox|crashpad_handler)$/],
  ['Electron: locales', /^locales\//],
  ['Electron: licences', /^LICENSE/],
  ['Electron: data', /^[^/]+$/],
  ['database driver: compiled', /\.node$/],
  ['database driver: the rest', /node_modules\/@signalapp\/sqlcipher\//],
  ['main process', new RegExp(`^${ARCHIVE}/main/index\\.cjs$`)],
  ['engine', new RegExp(`^${ARCHIVE}/main/engine-worker\\.cjs$`)],
  ['other threads', new RegExp(`^${ARCHIVE}/main/.*-worker\\.cjs$`)],
  ['main process: files', new RegExp(`^${ARCHIVE}/main/`)],
  ['bridge', new RegExp(`^${ARCHIVE}/preload/`)],
  ['page: scripts', new RegExp(`^${ARCHIVE}/renderer/.*\\.js$`)],
  ['page: styles', new RegExp(`^${ARCHIVE}/renderer/.*\\.css$`)],
  ['page: emoji', new RegExp(`^${ARCHIVE}/renderer/.*emoji.*\\.woff2?$`)],
  ['page: fonts', new RegExp(`^${ARCHIVE}/renderer/.*\\.woff2?$`)],
  ['page: the rest', new RegExp(`^${ARCHIVE}/renderer/`)],
  ['licences and metadata', /^resources\//],
];

/** Bytes of each part; what has no name is `unknown`. */
export function partsOf(files: readonly PackedFile[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { path, bytes } of files) {
    const name = PARTS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'unknown';
    sums.set(name, (sums.get(name) ?? 0) + bytes.length);
  }
  return sums;
}
