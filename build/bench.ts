// `npm run bench`: measures what people feel, beside the least that any program on this machine would need for it.
//
//   node build/bench.ts [--only name,…] [--runs N] [--json FILE]
//
// No figure is a failure; a benchmark that cannot run is (docs/benchmarks.md).

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { BENCHMARKS } from '../test/bench/benchmarks.ts';
import type { Benchmark, BenchmarkReport } from '../test/bench/harness/benchmark.ts';
import { type Measurement, judge } from '../test/bench/harness/measurement.ts';
import { type BenchOptions, readBenchOptions } from '../test/bench/harness/options.ts';
import { table } from '../test/bench/harness/table.ts';
import { build } from './build.ts';
import { buildConstants } from './bundle/constants.ts';
import { onDisplay } from './display.ts';
import { electronRuntime } from './electron-path.mjs';
import { ROOT, run, secondsSince } from './run.ts';

type NamedReport = BenchmarkReport & Pick<Benchmark, 'name' | 'about'>;

async function bench({ only, runs, json }: BenchOptions): Promise<number> {
  const { status } = await run(process.execPath, ['build/bootstrap.mjs', '--test']);
  if (status !== 0) return status;
  const chosen = BENCHMARKS.filter(({ name }) => only.includes(name));
  if (chosen.some(({ opensWindows }) => opensWindows)) await build();

  const reports: NamedReport[] = [];
  for (const benchmark of chosen) {
    const startMs = Date.now();
    const report = await reportOf(benchmark, runs ?? benchmark.runs);
    console.log(
      `${benchmark.name}: ${report === undefined ? 'failed' : 'measured'} in ${secondsSince(startMs)}`,
    );
    if (report !== undefined) reports.push(report);
  }
  if (reports.length > 0) publish(reports, json);
  return reports.length === chosen.length ? 0 : 1;
}

/** What the benchmark says in a process of its own; undefined when it could not run. */
async function reportOf(
  { name, about, opensWindows }: Benchmark,
  runs: number,
): Promise<NamedReport | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
  try {
    const file = join(folder, 'report.json');
    const program = [process.execPath, ['test/bench/run-one.ts', name, file, String(runs)]] as const;
    const { command, args } = opensWindows
      ? onDisplay(...program)
      : { command: program[0], args: program[1] };
    const { status } = await run(command, args);
    if (status !== 0) return undefined;
    return { name, about, ...(JSON.parse(readFileSync(file, 'utf8')) as BenchmarkReport) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function publish(reports: readonly NamedReport[], json: string | undefined): void {
  for (const { name, about, measurements, notes = [] } of reports) {
    console.log(`\n${name}: ${about}\n`);
    console.log(table(measurements));
    if (notes.length > 0) console.log(`\n${notes.join('\n')}`);
  }
  const date = new Date().toISOString();
  const file = resolve(json ?? join(ROOT, '.bench', `${date.replaceAll(':', '-')}.json`));
  mkdirSync(dirname(file), { recursive: true });
  const benchmarks = reports.map((report) => ({
    ...report,
    measurements: report.measurements.map((measurement) => inFigures(measurement)),
  }));
  writeFileSync(file, `${JSON.stringify({ date, ...surroundings(), benchmarks }, undefined, 2)}\n`);
  console.log(`\n${relative(process.cwd(), file)}`);
}

/** A measurement without its samples. */
function inFigures(measurement: Measurement): object {
  const { name, unit, target } = measurement;
  return { name, unit, target, floorIs: measurement.floor?.name, ...judge(measurement) };
}

/** Where and on what the figures were made. */
function surroundings(): object {
  const [{ model } = { model: 'unknown' }] = cpus();
  return {
    commit: JSON.parse(buildConstants(ROOT).__COMMIT__) as string,
    platform: `${process.platform}-${process.arch}`,
    processor: model,
    cores: availableParallelism(),
    node: process.versions.node,
    electron: electronRuntime().version,
  };
}

process.chdir(ROOT);
try {
  const names = BENCHMARKS.map(({ name }) => name);
  process.exitCode = await bench(readBenchOptions(process.argv.slice(2), names));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
