import { readFileSync, readdirSync } from 'node:fs';

/** What a process holds. */
export interface Holding {
  /** Resident memory in bytes. */
  readonly memory: number;
  /** Open files and sockets. */
  readonly handles: number;
}

/** By so much an engine may have grown since it was warm. */
const MEMORY_LIMIT = 1.5;
const MEMORY_SLACK = 64 * 1024 * 1024;
const HANDLES_SLACK = 32;
/** Acts until an engine has all of its caches. */
const WARM_AFTER = 3;

/** What a process holds now; Linux only. */
export function holdingOf(pid: number): Holding {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { memory: Number(kibibytes) * 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

/** Watches over the acts of a long play whether an engine holds more and more. */
export class Growth {
  private readonly name: string;
  private readonly holdings: Holding[] = [];

  constructor(name: string) {
    this.name = name;
  }

  note(holding: Holding): void {
    this.holdings.push(holding);
  }

  /** What it holds more of than it may; empty while it is not warm. */
  faults(): readonly string[] {
    const warm = this.holdings[WARM_AFTER - 1];
    const now = this.holdings.at(-1);
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

  toString(): string {
    const now = this.holdings.at(-1);
    return now === undefined ? this.name : `${this.name} ${inMb(now)}, ${now.handles} open files`;
  }
}

function inMb({ memory }: Holding): string {
  return `${Math.round(memory / 1024 / 1024)} MiB`;
}
