// `npm run headless:ui`: the built app for a browser on this machine, without Electron (docs/process-contract.md).
//
//   APP_USER_DATA=<profile's folder> npm run headless:ui
//
// Prints `READY <url>` when the page can be opened. SIGTERM and SIGINT end it.

import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

import { Headless } from '../src/main/headless/headless.ts';
import { HeadlessError } from '../src/main/headless/headless-error.ts';
import { readHeadlessOptions } from '../src/main/headless/headless-options.ts';
import { EXIT_STATUS } from '../src/main/lifecycle/exit-status.ts';
import { build } from './build.ts';
import { buildConstants } from './bundle/constants.ts';
import { ROOT } from './run.ts';

async function start(): Promise<void> {
  const launch = readHeadlessOptions({ args: process.argv.slice(2), env: process.env });
  await build();
  const { __APP_VERSION__: version, __COMMIT__: commit } = buildConstants(ROOT);
  const headless = new Headless({
    launch,
    build: { version: JSON.parse(version) as string, commit: JSON.parse(commit) as string, electron: '' },
    engineWorker: join(ROOT, 'dist', 'main', 'engine-worker.cjs'),
    bundledNodes: join(ROOT, 'build', 'bundled-nodes.json'),
    storeWorker: join(ROOT, 'dist', 'main', 'store-worker.cjs'),
    bulkWorker: join(ROOT, 'dist', 'main', 'bulk-worker.cjs'),
    passwordWorker: join(ROOT, 'dist', 'main', 'password-worker.cjs'),
    renderer: join(ROOT, 'dist', 'renderer'),
    bridgeScript: stripTypeScriptTypes(
      readFileSync(join(ROOT, 'src', 'preload', 'socket-bridge.ts'), 'utf8'),
    ),
  });
  headless.listen();
  await headless.start();
}

try {
  await start();
} catch (error) {
  if (error instanceof HeadlessError) {
    console.error(`${error.code}: set APP_USER_DATA to the profile's folder`);
    process.exitCode = EXIT_STATUS.refused;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
