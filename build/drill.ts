// `npm run drill`: disasters on purpose, and what comes of them (docs/endurance.md).
//
//   node build/drill.ts [--only TEXT] [--seed N] [--report]
//
// `--only` takes the drills whose part or name has the text in it. `--report` writes docs/reports/drills.md.
// Exit status: 0 when every drill has held or was left out, 1 when one has failed, 64 for wrong arguments.

import { parseArgs } from 'node:util';

import { allDrills } from '../integration-test/drills/all.ts';
import type { Outcome } from '../integration-test/drills/drill.ts';
import { playAll } from '../integration-test/drills/play.ts';
import { drillReport } from '../integration-test/drills/report.ts';
import { circumstances, writeReport } from './reports/write-report.ts';

const MARKS: Readonly<Record<Outcome['result'], string>> = { held: '✔', failed: '✘', skipped: '–' };

async function drill(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      report: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const chosen = allDrills(seed).filter(({ part, name }) => `${part}: ${name}`.includes(values.only));
  if (!Number.isSafeInteger(seed) || chosen.length === 0) return 64;
  const where = circumstances();
  console.log(`${chosen.length} drills, seed ${seed}.`);
  const outcomes = await playAll(chosen, ({ part, name, result, told, tookMs }) =>
    console.log(`${MARKS[result]} ${part}: ${name} (${(tookMs / 1_000).toFixed(1)} s)\n    ${told}`),
  );
  const failed = outcomes.filter(({ result }) => result === 'failed').length;
  console.log(`${outcomes.length} drills, ${failed} failed.`);
  if (values.report) console.log(writeReport('drills', drillReport(outcomes, seed), where));
  return failed === 0 ? 0 : 1;
}

process.exitCode = await drill(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 64;
});
