import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playwrightCounts, readCounts, sum, vitestCounts } from '../../build/suite/counts.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('Vitest: passed and failed tests, and files that could not be loaded', () => {
  const report = {
    numPassedTests: 40,
    numFailedTests: 2,
    numPendingTests: 7,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 40, failed: 3 });
});

test('Playwright: expected and flaky pass, unexpected and errors outside tests fail', () => {
  const report = {
    stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 9 },
    errors: [{ message: 'no server' }],
  };
  expect(playwrightCounts(JSON.stringify(report))).toEqual({ passed: 6, failed: 3 });
});

test('a report that is missing or cut off counts nothing', () => {
  const folder = temporaryFolder();
  const cut = join(folder, 'cut.json');
  writeFileSync(cut, '{ "numPassedTests": 4');
  expect(readCounts(cut, vitestCounts)).toEqual({ passed: 0, failed: 0 });
  expect(readCounts(join(folder, 'missing.json'), vitestCounts)).toEqual({ passed: 0, failed: 0 });
});

test('the sum', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0 });
  expect(
    sum([
      { passed: 1, failed: 0 },
      { passed: 20, failed: 3 },
    ]),
  ).toEqual({ passed: 21, failed: 3 });
});
