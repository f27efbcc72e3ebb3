import { expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { zstdReady } from '../../ts/util/index.ts';
import { readInputs } from './harness/corpus.ts';
import { fuzz } from './harness/fuzzer.ts';
import { outcomeOf } from './harness/outcome.ts';
import { TARGETS } from './targets/all.ts';

await Promise.all([cryptoReady(), zstdReady()]);

/** Few, because all targets have to be through in seconds; `npm run fuzz` tries millions. */
const RUNS = 300;
const SEED = 20_260_101;

test.each(TARGETS)('$name stands what it once did not, and all that ever was of interest', async (target) => {
  for (const collection of ['findings', 'corpus'] as const) {
    for (const input of readInputs(collection, target.name))
      expect(
        (await outcomeOf(target, input)).fault,
        Buffer.from(input).toString('hex').slice(0, 200),
      ).toBeUndefined();
  }
});

test.each(TARGETS)('$name stands changed inputs', async (target) => {
  const { runs, findings } = await fuzz(target, {
    seed: SEED,
    corpus: readInputs('corpus', target.name),
    mayGoOn: (done) => done < RUNS,
  });
  expect(findings.map(({ fault, input }) => `${fault} ${Buffer.from(input).toString('hex')}`)).toEqual([]);
  expect(runs).toBeGreaterThanOrEqual(Math.min(RUNS, target.seeds().length));
});

test('every target is called differently and has something to start from', () => {
  expect(new Set(TARGETS.map(({ name }) => name)).size).toBe(TARGETS.length);
  expect(TARGETS.filter((target) => target.seeds().length === 0).map(({ name }) => name)).toEqual([]);
});
