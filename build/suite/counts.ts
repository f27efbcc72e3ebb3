import { existsSync, readFileSync } from 'node:fs';

/** How many tests of a run passed and failed. Skipped ones are neither. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const NO_TESTS: Counts = { passed: 0, failed: 0 };

/** The sum of several runs. */
export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    NO_TESTS,
  );
}

function numberIn(report: unknown, key: string): number {
  const value = typeof report === 'object' && report !== null ? (report as Record<string, unknown>)[key] : 0;
  return typeof value === 'number' ? value : 0;
}

/** Counts from the text of Vitest's JSON report. A test file that could not be loaded is one failure. */
export function vitestCounts(json: string): Counts {
  const report = JSON.parse(json) as { readonly testResults?: readonly unknown[] };
  const broken = (report.testResults ?? []).filter((result) => {
    const { status, assertionResults } = result as {
      status?: string;
      assertionResults?: readonly { status: string }[];
    };
    return status === 'failed' && !(assertionResults ?? []).some((test) => test.status === 'failed');
  }).length;
  return {
    passed: numberIn(report, 'numPassedTests'),
    failed: numberIn(report, 'numFailedTests') + broken,
  };
}

/** Counts from the text of Playwright's JSON report. Errors outside any test are failures. */
export function playwrightCounts(json: string): Counts {
  const report = JSON.parse(json) as { readonly stats?: unknown; readonly errors?: readonly unknown[] };
  return {
    passed: numberIn(report.stats, 'expected') + numberIn(report.stats, 'flaky'),
    failed: numberIn(report.stats, 'unexpected') + (report.errors ?? []).length,
  };
}

/** Reads a report that a runner may have died before writing; then there are no counts. */
export function readCounts(file: string, parse: (json: string) => Counts): Counts {
  if (!existsSync(file)) return NO_TESTS;
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return NO_TESTS;
    throw error;
  }
}
