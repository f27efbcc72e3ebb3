import { createHash } from 'node:crypto';

import type { Random } from '../../ts/util/index.ts';

const BLOCK_BYTES = 64;

/** Reproducible bytes: the same `seed` gives the same sequence. */
export function fakeRandom(seed = 'test'): Random {
  let calls = 0;
  return {
    bytes: (length) => {
      calls += 1;
      // Block by block: Electron's BoringSSL has no hash of a length of one's choice.
      const bytes = new Uint8Array(Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES);
      for (let at = 0; at < length; at += BLOCK_BYTES) {
        bytes.set(createHash('sha512').update(`${seed} ${calls} ${at}`).digest(), at);
      }
      return bytes.slice(0, length);
    },
  };
}
