// Runs one benchmark and writes what it found as JSON: a process for each, so that none inherits the heap, the compiled
// code or the sockets of another. Started by build/bench.ts.
//
//   node test/bench/run-one.ts NAME FILE [RUNS]

import { writeFileSync } from 'node:fs';

import { BENCHMARKS } from './benchmarks.ts';

/** Longer than any benchmark takes on any machine; one that waits for ever has failed. */
const LIMIT_MS = 600_000;

const [name, file, runs] = process.argv.slice(2);
const benchmark = BENCHMARKS.find((candidate) => candidate.name === name);
if (benchmark === undefined || file === undefined) throw new Error(`No benchmark ${name}`);

setTimeout(() => {
  throw new Error(`${name} did not end`);
}, LIMIT_MS).unref();
const report = await benchmark.run({ runs: runs === undefined ? benchmark.runs : Number(runs) });
writeFileSync(file, JSON.stringify(report));
