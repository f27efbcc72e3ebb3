import { createHash } from 'node:crypto';

import type { Random } from '../../ts/util/index.ts';

/** Reproducible bytes: the same `seed` gives the same sequence. */
export function fakeRandom(seed = 'test'): Random {
  let calls = 0;
  return {
    bytes: (length) => {
      calls += 1;
      return Uint8Array.from(
        createHash('shake256', { outputLength: length }).update(`${seed} ${calls}`).digest(),
      );
    },
  };
}
