// Spec 02 §2.9.

import type { Random } from '../util/index.ts';

const RANGE = 2 ** 32;

/** A uniform integer of 0 ≤ n < `limit` (limit ≤ 2³²). */
export function randomInt(random: Random, limit: number): number {
  const unbiased = RANGE - (RANGE % limit);
  for (;;) {
    const bytes = random.bytes(4);
    const value = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    if (value < unbiased) return value % limit;
  }
}

/** All of `items` in random order. */
export function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const rest = [...items];
  return items.map(() => rest.splice(randomInt(random, rest.length), 1)).flat();
}

/** `ms` changed by up to ±15 %, so that many clients do not act at once. */
export function jittered(random: Random, ms: number): number {
  return ms * (0.85 + (0.3 * randomInt(random, 1_000)) / 1_000);
}
