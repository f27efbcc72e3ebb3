import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ConfigError } from '../../ts/config/index.ts';
import { PartSets } from '../../ts/config/part-sets.ts';
import { decodePart, splitParts } from '../../ts/config/part.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { bytesEqual, decodeBencode, encodeBencode, systemRandom } from '../../ts/util/index.ts';
import { NOW_MS } from './support/devices.ts';

await cryptoReady();

const DAY_MS = 86_400_000;
const now = { nowMs: NOW_MS };
const padded = systemRandom.bytes(200_000);
const parts = splitParts(padded).map(decodePart);

describe('parts of a large config', () => {
  test('make it again in any order, with any of them twice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 3, maxLength: 9 }), (order) => {
        const sets = new PartSets();
        const completed = [...order, 0, 1, 2].flatMap(
          (at) => sets.add(parts[at]!, `hash ${at}`, now).completed ?? [],
        );
        expect(completed).toHaveLength(1);
        expect(bytesEqual(completed[0]!.padded, padded)).toBe(true);
        expect(completed[0]!.messageHashes).toEqual(['hash 0', 'hash 1', 'hash 2']);
        expect(sets.messageHashes).toEqual([]);
      }),
    );
  });

  test('are all thrown away when one of them lied, and come again', () => {
    const sets = new PartSets();
    const forged = { ...parts[0]!, chunk: parts[0]!.chunk.with(5, parts[0]!.chunk[5]! ^ 1) };
    sets.add(forged, 'forged', now);
    sets.add(parts[1]!, 'b', now);
    expect(() => sets.add(parts[2]!, 'c', now)).toThrow('part-invalid');
    expect(sets.messageHashes).toEqual([]);
    const again = parts.map((part, at) => sets.add(part, `${at}`, now).completed);
    expect(again[2]).toBeDefined();
  });

  test('belong to one count only', () => {
    const sets = new PartSets();
    sets.add(parts[0]!, 'a', now);
    expect(() => sets.add({ ...parts[1]!, count: 4 }, 'b', now)).toThrow('part-invalid');
  });

  test('wait a week for each other, and are remembered for two when complete', () => {
    const sets = new PartSets();
    sets.add(parts[0]!, 'a', now);
    expect(sets.expire(NOW_MS + 7 * DAY_MS - 1)).toBe(false);
    expect(sets.expire(NOW_MS + 7 * DAY_MS)).toBe(true);
    for (const part of parts) sets.add(part, 'x', now);
    expect(sets.add(parts[0]!, 'late', now)).toEqual({ isNew: false });
    expect(sets.expire(NOW_MS + 14 * DAY_MS)).toBe(true);
  });

  test('survive a restart', () => {
    const sets = new PartSets();
    sets.add(parts[2]!, 'c', now);
    sets.add(parts[0]!, 'a', now);
    const loaded = new PartSets();
    loaded.load(decodeBencode(encodeBencode(sets.dump())));
    expect(loaded.messageHashes).toEqual(['a', 'c']);
    expect(loaded.add(parts[1]!, 'b', now).completed?.messageHashes).toEqual(['a', 'b', 'c']);
  });

  test('of configs that nobody completes fill no memory', () => {
    const sets = new PartSets();
    for (let at = 0; at < 100; at += 1) {
      sets.add({ whole: systemRandom.bytes(32), index: 0, count: 2, chunk: new Uint8Array(9) }, `${at}`, now);
    }
    expect(sets.messageHashes).toHaveLength(16);
    expect(sets.messageHashes.at(-1)).toBe('99');
  });
});

test('what is no part is refused with a typed error', () => {
  const real = splitParts(padded)[2]!;
  fc.assert(
    fc.property(fc.nat(60), fc.nat(255), fc.nat(200), (at, byte, cut) => {
      try {
        const { index, count, chunk } = decodePart(real.with(at, byte).subarray(0, real.length - cut));
        expect(index < count && count > 1 && chunk.length > 0).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
      }
    }),
    { numRuns: 300 },
  );
  expect(() => decodePart(new Uint8Array())).toThrow('part-invalid');
});
