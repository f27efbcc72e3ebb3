// The headless entry on source files, so that its tests need no build. Arguments: folder of the interface, and another
// program for the engine's thread.

import { fileURLToPath } from 'node:url';

import { Headless } from '../../../../src/main/headless/headless.ts';
import { readHeadlessOptions } from '../../../../src/main/headless/headless-options.ts';

const headless = new Headless({
  launch: readHeadlessOptions({ args: [], env: process.env }),
  build: { version: '1.2.3', commit: 'abc', electron: '' },
  engineWorker: process.argv[3] ?? new URL('../../../../src/main/engine/worker.ts', import.meta.url),
  storeWorker: fileURLToPath(new URL('../../../../src/main/engine/store-worker.ts', import.meta.url)),
  bulkWorker: fileURLToPath(new URL('../../../../src/main/engine/bulk-worker.ts', import.meta.url)),
  bundledNodes: '',
  passwordWorker: new URL('password-worker.ts', import.meta.url),
  passwordCost: { ops: 1, memKiB: 8 },
  renderer: process.argv[2] ?? '',
  bridgeScript: 'bridge();',
});
headless.listen();
await headless.start();
