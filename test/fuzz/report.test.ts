import { expect, test } from 'vitest';

import { reportText } from '../../build/reports/report.ts';
import { fuzz } from './harness/fuzzer.ts';
import { fuzzReport } from './harness/report.ts';

test('a fuzz report has inputs, outcomes and findings of every target', async () => {
  const { runs, outcomes, covered, fresh, findings } = await fuzz(
    {
      name: 'tested',
      format: 'bytes',
      seeds: () => [Buffer.from('seed')],
      run: (input) => {
        if (input.length > 0 && input[0] !== 0x73) throw new RangeError('fell');
        return 'fine';
      },
    },
    { seed: 1, corpus: [], mayGoOn: (count) => count < 500 },
  );
  expect([...outcomes.keys()].sort()).toEqual(['RangeError', 'ok string']);
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(runs);
  const faults = findings.map(({ fault }) => fault.split('\n')[0]!);
  const target = { name: 'tested', tookMs: 2_000, kept: 1, runs, outcomes, covered };
  const report = fuzzReport({ seed: 1, targets: [{ ...target, fresh: fresh.length, findings: faults }] });
  const text = reportText(report, { date: '', commit: '', machine: '' });
  expect(text).toContain('- tested: throws RangeError: fell');
  expect(text).toMatch(/\| tested \| 500 \| 250 \| 2 \| \d+ % \| 0 \|/);
  expect(text).toMatch(/\| tested \| (RangeError|ok string) \d+, (RangeError|ok string) \d+ \|/);
});
