import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';

/** Places in the code of `ts/`: for each file a mark at every character that ran. */
export class Spots {
  private readonly files = new Map<string, Uint8Array>();

  get isEmpty(): boolean {
    return [...this.files.values()].every((marks) => !marks.includes(1));
  }

  /** How many characters of the code ran. */
  get size(): number {
    return [...this.files.values()].reduce(
      (sum, marks) => sum + marks.reduce((count, mark) => count + mark, 0),
      0,
    );
  }

  /** Outer ranges come before inner ones, whose count holds where they are. */
  static of(scripts: readonly Profiler.ScriptCoverage[]): Spots {
    const spots = new Spots();
    for (const { url, functions } of scripts) {
      if (!/\/ts\/(?!wire\/generated\/)/.test(url)) continue;
      const ranges = functions.flatMap((one) => one.ranges);
      const marks = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
      for (const { startOffset, endOffset, count } of ranges)
        marks.fill(count > 0 ? 1 : 0, startOffset, endOffset);
      spots.files.set(url, marks);
    }
    return spots;
  }

  /** Those that are not among `others`. */
  without(others: Spots): Spots {
    const rest = new Spots();
    for (const [url, marks] of this.files) {
      const known = others.files.get(url);
      rest.files.set(
        url,
        known === undefined ? marks : marks.map((mark, at) => (known[at] === 1 ? 0 : mark)),
      );
    }
    return rest;
  }

  /** Whether one of them is among `others`. */
  meets(others: Spots): boolean {
    return [...this.files].some(([url, marks]) => {
      const known = others.files.get(url);
      return known !== undefined && marks.some((mark, at) => mark === 1 && known[at] === 1);
    });
  }

  add(others: Spots): void {
    for (const [url, marks] of others.files) {
      const known = this.files.get(url) ?? new Uint8Array();
      const both = new Uint8Array(Math.max(known.length, marks.length));
      both.set(known);
      for (const [at, mark] of marks.entries()) if (mark === 1) both[at] = 1;
      this.files.set(url, both);
    }
  }
}

/** Which code ran, as V8 counts its blocks. One per process. */
export class Coverage {
  private readonly session = new Session();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** What ran since the last call. */
  take(): Spots {
    let spots = new Spots();
    this.session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error !== null) throw error;
      spots = Spots.of(answer.result);
    });
    return spots;
  }

  close(): void {
    this.session.disconnect();
  }
}
