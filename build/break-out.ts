// Tries everything that a script in the page could try to get out of it (integration-test/break-out.spec.ts), in a real window.
//
//   node build/break-out.ts [--report]

import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from './build.ts';
import { onDisplay } from './display.ts';
import { electronRuntime } from './electron-path.mjs';
import { type Finding, conclude, finding, wantsPage } from './reports/report.ts';
import { ROOT, isProgram, run } from './run.ts';

/** What of Playwright's JSON is read here. */
interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly Spec[];
}

interface Spec {
  readonly title: string;
  readonly ok: boolean;
  readonly tests: readonly {
    readonly status: string;
    readonly annotations: readonly { readonly description?: string }[];
  }[];
}

/** The tests below a suite by their titles, one after the other. */
function testsIn({ suites = [], specs = [] }: Suite, above: readonly string[] = []): readonly Finding[] {
  return [
    ...specs.map((spec) => findingOf([...above, spec.title].join(' '), spec)),
    ...suites.flatMap((suite) => testsIn(suite, [...above, suite.title])),
  ];
}

function findingOf(what: string, { ok, tests }: Spec): Finding {
  const skipped = tests.find(({ status }) => status === 'skipped');
  if (skipped === undefined) return finding(what, ok);
  return { what, state: 'unknown', detail: skipped.annotations[0]?.description ?? 'not tried' };
}

async function breakOut(): Promise<readonly Finding[]> {
  const file = join(ROOT, '.tsbuild', 'reports', 'break-out.json');
  await mkdir(join(file, '..'), { recursive: true });
  await rm(file, { force: true });
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const { command, args } = onDisplay(process.execPath, [
    playwright,
    'test',
    '-c',
    'integration-test/playwright.config.ts',
    '--reporter=list,json',
    'break-out.spec.ts',
  ]);
  await run(command, args, {
    env: { APP_ELECTRON: electronRuntime().executable, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  const { suites } = JSON.parse(await readFile(file, 'utf8')) as { readonly suites: readonly Suite[] };
  return suites.flatMap((suite) => testsIn(suite));
}

if (isProgram(import.meta.url)) {
  await build();
  const findings = await breakOut();
  await conclude(
    {
      name: 'break-out',
      title: 'Out of the page',
      about:
        `A page that was taken over, in a window of Electron ${electronRuntime().version}: what a script in it can try to become more than a page. ` +
        'Listeners for TCP and UDP on this machine tell that nothing arrived. What was tried, one by one, stands in `integration-test/support/break-out/`.',
      findings: findings.length > 0 ? findings : [finding('the tests run', false)],
    },
    { isWritten: wantsPage() },
  );
}
