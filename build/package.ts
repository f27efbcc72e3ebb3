// Packages the app for this system.
//
//   node build/package.ts [--dir] [--target deb --target AppImage …] [--release]
//
// without     deb and AppImage on Linux, the installer of the system elsewhere, in release/
// --dir       an unpacked app in release/
// --target    on Linux: deb, AppImage, rpm, tar.gz
// --release   for people: refused unless the Electron inside is the official one

import { existsSync } from 'node:fs';
import { readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from './bootstrap/electron-locations.mjs';
import { build } from './build.ts';
import { electronRuntime } from './electron-path.mjs';
import { makeAnonymous } from './packaging/anonymous-gzip.ts';
import { DEFAULT_TARGETS, LINUX_TARGETS, type LinuxTarget, packagePlan } from './packaging/package-plan.ts';
import type { PackageWish } from './packaging/package-plan.ts';
import { missingPackages } from './packaging/packed-files.ts';
import { ownPackagingTools } from './packaging/packaging-tools.ts';
import { ROOT, isProgram, run, runPackage, secondsSince } from './run.ts';

const RELEASE = join(ROOT, 'release');
const USAGE = `Usage: npm run package -- [--dir] [--target ${LINUX_TARGETS.join('|')}]… [--release]`;

/** Removes an earlier package, so that nothing of it can be taken for the new one. */
async function moveOver(from: string, to: string): Promise<void> {
  if (from === to) return;
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}

/** When the checkout's commit was made, in seconds: the time of every file in a package, so that two of one commit are the same. */
async function commitTime(): Promise<string> {
  const { status, output } = await run('git', ['log', '-1', '--format=%ct'], { output: 'keep' });
  return status === 0 ? output.trim() : '946684800';
}

/** Tools of our own where Electron came from a registry: what electron-builder fetches is out of reach there. */
async function toolsFor(kind: string, wish: PackageWish): Promise<Readonly<Record<string, string>>> {
  const isOwn = process.platform === 'linux' && kind === 'registry' && wish.kind === 'packages';
  return isOwn ? ownPackagingTools(join(cacheFolder(process.env), 'packaging-tools'), wish.targets) : {};
}

/**
 * Builds the app and packs it.
 * @returns what was made: files, or the folder
 * @throws {Error} when a release is asked for with an Electron that must not be released, or packing fails
 */
export async function packageApp({
  release,
  wish,
}: {
  readonly release: boolean;
  readonly wish: PackageWish;
}): Promise<readonly string[]> {
  const runtime = electronRuntime();
  const plan = packagePlan({ runtime, release, platform: process.platform, wish });
  // What electron-builder adds behind `after-pack.cjs` has the rights of installed files, too.
  process.umask(0o022);
  const env = { ...(await toolsFor(runtime.kind, wish)), SOURCE_DATE_EPOCH: await commitTime() };
  await build();
  await removeEarlier();
  const { status } = await runPackage('electron-builder/out/cli/cli.js', plan.args, { env });
  if (status !== 0) throw new Error(`electron-builder ended with status ${status}.`);
  const made = join(RELEASE, plan.unpacked);
  if (!existsSync(made)) throw new Error(`electron-builder made no ${plan.unpacked}.`);
  const folder = join(RELEASE, `${plan.unpacked}${plan.suffix}`);
  await moveOver(made, folder);
  if (process.platform === 'linux') await assertWhole(folder);
  if (wish.kind === 'folder') return [folder];
  const packages = await packagesIn(RELEASE);
  for (const path of packages) if (path.endsWith('.tar.gz')) await makeAnonymous(path);
  return packages;
}

/** @throws {Error} for an app that would not start because a package is missing */
async function assertWhole(app: string): Promise<void> {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Parameters<typeof missingPackages>[1];
  };
  const missing = missingPackages(app, lock.packages);
  if (missing.length > 0) throw new Error(`The app lacks ${missing.join(', ')}.`);
}

async function removeEarlier(): Promise<void> {
  if (!existsSync(RELEASE)) return;
  for (const file of await packagesIn(RELEASE)) await rm(file);
}

async function packagesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const isPackage = (name: string): boolean => /\.(deb|AppImage|rpm|tar\.gz|dmg|exe)$/.test(name);
  return entries
    .filter((entry) => entry.isFile() && isPackage(entry.name))
    .map(({ name }) => join(folder, name));
}

/** @throws {TypeError} for what is no target */
function wishOf(dir: boolean, targets: readonly string[] | undefined): PackageWish {
  if (dir) return { kind: 'folder' };
  return { kind: 'packages', targets: targets?.map(linuxTarget) ?? DEFAULT_TARGETS };
}

function linuxTarget(text: string): LinuxTarget {
  const target = LINUX_TARGETS.find((known) => known === text);
  if (target === undefined) throw new TypeError(`${text} is no target.`);
  return target;
}

async function report(made: readonly string[]): Promise<void> {
  for (const path of made) {
    const { size } = await stat(path);
    console.log(`  ${path}${size > 4096 ? `  ${(size / 1e6).toFixed(1)} MB` : ''}`);
  }
}

if (isProgram(import.meta.url)) {
  const startMs = Date.now();
  try {
    const { values } = parseArgs({
      options: {
        dir: { type: 'boolean', default: false },
        release: { type: 'boolean', default: false },
        target: { type: 'string', multiple: true },
      },
    });
    const made = await packageApp({ release: values.release, wish: wishOf(values.dir, values.target) });
    console.log(`Packaged in ${secondsSince(startMs)}:`);
    await report(made);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof TypeError) console.error(USAGE);
    process.exitCode = error instanceof TypeError ? 64 : 1;
  }
}
