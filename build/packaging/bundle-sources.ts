// How much of a bundle is whose: the columns of its source map, added up.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE = new Map([...DIGITS].map((digit, value) => [digit, value]));
const CONTINUES = 0b10_0000;

/** What of a source map (revision 3) is read. */
export interface SourceMapText {
  readonly sources: readonly string[];
  readonly mappings: string;
}

/**
 * Characters of a bundle by what they come from: a package, or `ours`. What belongs to no source, such as the bundler's own helpers, is `no source`.
 * @throws {Error} for a map that is none
 */
export function charactersBySource(
  code: string,
  { sources, mappings }: SourceMapText,
): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  const lines = code.split('\n');
  let source = 0;
  mappings.split(';').forEach((line, at) => {
    const end = lines[at]?.length ?? 0;
    let column = 0;
    let owner: string | undefined;
    const take = (until: number): void => {
      const name = owner ?? 'no source';
      if (until > column) sum.set(name, (sum.get(name) ?? 0) + until - column);
    };
    for (const segment of line === '' ? [] : line.split(',')) {
      const [columns = 0, sources_] = numbersIn(segment);
      take(column + columns);
      column += columns;
      if (sources_ !== undefined) source += sources_;
      owner = sources_ === undefined ? undefined : ownerOf(sources[source] ?? '');
    }
    take(end);
  });
  return sum;
}

/** `react`, `@scope/name`, or `ours`. */
function ownerOf(source: string): string {
  const names = [...source.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)];
  return names.at(-1)?.[1] ?? 'ours';
}

/** Numbers in base 64 of variable length, least digits first; the lowest bit is the sign. */
function numbersIn(segment: string): readonly number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of segment) {
    const bits = VALUE.get(digit);
    if (bits === undefined) throw new Error(`No source map: ${segment}`);
    value += (bits & (CONTINUES - 1)) << shift;
    shift += 5;
    if ((bits & CONTINUES) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
