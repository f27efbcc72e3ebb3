import fc from 'fast-check';
import { describe, test } from 'vitest';

import { JournaledConfig } from '../../ts/config/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { zstdReady } from '../../ts/util/index.ts';
import { journaled, reference } from './support/devices.ts';
import type { Decide } from './support/history.ts';
import { liveThrough } from './support/history.ts';

await cryptoReady();
await zstdReady();

const RUNS = 400;

/** Decisions from random bytes; when they run out, always the first choice. */
function decisions(bytes: Uint8Array): Decide {
  let at = 0;
  return (limit) => {
    const byte = bytes[at] ?? 0;
    at += 1;
    return byte % limit;
  };
}

describe('three devices that write, push, poll and restart at random agree in the end', () => {
  test('as the reference merges', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 160 }), (bytes) =>
        liveThrough(decisions(bytes), reference),
      ),
      { numRuns: RUNS },
    );
  });

  test('with a journal against lost changes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 160 }), (bytes) =>
        liveThrough(decisions(bytes), journaled, JournaledConfig.load),
      ),
      { numRuns: RUNS },
    );
  });
});
