import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Rolldown } from 'vite';

/** A package of which something is in what people install. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says it. */
  readonly licence: string;
  /** What its licence files say; empty when it has none. */
  readonly licenceText: string;
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice|ofl)/i;

/** The folders of packages of which something was written into bundles: code, style sheets, fonts and other files. */
export function packageFolders(outputs: readonly Rolldown.RolldownOutput[]): ReadonlySet<string> {
  const files = outputs.flatMap(({ output }) => output).flatMap(sourcesOf);
  const folders = files.map((file) => packageFolder(file)).filter((folder) => folder !== undefined);
  return new Set(folders);
}

function sourcesOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset): readonly string[] {
  if (file.type === 'asset') return file.originalFileNames;
  return Object.entries(file.modules)
    .filter(([id, { renderedLength }]) => renderedLength > 0 || id.endsWith('.css'))
    .map(([id]) => id);
}

/** `node_modules/@scope/name`, or one within another, of a file below it; undefined for our own. */
function packageFolder(file: string): string | undefined {
  const path = file.replaceAll('\\', '/').replace(/\?.*$/, '');
  return /(?:^|\/)((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)/.exec(path)?.[1]?.slice(0, -1);
}

/**
 * What a package says of itself.
 * @param folder of the package, below `root`
 * @throws {Error} when it does not say its name, version and licence
 */
export function readPackage(root: string, folder: string): ShippedPackage {
  const place = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as Partial<
    Record<'name' | 'version' | 'license', string>
  >;
  if (name === undefined || version === undefined || license === undefined)
    throw new Error(`${place} does not say its name, version and licence.`);
  return { name, version, licence: license, licenceText: licenceText(place) };
}

function licenceText(folder: string): string {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => name)
    .toSorted();
  return files.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}
