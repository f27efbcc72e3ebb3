/** What has happened in a play, counted. */
export class Tally {
  /** Nodes that misbehaved for a round, by what was wrong with them; and what befell the network as a whole. */
  readonly faults = new Map<string, number>();
  readonly kills = new Map<string, number>();
  /** Texts that were left out of the verdicts. */
  readonly twins = new Set<string>();
  /** How long it took until all was well, after each act. */
  readonly settledInMs: number[] = [];
  rounds = 0;
  acts = 0;
  /** Messages on devices that the verdicts have looked at. */
  looked = 0;

  fault(name: string): void {
    count(this.faults, name);
  }

  kill(moment: string): void {
    count(this.kills, moment);
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
