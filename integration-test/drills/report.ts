import { type Report, duration } from '../../build/reports/report.ts';
import { type Outcome, PARTS, type Part } from './drill.ts';

/** The page of `npm run drill`. */
export function drillReport(outcomes: readonly Outcome[], seed: number): Report {
  const failed = outcomes.filter(({ result }) => result === 'failed');
  const count = (result: Outcome['result']): number =>
    outcomes.filter((outcome) => outcome.result === result).length;
  return {
    title: 'Drills',
    command: `npm run drill -- --seed ${seed} --report`,
    about:
      'Disasters on purpose: engines in processes of their own with real SQLCipher files, on a local Session Network ([endurance.md](../endurance.md)).',
    isWell: failed.length === 0,
    verdict:
      failed.length === 0 ? ['every drill has held'] : failed.map(({ name, told }) => `${name}: ${told}`),
    facts: [
      ['seed', seed],
      ['time', duration(outcomes.reduce((sum, { tookMs }) => sum + tookMs, 0))],
      ['held', count('held')],
      ['failed', count('failed')],
      ['left out', count('skipped')],
    ],
    tables: (Object.keys(PARTS) as Part[])
      .map((part) => ({ part, rows: outcomes.filter((outcome) => outcome.part === part) }))
      .filter(({ rows }) => rows.length > 0)
      .map(({ part, rows }) => ({
        title: PARTS[part],
        head: ['what happens', 'result', 'what came of it'],
        rows: rows.map(({ name, result, told }) => [name, result === 'skipped' ? 'left out' : result, told]),
      })),
  };
}
