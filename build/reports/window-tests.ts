import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { onDisplay } from '../display.ts';
import { electronRuntime } from '../electron-path.mjs';
import { ROOT, run } from '../run.ts';
import { type Finding, finding } from './check-report.ts';

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

/** Runs tests with real windows of the built app. @param file below `integration-test/` @returns each of them as a finding */
export async function windowTests(file: string): Promise<readonly Finding[]> {
  const json = join(ROOT, '.tsbuild', 'reports', `${file}.json`);
  await mkdir(dirname(json), { recursive: true });
  await rm(json, { force: true });
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const { command, args } = onDisplay(process.execPath, [
    playwright,
    'test',
    '-c',
    'integration-test/playwright.config.ts',
    '--reporter=list,json',
    file,
  ]);
  await run(command, args, {
    env: { APP_ELECTRON: electronRuntime().executable, PLAYWRIGHT_JSON_OUTPUT_NAME: json },
  });
  const { suites } = JSON.parse(await readFile(json, 'utf8')) as { readonly suites: readonly Suite[] };
  const findings = suites.flatMap((suite) => testsIn(suite));
  return findings.length > 0 ? findings : [finding(`the tests of ${file} run`, false)];
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
