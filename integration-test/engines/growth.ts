import { readFileSync, readdirSync } from 'node:fs';

import { type Trend, trendOf } from './trend.ts';

/** What a process holds. */
export interface Holding {
  /** Resident memory in bytes. */
  readonly memory: number;
  /** Open files and sockets. */
  readonly handles: number;
}

/** What it held at some time. */
export interface Sample extends Holding {
  /** Milliseconds since the play began. */
  readonly atMs: number;
}

/** By so much an engine may have grown since it was warm. */
const MEMORY_LIMIT = 1.5;
const MEMORY_SLACK = 64 * 1024 * 1024;
const HANDLES_SLACK = 32;
/** Acts until an engine has all of its caches. */
const WARM_AFTER = 3;

/** The rule, for people. */
export const GROWTH_RULE = `Since it was warm (act ${WARM_AFTER}), an engine may hold at most ${MEMORY_LIMIT} times the memory and ${MEMORY_SLACK / 1024 / 1024} MiB, and at most ${HANDLES_SLACK} open files more.`;

/** What a process holds now; Linux only. */
export function holdingOf(pid: number): Holding {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { memory: Number(kibibytes) * 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

/** Watches over the acts of a long play whether an engine holds more and more. */
export class Growth {
  readonly name: string;
  private readonly noted: Sample[] = [];

  constructor(name: string) {
    this.name = name;
  }

  note(sample: Sample): void {
    this.noted.push(sample);
  }

  get samples(): readonly Sample[] {
    return this.noted;
  }

  /** How memory, in bytes, and open files went since it was warm. */
  get trends(): { readonly memory: Trend; readonly handles: Trend } {
    const warm = this.noted.slice(WARM_AFTER - 1);
    return {
      memory: trendOf(
        warm.map(({ atMs, memory }) => ({ atMs, value: memory })),
        16 * 1024 * 1024,
      ),
      handles: trendOf(
        warm.map(({ atMs, handles }) => ({ atMs, value: handles })),
        8,
      ),
    };
  }

  /** What it holds more of than it may; empty while it is not warm. */
  faults(): readonly string[] {
    const warm = this.noted[WARM_AFTER - 1];
    const now = this.noted.at(-1);
    if (warm === undefined || now === undefined) return [];
    const memory = warm.memory * MEMORY_LIMIT + MEMORY_SLACK;
    const handles = warm.handles + HANDLES_SLACK;
    return [
      ...(now.memory > memory ? [`${this.name} has grown from ${inMb(warm)} to ${inMb(now)}`] : []),
      ...(now.handles > handles
        ? [`${this.name} has ${now.handles} open files, after ${warm.handles} when it was warm`]
        : []),
    ];
  }

  /** What has not come to rest over the whole play; empty when it was too short to say. */
  restlessness(): readonly string[] {
    const { memory, handles } = this.trends;
    return [
      ...(memory.isFlat === false ? [`the memory of ${this.name} has not come to rest`] : []),
      ...(handles.isFlat === false ? [`the open files of ${this.name} have not come to rest`] : []),
    ];
  }

  toString(): string {
    const now = this.noted.at(-1);
    return now === undefined ? this.name : `${this.name} ${inMb(now)}, ${now.handles} open files`;
  }
}

function inMb({ memory }: Holding): string {
  return `${Math.round(memory / 1024 / 1024)} MiB`;
}
