export interface BenchOptions {
  /** Names of the benchmarks to run, in the order in which they are known. */
  readonly only: readonly string[];
  /** Instead of each benchmark's own number. */
  readonly runs?: number;
  /** Where the JSON goes instead of `.bench/`. */
  readonly json?: string;
}

/**
 * Reads `[--only name,…] [--runs N] [--json FILE]`.
 * @throws {RangeError} with a sentence for the person at the terminal
 */
export function readBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const values = new Map<string, string>();
  for (let at = 0; at < args.length; at += 2) {
    const [flag = '', value] = args.slice(at, at + 2);
    if (!['--only', '--runs', '--json'].includes(flag)) throw new RangeError(`Unknown option: ${flag}`);
    if (value === undefined || value === '') throw new RangeError(`${flag} needs a value.`);
    values.set(flag, value);
  }
  const runs = values.get('--runs');
  const json = values.get('--json');
  return {
    only: chosen(values.get('--only'), known),
    ...(runs === undefined ? {} : { runs: positive(runs) }),
    ...(json === undefined ? {} : { json }),
  };
}

function chosen(list: string | undefined, known: readonly string[]): readonly string[] {
  if (list === undefined) return known;
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`No benchmark "${unknown}"; there are ${known.join(', ')}.`);
  return known.filter((name) => names.includes(name));
}

function positive(text: string): number {
  const runs = Number(text);
  if (!Number.isSafeInteger(runs) || runs < 1) throw new RangeError('--runs needs a number from 1 on.');
  return runs;
}
