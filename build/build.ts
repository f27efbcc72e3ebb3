// Bundles the app into dist/.
//
//   node build/build.ts [--force]
//
// Plain vite, one call per bundle. Not electron-vite: the app has five bundles of three kinds, electron-vite wants its
// own idea of two of them, and all it would save is the development server (docs/adr/0002-plain-vite.md). When nothing
// that goes into a bundle has changed, nothing is done.

import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Rolldown, build as viteBuild } from 'vite';
import { BUNDLES, type BundleContext, type BundlePlan, bundleConfig } from './bundle/bundles.ts';
import { buildConstants } from './bundle/constants.ts';
import { fingerprint, isCurrent } from './bundle/fingerprint.ts';
import { ROOT, isProgram, secondsSince } from './run.ts';
import { assertCompatible, noticesOf } from './supply-chain/licences.ts';
import { packageFolders, readPackage } from './supply-chain/shipped-packages.ts';

/** Holds the fingerprint of what `dist/` was made of. */
const STAMP = '.build-stamp';
/** The node list for those who reach no seed (docs/network.md, "The first node list"); goes beside the engine as it is. */
const BUNDLED_NODES = 'build/bundled-nodes.json';
/** Goes into packages as it is (electron-builder.yml). */
const UNBUNDLED = ['node_modules/@signalapp/sqlcipher'];
const TRAY_ICON = 'build/icons/64x64.png';

export interface BuildOptions {
  /** The project's folder; another one in tests. */
  readonly root?: string;
  /** Build even when nothing has changed. */
  readonly force?: boolean;
}

/** A package of the bundle that the plan forbids there. */
function bannedModule(plan: BundlePlan, output: Rolldown.RolldownOutput): string | undefined {
  const folders = plan.banned.map((name) => `/node_modules/${name}/`);
  return output.output
    .flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []))
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => id)
    .find((id) => folders.some((folder) => id.replaceAll('\\', '/').includes(folder)));
}

async function bundle(plan: BundlePlan, context: BundleContext): Promise<Rolldown.RolldownOutput> {
  const output = (await viteBuild(bundleConfig(plan, context))) as Rolldown.RolldownOutput;
  const banned = bannedModule(plan, output);
  if (banned !== undefined) throw new Error(`${banned} must not be in the ${plan.name} bundle.`);
  if (!existsSync(join(context.out, plan.output))) {
    throw new Error(`The ${plan.name} bundle was built, but ${plan.output} is not there.`);
  }
  return output;
}

/**
 * Writes down whose work is in the bundles, for people and for the bill of materials.
 * @throws {Error} when a licence does not allow it
 */
function writeOrigins(root: string, draft: string, outputs: readonly Rolldown.RolldownOutput[]): void {
  const folders = [...packageFolders(outputs), ...UNBUNDLED];
  const packages = folders
    .map((folder) => readPackage(root, folder))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  assertCompatible(packages);
  writeFileSync(join(draft, 'third-party-licences.txt'), noticesOf(packages));
  const origins = packages.map(({ name, version, licence }) => ({ name, version, licence }));
  writeFileSync(join(draft, 'packages.json'), `${JSON.stringify(origins, undefined, 2)}\n`);
}

/**
 * Builds all bundles, unless they are current.
 * @returns whether anything was built
 * @throws {Error} when an entry is missing, or with the bundler's words
 */
export async function build({ root = ROOT, force = false }: BuildOptions = {}): Promise<boolean> {
  const missing = BUNDLES.filter(({ entry }) => !existsSync(join(root, entry)));
  if (missing.length > 0) {
    throw new Error(`Nothing to build: ${missing.map(({ entry }) => entry).join(', ')} not found.`);
  }
  const out = join(root, 'dist');
  const constants = buildConstants(root);
  const stamp = fingerprint(root, constants);
  const outputs = BUNDLES.map(({ output }) => join(out, output));
  if (!force && isCurrent(join(out, STAMP), { stamp, outputs })) return false;

  // Made beside and swapped in: a failure leaves the last good build, and nobody starts half of one.
  const draft = join(root, '.tsbuild', `dist-${process.pid}`);
  try {
    mkdirSync(draft, { recursive: true });
    const bundled: Rolldown.RolldownOutput[] = [];
    for (const plan of BUNDLES) bundled.push(await bundle(plan, { root, out: draft, constants }));
    writeOrigins(root, draft, bundled);
    copyFileSync(join(root, BUNDLED_NODES), join(draft, 'main', 'bundled-nodes.json'));
    copyFileSync(join(root, TRAY_ICON), join(draft, 'main', 'tray.png'));
    writeFileSync(join(draft, STAMP), stamp);
    rmSync(out, { recursive: true, force: true });
    renameSync(draft, out);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return true;
}

if (isProgram(import.meta.url)) {
  const startMs = Date.now();
  try {
    const built = await build({ force: process.argv.includes('--force') });
    console.log(built ? `Built dist/ in ${secondsSince(startMs)}` : 'dist/ is current');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
