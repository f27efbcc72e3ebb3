// Runs test files so many times in a row: what passes by luck does not pass fifty times.
//
//   node build/rounds.ts --rounds 50 test/client/groups-faults

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..');
const VITEST = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'build/vitest.config.ts'];

const { values, positionals: files } = parseArgs({
  options: { rounds: { type: 'string', default: '50' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1 || files.length === 0) {
  console.error('usage: node build/rounds.ts [--rounds N] FILE…');
  process.exit(2);
}

for (let round = 1; round <= rounds; round += 1) {
  const startedMs = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...VITEST, ...files], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const took = `${((performance.now() - startedMs) / 1_000).toFixed(1)} s`;
  if (status !== 0) {
    console.error(`${stdout}${stderr}\nround ${round} of ${rounds} failed after ${took}`);
    process.exit(1);
  }
  console.log(`round ${round} of ${rounds} passed in ${took}`);
}
