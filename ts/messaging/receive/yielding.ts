import { setImmediate } from 'node:timers/promises';

import type { Clock } from '../../util/index.ts';

/** Longest stretch of work between two breaths of the event loop; a tick, with all else in it, must stay below 8 ms. */
const STRETCH_MS = 2;

/** Calls `work` for every item and lets the event loop breathe in between. */
export async function mapYielding<Item, Result>(
  clock: Pick<Clock, 'monotonicMs'>,
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let stretchEndsMs = clock.monotonicMs() + STRETCH_MS;
  for (const item of items) {
    results.push(work(item));
    if (clock.monotonicMs() < stretchEndsMs) continue;
    await setImmediate();
    stretchEndsMs = clock.monotonicMs() + STRETCH_MS;
  }
  return results;
}
