// Packages the app for this system.
//
//   node build/package.ts --dir [--release]
//
// --dir      an unpacked app in release/ (installers are for the release machines)
// --release  for people: refused unless the Electron inside is the official one

import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { electronRuntime } from './electron-path.mjs';
import { packagePlan } from './package-plan.ts';
import { ROOT, isProgram, runPackage, secondsSince } from './run.ts';

/** Removes an earlier package, so that nothing of it can be taken for the new one. */
async function moveOver(from: string, to: string): Promise<void> {
  if (from === to) return;
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}

/**
 * Builds the app and packs it.
 * @returns the folder that was made
 * @throws {Error} when a release is asked for with an Electron that must not be released, or packing fails
 */
async function packageApp({ release }: { readonly release: boolean }): Promise<string> {
  const runtime = electronRuntime();
  const plan = packagePlan({ runtime, release, platform: process.platform });
  await build();
  const { status } = await runPackage('electron-builder/out/cli/cli.js', plan.args);
  if (status !== 0) throw new Error(`electron-builder ended with status ${status}.`);
  const made = join(ROOT, 'release', plan.unpacked);
  if (!existsSync(made)) throw new Error(`electron-builder made no ${plan.unpacked}.`);
  const final = join(ROOT, 'release', `${plan.unpacked}${plan.suffix}`);
  await moveOver(made, final);
  return final;
}

if (isProgram(import.meta.url)) {
  const startMs = Date.now();
  const { values } = parseArgs({
    options: { dir: { type: 'boolean', default: false }, release: { type: 'boolean', default: false } },
  });
  if (!values.dir) {
    console.error('Usage: npm run package -- --dir [--release]');
    process.exitCode = 64;
  } else {
    try {
      const folder = await packageApp({ release: values.release });
      console.log(`Packaged ${folder} in ${secondsSince(startMs)}`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
  }
}
