import { expect, test } from 'vitest';

import { reportText } from '../../../build/reports/report.ts';
import { Growth } from '../../../integration-test/engines/growth.ts';
import { storyReport } from '../../../integration-test/engines/story-report.ts';
import { Tally } from '../../../integration-test/engines/tally.ts';

const WHERE = { date: '2026-11-26', commit: 'abc', machine: '2 cores' };

function played() {
  const tally = new Tally();
  tally.rounds = 40;
  tally.acts = 2;
  tally.looked = 300;
  tally.settledInMs.push(2_000, 5_000);
  tally.fault('down');
  tally.fault('down');
  tally.kill('while it writes');
  tally.twins.add('alice 3.0');
  const alice = {
    sent: [
      { what: 'one', by: 'alice', accepted: true },
      { what: 'two', by: 'alice', accepted: false },
    ],
    edits: [{ what: { priority: 1 }, by: 'alice', accepted: true }],
    kills: 1,
  };
  const growth = new Growth('alice');
  growth.note({ atMs: 60_000, memory: 150 * 1024 * 1024, handles: 44 });
  return { seed: 7, nodes: 24, tookMs: 90_000, tally, devices: [alice], growths: [growth] };
}

test('kill rounds tell what was asked, what was cut off and by which kills', () => {
  const text = reportText(storyReport({ ...played(), isGentle: false, wrong: [] }), WHERE);
  expect(text).toContain('# Kill rounds');
  expect(text).toContain('`npm run test:engines -- --rounds 40 --seed 7 --report`');
  expect(text).toContain('| messages accepted | 1 |\n| changes accepted | 1 |\n| cut off by a kill | 1 |');
  expect(text).toContain('| while it writes | 1 |');
  expect(text).toContain('| down | 2 |');
  expect(text).toContain('at most 5 s');
  expect(text).not.toContain('What the engines held');
});

test('a soak tells what the engines held, and what was wrong', () => {
  const text = reportText(storyReport({ ...played(), isGentle: true, wrong: ['lost: x'] }), WHERE);
  expect(text).toContain('**Something is wrong.**\n\n- lost: x');
  expect(text).toContain('| 1 | 150 | 44 |');
  expect(text).toContain('| alice | 0.0 | too short to say | 0.0 | too short to say |');
});
