/** How much patience connections need, and how much traffic they bear (spec 02 §8). */
export interface Pace {
  /** Time-outs are so many times as long. */
  readonly slowness: number;
  /** Polls are so many times as far apart. */
  readonly pollFactor: number;
  /** So many candidates for a guard race each other: many nodes refuse those who come from a proxy. */
  readonly racers: number;
}

export const DIRECT_PACE: Pace = { slowness: 1, pollFactor: 1, racers: 4 };
export const PROXY_PACE: Pace = { slowness: 3, pollFactor: 2, racers: 6 };
