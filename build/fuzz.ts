// `npm run fuzz`: changes good inputs of every decoder of bytes from outside, and looks for any that it does not stand.
//
//   node build/fuzz.ts [--seconds N] [--only name,…] [--seed S]
//
// The time is shared out between the targets. Inputs that do something new are kept in test/fuzz/corpus, those that a target does
// not stand in test/fuzz/findings, where a unit test tries them again (docs/fuzzing.md).

import { parseArgs } from 'node:util';
import { readInputs, writeCorpus, writeInput } from '../test/fuzz/harness/corpus.ts';
import { Coverage } from '../test/fuzz/harness/coverage.ts';
import { fuzz } from '../test/fuzz/harness/fuzzer.ts';
import type { FuzzTarget } from '../test/fuzz/harness/target.ts';
import { TARGETS } from '../test/fuzz/targets/all.ts';
import { cryptoReady } from '../ts/crypto/index.ts';
import { zstdReady } from '../ts/util/index.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 0xffff_ffff) },
  },
});
const only = values.only?.split(',');
const chosen = TARGETS.filter(({ name }) => only?.includes(name) ?? true);
const strangers = only?.filter((name) => !TARGETS.some((target) => target.name === name)) ?? [];
if (strangers.length > 0 || chosen.length === 0) {
  console.error(`no target ${strangers.join(', ')}; there are ${TARGETS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

await Promise.all([cryptoReady(), zstdReady()]);
const seed = Number(values.seed);
const share = (Number(values.seconds) * 1_000) / chosen.length;
const coverage = new Coverage();
let [runs, findings] = [0, 0];
console.log(`seed ${seed}, ${chosen.length} targets, ${(share / 1_000).toFixed(1)} s each`);
for (const target of chosen) {
  const report = await fuzzed(target);
  runs += report.runs;
  findings += report.findings;
}
coverage.close();
console.log(`${runs} inputs, ${findings} findings`);
process.exitCode = findings > 0 ? 1 : 0;

async function fuzzed(target: FuzzTarget): Promise<{ readonly runs: number; readonly findings: number }> {
  const corpus = [...readInputs('corpus', target.name), ...readInputs('findings', target.name)];
  const startMs = performance.now();
  const mayGoOn = (): boolean => performance.now() - startMs < share;
  const report = await fuzz(target, { seed, corpus, mayGoOn, coverage });
  const perSecond = Math.round((report.runs * 1_000) / (performance.now() - startMs));
  for (const { input, fault } of report.findings) {
    writeInput('findings', target.name, input);
    console.error(`✘ ${target.name}: ${fault}`);
  }
  const kept = await writeCorpus(target, [...corpus, ...report.fresh], coverage);
  console.log(
    `${target.name}: ${report.runs} inputs (${perSecond}/s), ${report.fresh.length} did something new, corpus of ${kept}`,
  );
  return { runs: report.runs, findings: report.findings.length };
}
