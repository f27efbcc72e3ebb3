// The headless entry on source files, so that its tests need no build. Argument: folder of the interface.

import { Headless } from '../../../../src/main/headless/headless.ts';
import { readHeadlessOptions } from '../../../../src/main/headless/headless-options.ts';

const headless = new Headless({
  launch: readHeadlessOptions({ args: [], env: process.env }),
  build: { version: '1.2.3', commit: 'abc', electron: '' },
  engineWorker: new URL('../../../../src/main/engine/worker.ts', import.meta.url),
  renderer: process.argv[2] ?? '',
  bridgeScript: 'bridge();',
});
headless.listen();
await headless.start();
