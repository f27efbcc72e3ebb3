import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { ROOT } from '../run.ts';

/** A file of what was packed. */
export interface PackedFile {
  /** `resources/app.asar/dist/main/index.cjs`. */
  readonly path: string;
  readonly bytes: Buffer;
  /** It comes with Electron, byte for byte or changed by the packer. */
  readonly isOfElectron: boolean;
}

interface Asar {
  listPackage(archive: string): readonly string[];
  statFile(archive: string, file: string): { readonly size?: number; readonly files?: object };
  extractFile(archive: string, file: string): Buffer;
}

/** Headers for compilers; nothing is compiled here (electron-builder.yml). */
const LEFT_OUT = new Set(['node_modules/node-addon-api']);

const asar = createRequire(import.meta.url)('@electron/asar') as Asar;

/** The app as it was packed last. @throws {Error} when there is none */
export function unpackedApp(release = join(ROOT, 'release')): string {
  const names = existsSync(release) ? readdirSync(release) : [];
  const [name, ...others] = names.filter((candidate) => candidate.startsWith('linux-unpacked'));
  if (name === undefined || others.length > 0)
    throw new Error('There has to be one unpacked app in release/: run "npm run package -- --dir" first.');
  return join(release, name);
}

/**
 * Every file of an unpacked app, with those of its archive.
 * @param electron folder of the Electron that was packed
 */
export function packedFiles(app: string, electron: string): readonly PackedFile[] {
  return filesBelow(app).flatMap((path) => {
    const isOfElectron = existsSync(join(electron, path === 'undertone' ? 'electron' : path));
    const archive = join(app, path);
    if (path.endsWith('.asar')) return filesOfArchive(archive, path);
    return [{ path, bytes: readFileSync(archive), isOfElectron }];
  });
}

/**
 * Packages that the app needs when it runs and that its archive does not have. electron-builder only warns of them.
 * @param lock `packages` of package-lock.json
 */
export function missingPackages(
  app: string,
  lock: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>,
): readonly string[] {
  const archive = join(app, 'resources', 'app.asar');
  const there = new Set(asar.listPackage(archive).map((name) => name.replaceAll('\\', '/')));
  return Object.entries(lock)
    .filter(([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true)
    .map(([path]) => path)
    .filter((path) => !LEFT_OUT.has(path) && !there.has(`/${path}/package.json`));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
}

/** What is unpacked lies beside the archive and is among the other files. */
function filesOfArchive(archive: string, path: string): readonly PackedFile[] {
  return asar
    .listPackage(archive)
    .map((name) => name.replace(/^[/\\]/, ''))
    .filter((name) => {
      const entry = asar.statFile(archive, name) as { readonly files?: object; readonly unpacked?: boolean };
      return entry.files === undefined && entry.unpacked !== true;
    })
    .map((name) => ({ path: join(path, name), bytes: asar.extractFile(archive, name), isOfElectron: false }));
}
