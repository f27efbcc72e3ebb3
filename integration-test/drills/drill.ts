import type { Stage } from './stage.ts';

/** What a drill is about. */
export type Part = 'damage' | 'disk' | 'clock' | 'kill';

export const PARTS: Readonly<Record<Part, string>> = {
  damage: 'A damaged profile',
  disk: 'A disk without room',
  clock: 'A clock that is wrong',
  kill: 'Killed at an awkward moment',
};

/** A disaster on purpose, and what must come of it. */
export interface Drill {
  readonly part: Part;
  /** What happens. */
  readonly name: string;
  /** Why it cannot be done here; undefined when it can. */
  readonly cannot?: () => string | undefined;
  /** @returns what came of it, for people @throws {DrillFault} or whatever else goes wrong */
  readonly run: (stage: Stage) => Promise<string>;
}

/** Something that must not happen has happened. */
export class DrillFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DrillFault';
  }
}

/** @throws {DrillFault} unless `isSo` */
export function must(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new DrillFault(otherwise);
}

export interface Outcome {
  readonly part: Part;
  readonly name: string;
  readonly result: 'held' | 'failed' | 'skipped';
  /** What came of it, what went wrong, or why it was left out. */
  readonly told: string;
  readonly tookMs: number;
}
