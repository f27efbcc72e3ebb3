import { expect, test } from 'vitest';

import { countRows, duration, type Report, reportText, thinned } from '../../../build/reports/report.ts';
import { circumstances } from '../../../build/reports/write-report.ts';

const CALM: Report = {
  title: 'Soak',
  command: 'npm run soak -- --minutes 1 --report',
  about: 'Three engines.',
  isWell: true,
  verdict: [],
  facts: [['seed', 7]],
  tables: [{ title: 'Kills', about: 'By moment.', head: ['moment', 'times'], rows: [['a | b', 2]] }],
};

test('a report says what was run where, and what came of it', () => {
  const where = { date: '2026-11-26', commit: 'abc', machine: '2 cores' };
  expect(reportText(CALM, where)).toBe(`# Soak

Three engines.

Written by \`npm run soak -- --minutes 1 --report\`; the next run writes it anew.

**All is well.**

|  |  |
| --- | --- |
| date | 2026-11-26 |
| commit | \`abc\` |
| machine | 2 cores |
| seed | 7 |

## Kills

By moment.

| moment | times |
| --- | --- |
| a \\| b | 2 |
`);
});

test('what is wrong comes first, each in a line of its own', () => {
  const wrong = { ...CALM, isWell: false, verdict: ["lost: 'one\ntwo'", 'grown'], tables: [] };
  const text = reportText(wrong, { date: '', commit: '', machine: '' });
  expect(text).toContain("**Something is wrong.**\n\n- lost: 'one two'\n- grown\n\n|");
});

test('a table without rows says so', () => {
  const text = reportText(
    { ...CALM, tables: [{ title: 'Twins', head: ['text'], rows: [] }] },
    { date: '', commit: '', machine: '' },
  );
  expect(text).toContain('## Twins\n\nNothing.\n');
});

test('long lists are thinned evenly and keep their ends', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at);
  expect(thinned(hundred, 4)).toEqual([0, 33, 66, 99]);
  expect(thinned([1, 2], 4)).toEqual([1, 2]);
});

test('counts are sorted, durations are for people', () => {
  expect(countRows(new Map([['b', 1], ['c', 5], ['a', 1]]))).toEqual([['c', 5], ['a', 1], ['b', 1]]); // prettier-ignore
  expect([12_300, 250_000, 3_900_000].map(duration)).toEqual(['12 s', '4 min 10 s', '1 h 5 min']);
});

test('the circumstances name no machine and no folder', () => {
  const { date, machine, commit } = circumstances(Date.UTC(2026, 0, 2));
  expect(date).toBe('2026-01-02');
  expect(machine).toMatch(/^\d+ cores?, \d+ GiB, \w+ \w+, Node [\d.]+$/);
  expect(commit).not.toContain('/');
});
