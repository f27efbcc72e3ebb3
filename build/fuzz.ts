// `npm run fuzz`: changes good inputs of every decoder of bytes from outside, and looks for any that it does not stand.
//
//   node build/fuzz.ts [--seconds N] [--only name,…] [--seed S] [--report]
//
// The time is shared out between the targets. Inputs that do something new are kept in test/fuzz/corpus, those that a target does
// not stand in test/fuzz/findings, where a unit test tries them again (docs/fuzzing.md). `--report` writes docs/reports/fuzz.md.

import { parseArgs } from 'node:util';
import { readInputs, writeCorpus, writeInput } from '../test/fuzz/harness/corpus.ts';
import { Coverage } from '../test/fuzz/harness/coverage.ts';
import { fuzz } from '../test/fuzz/harness/fuzzer.ts';
import { type FuzzedTarget, fuzzReport } from '../test/fuzz/harness/report.ts';
import type { FuzzTarget } from '../test/fuzz/harness/target.ts';
import { TARGETS } from '../test/fuzz/targets/all.ts';
import { cryptoReady } from '../ts/crypto/index.ts';
import { zstdReady } from '../ts/util/index.ts';
import { circumstances, writeReport } from './reports/write-report.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 0xffff_ffff) },
    report: { type: 'boolean', default: false },
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
const where = circumstances();
const seed = Number(values.seed);
const share = (Number(values.seconds) * 1_000) / chosen.length;
const coverage = new Coverage();
const targets: FuzzedTarget[] = [];
console.log(`seed ${seed}, ${chosen.length} targets, ${(share / 1_000).toFixed(1)} s each`);
for (const target of chosen) targets.push(await fuzzed(target));
coverage.close();
const findings = targets.reduce((sum, target) => sum + target.findings.length, 0);
console.log(`${targets.reduce((sum, { runs }) => sum + runs, 0)} inputs, ${findings} findings`);
if (values.report) console.log(writeReport('fuzz', fuzzReport({ seed, targets }), where));
process.exitCode = findings > 0 ? 1 : 0;

async function fuzzed(target: FuzzTarget): Promise<FuzzedTarget> {
  const { name } = target;
  const corpus = [...readInputs('corpus', name), ...readInputs('findings', name)];
  const startMs = performance.now();
  const mayGoOn = (): boolean => performance.now() - startMs < share;
  const report = await fuzz(target, { seed, corpus, mayGoOn, coverage });
  const tookMs = performance.now() - startMs;
  const { runs, outcomes, covered } = report;
  for (const { input, fault } of report.findings) {
    writeInput('findings', name, input);
    console.error(`✘ ${name}: ${fault}`);
  }
  const kept = await writeCorpus(target, [...corpus, ...report.fresh], coverage);
  const fresh = report.fresh.length;
  console.log(
    `${name}: ${runs} inputs (${Math.round((runs * 1_000) / tookMs)}/s), ${fresh} did something new, corpus of ${kept}`,
  );
  const faults = report.findings.map(({ fault }) => fault.split('\n')[0] ?? '');
  return { name, runs, tookMs, outcomes, covered, fresh, kept, findings: faults };
}
