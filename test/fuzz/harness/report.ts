import { type Report, duration } from '../../../build/reports/report.ts';

/** What became of a target. */
export interface FuzzedTarget {
  readonly name: string;
  readonly runs: number;
  readonly tookMs: number;
  readonly outcomes: ReadonlyMap<string, number>;
  /** Characters of our code that ran. */
  readonly covered: number;
  /** Inputs that did something new. */
  readonly fresh: number;
  /** Inputs in the corpus now. */
  readonly kept: number;
  /** First lines. */
  readonly findings: readonly string[];
}

/** The page of `npm run fuzz`. */
export function fuzzReport({
  seed,
  targets,
}: {
  readonly seed: number;
  readonly targets: readonly FuzzedTarget[];
}): Report {
  const findings = targets.flatMap((target) =>
    target.findings.map((finding) => `${target.name}: ${finding}`),
  );
  const tookMs = sum(targets.map((target) => target.tookMs));
  return {
    title: 'Fuzzing',
    command: `npm run fuzz -- --seconds ${Math.round(tookMs / 1_000)} --seed ${seed} --report`,
    about:
      'Good inputs of every decoder of bytes from outside, changed in ways that keep their form and in ways that do not ([fuzzing.md](../fuzzing.md)). A finding is an error without a type, a result that takes too long or is another the second time, a broken promise.',
    isWell: findings.length === 0,
    verdict: findings.length === 0 ? ['no findings'] : findings,
    facts: [
      ['seed', seed],
      ['time', duration(tookMs)],
      ['targets', targets.length],
      ['inputs', sum(targets.map(({ runs }) => runs))],
      ['findings', findings.length],
    ],
    tables: [
      {
        title: 'Targets',
        about:
          '“Kinds” are outcomes that can be told apart: classes and codes of errors, and kinds of values. “Accepted” is the share of inputs that were no error. “Code” is how many characters of `ts/` ran, as V8 counts blocks.',
        head: ['target', 'inputs', 'a second', 'kinds', 'accepted', 'code', 'new', 'corpus', 'findings'],
        rows: targets.map((target) => [
          target.name,
          target.runs,
          Math.round((target.runs * 1_000) / Math.max(1, target.tookMs)),
          target.outcomes.size,
          `${Math.round(100 * acceptedShare(target.outcomes))} %`,
          target.covered,
          target.fresh,
          target.kept,
          target.findings.length,
        ]),
      },
      {
        title: 'Outcomes',
        head: ['target', 'outcomes and how often'],
        rows: targets.map(({ name, outcomes }) => [
          name,
          [...outcomes]
            .sort(([, one], [, other]) => other - one)
            .map(([key, count]) => `${key} ${count}`)
            .join(', '),
        ]),
      },
    ],
  };
}

function acceptedShare(outcomes: ReadonlyMap<string, number>): number {
  const accepted = [...outcomes].filter(([key]) => key.startsWith('ok ')).map(([, count]) => count);
  return sum(accepted) / Math.max(1, sum([...outcomes.values()]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
