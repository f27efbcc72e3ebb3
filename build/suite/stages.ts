import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.ts';
import { onDisplay } from '../display.ts';
import { electronRuntime } from '../electron-path.mjs';
import { lint } from '../lint.ts';
import { ROOT, run } from '../run.ts';
import { typecheck } from '../typecheck.ts';
import { type Counts, NO_TESTS, playwrightCounts, readCounts, vitestCounts } from './counts.ts';

export interface StageResult {
  readonly ok: boolean;
  readonly counts: Counts;
}

export interface Stage {
  readonly name: string;
  readonly run: () => Promise<StageResult>;
}

const REPORTS = join(ROOT, '.tsbuild', 'reports');
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');

/** What Electron's own Node (BoringSSL, an older Node) might see otherwise than the Node of the tests. */
const INSIDE_ELECTRON = ['test/util', 'test/crypto', 'test/wire', 'test/account', 'test/store'];

/** A place for a runner's report, without an older one. */
function freshReport(name: string): string {
  mkdirSync(REPORTS, { recursive: true });
  const file = join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function vitestArgs(report: string, folders: readonly string[] = []): readonly string[] {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return [VITEST, 'run', '--config', 'build/vitest.config.ts', ...reporters, ...folders];
}

async function runUnit(): Promise<StageResult> {
  const report = freshReport('unit');
  const { status } = await run(process.execPath, vitestArgs(report));
  return { ok: status === 0, counts: readCounts(report, vitestCounts) };
}

/** The same tests again: their successes are not counted twice, their failures are. */
async function runUnitInElectron(): Promise<StageResult> {
  const folders = INSIDE_ELECTRON.filter((folder) => existsSync(join(ROOT, folder)));
  if (folders.length === 0) return { ok: true, counts: NO_TESTS };
  const report = freshReport('unit-in-electron');
  const { status } = await run(electronRuntime().executable, vitestArgs(report, folders), {
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  return { ok: status === 0, counts: { passed: 0, failed: readCounts(report, vitestCounts).failed } };
}

async function runBuild(): Promise<StageResult> {
  try {
    await build();
    return { ok: true, counts: NO_TESTS };
  } catch (error) {
    console.error(error);
    return { ok: false, counts: NO_TESTS };
  }
}

async function runIntegration(): Promise<StageResult> {
  const report = freshReport('integration');
  const { command, args } = onDisplay(process.execPath, [
    PLAYWRIGHT,
    'test',
    '-c',
    'integration-test/playwright.config.ts',
    '--reporter=list,json',
  ]);
  const { status } = await run(command, args, {
    env: { APP_ELECTRON: electronRuntime().executable, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return { ok: status === 0, counts: readCounts(report, playwrightCounts) };
}

const check = (work: () => Promise<boolean>) => async (): Promise<StageResult> => ({
  ok: await work(),
  counts: NO_TESTS,
});

/** All stages of `npm test`, in their order: what fails quickly comes first. */
export const STAGES: readonly Stage[] = [
  { name: 'typecheck', run: check(typecheck) },
  { name: 'lint', run: check(lint) },
  { name: 'unit', run: runUnit },
  { name: 'unit-in-electron', run: runUnitInElectron },
  { name: 'build', run: runBuild },
  { name: 'integration', run: runIntegration },
];

/** The stages that drive real windows. */
export const INTEGRATION_STAGES: readonly Stage[] = STAGES.filter(
  ({ name }) => name === 'build' || name === 'integration',
);
