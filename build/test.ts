// `npm test`: everything that can be checked, stage after stage, up to the first that fails.
//
//   node build/test.ts                 all stages
//   node build/test.ts --integration   build and integration tests only
//
// The last line of the output is always "N passed, N failed", over unit and integration tests; a stage that fails
// without a failed test counts as one failure.

import { ROOT, secondsSince } from './run.ts';
import { type Counts, sum } from './suite/counts.ts';
import { INTEGRATION_STAGES, STAGES } from './suite/stages.ts';

const stages = process.argv.includes('--integration') ? INTEGRATION_STAGES : STAGES;

process.chdir(ROOT);
const counted: Counts[] = [];
for (const { name, run } of stages) {
  console.log(`\n▶ ${name}`);
  const startMs = Date.now();
  const { ok, counts } = await run();
  counted.push(ok || counts.failed > 0 ? counts : { ...counts, failed: 1 });
  console.log(`${ok ? '✔' : '✘'} ${name}: ${secondsSince(startMs)}`);
  if (!ok) {
    process.exitCode = 1;
    break;
  }
}

const { passed, failed } = sum(counted);
console.log(`\n${passed} passed, ${failed} failed`);
