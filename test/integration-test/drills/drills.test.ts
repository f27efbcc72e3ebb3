import { expect, test } from 'vitest';

import { reportText } from '../../../build/reports/report.ts';
import { allDrills } from '../../../integration-test/drills/all.ts';
import { type Drill, DrillFault, type Outcome } from '../../../integration-test/drills/drill.ts';
import { playAll } from '../../../integration-test/drills/play.ts';
import { drillReport } from '../../../integration-test/drills/report.ts';

const made = (name: string, run: Drill['run']): Drill => ({ part: 'kill', name, run });

test('drills hold, fail or are left out, and one that fails does not end the others', async () => {
  const heard: string[] = [];
  const outcomes = await playAll(
    [
      made('held', async () => 'all there'),
      made('failed', () => Promise.reject(new DrillFault('a message is lost'))),
      { ...made('impossible', async () => ''), cannot: () => 'not here' },
      made('also held', async () => 'all there'),
    ],
    ({ name }) => heard.push(name),
  );
  expect(heard).toEqual(['held', 'failed', 'impossible', 'also held']);
  expect(outcomes.map(({ result, told }) => `${result}: ${told}`)).toEqual([
    'held: all there',
    'failed: a message is lost',
    'skipped: not here',
    'held: all there',
  ]);
});

test('a drill report has a table for each part, and what failed first', () => {
  const outcomes: readonly Outcome[] = [
    { part: 'damage', name: 'an empty file', result: 'held', told: 'restored', tookMs: 1_000 },
    { part: 'disk', name: 'no room', result: 'failed', told: 'a message is lost', tookMs: 2_000 },
    { part: 'disk', name: 'read only', result: 'skipped', told: 'needs root', tookMs: 0 },
  ];
  const text = reportText(drillReport(outcomes, 7), { date: '', commit: '', machine: '' });
  expect(text).toContain('**Something is wrong.**\n\n- no room: a message is lost');
  expect(text).toContain('## A damaged profile\n\n| what happens |');
  expect(text).toContain('| read only | left out | needs root |');
  expect(text).not.toContain('## A clock that is wrong');
});

test('every drill has a name of its own', () => {
  const names = allDrills(1).map(({ part, name }) => `${part}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
});

/** Those that need no long past. The others are for `npm run drill`. */
const HERE = ['the app starts on a full disk', 'the machine sleeps for eight hours'];

test('a selection of drills, with engines in processes of their own', { timeout: 240_000 }, async () => {
  const chosen = allDrills(1).filter(({ name }) => HERE.includes(name));
  expect(chosen).toHaveLength(HERE.length);
  const outcomes = await playAll(chosen, () => undefined);
  expect(outcomes.filter(({ result }) => result === 'failed')).toEqual([]);
});
