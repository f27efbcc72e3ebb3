// Runs test files so many times in a row: what passes by luck does not pass fifty times.
//
//   node build/rounds.ts --rounds 50 test/client/groups-faults

import { parseArgs } from 'node:util';

import { isProgram, runPackage, secondsSince } from './run.ts';

/** @returns whether all rounds have passed */
async function playRounds(files: readonly string[], rounds: number): Promise<boolean> {
  const args = ['run', '--config', 'build/vitest.config.ts', ...files];
  for (let round = 1; round <= rounds; round += 1) {
    const startMs = Date.now();
    const { status, output } = await runPackage('vitest/vitest.mjs', args, { output: 'keep' });
    if (status !== 0) {
      console.error(`${output}\nround ${round} of ${rounds} failed after ${secondsSince(startMs)}`);
      return false;
    }
    console.log(`round ${round} of ${rounds} passed in ${secondsSince(startMs)}`);
  }
  return true;
}

if (isProgram(import.meta.url)) {
  const { values, positionals: files } = parseArgs({
    options: { rounds: { type: 'string', default: '50' } },
    allowPositionals: true,
  });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1 || files.length === 0) {
    console.error('Usage: npm run test:rounds -- [--rounds N] FILE…');
    process.exitCode = 64;
  } else if (!(await playRounds(files, rounds))) process.exitCode = 1;
}
