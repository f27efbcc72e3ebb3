import { expect, test } from 'vitest';

import { type Report, finding, isContent, reportPage, verdict } from '../../../build/reports/check-report.ts';

const report = (findings: Report['findings']): Report => ({
  name: 'x',
  title: 'X',
  about: 'About.',
  findings,
});

test('what is not known is neither a success nor a failure, and is said', () => {
  const unknown = { what: 'advisories', state: 'unknown', detail: 'no network' } as const;
  const good = report([finding('one', true), unknown]);
  expect(isContent(good)).toBe(true);
  expect(verdict(good)).toBe('PASS: 1 hold, 0 broken, 1 not known');
  const bad = report([finding('one', true), finding('two', false)]);
  expect(isContent(bad)).toBe(false);
  expect(verdict(bad)).toBe('FAIL: 1 hold, 1 broken');
});

test('a page has what was found in a table, whatever is in it', () => {
  const page = reportPage(report([finding('a | b', false, 'one\ntwo')]));
  expect(page).toContain('| a \\| b | **broken** | one<br>two |');
});
