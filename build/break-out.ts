// Tries everything that a script in the page could try to get out of it (integration-test/break-out.spec.ts), in a real window.
//
//   node build/break-out.ts [--report]

import { build } from './build.ts';
import { electronRuntime } from './electron-path.mjs';
import { conclude, wantsPage } from './reports/check-report.ts';
import { windowTests } from './reports/window-tests.ts';
import { isProgram } from './run.ts';

if (isProgram(import.meta.url)) {
  await build();
  await conclude(
    {
      name: 'break-out',
      title: 'Out of the page',
      about:
        `A page that was taken over, in a window of Electron ${electronRuntime().version}: what a script in it can try to become more than a page. ` +
        'Listeners for TCP and UDP on this machine tell that nothing arrived. What was tried, one by one, stands in `integration-test/support/break-out/`.',
      findings: await windowTests('break-out.spec.ts'),
    },
    { isWritten: wantsPage() },
  );
}
