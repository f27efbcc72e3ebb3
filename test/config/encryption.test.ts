import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  decryptConfig,
  encryptConfig,
  padInFront,
  paddedLength,
  stripFront,
} from '../../ts/config/encryption.ts';
import { cryptoReady, symmetricKey } from '../../ts/crypto/index.ts';
import { bytesEqual } from '../../ts/util/index.ts';

await cryptoReady();

const key = symmetricKey(new Uint8Array(32).fill(3));
const other = symmetricKey(new Uint8Array(32).fill(4));
/** Lengths around every step of the padding. */
const LENGTH = fc.oneof(
  fc.nat(80_000),
  fc
    .tuple(fc.constantFrom(216, 5_080, 20_440, 40_920, 76_760), fc.integer({ min: -3, max: 3 }))
    .map(([at, by]) => at + by),
);

test.each([
  [0, 216],
  [216, 216],
  [217, 472],
  [5_079, 5_080],
  [5_080, 5_080],
  [5_081, 6_104],
  [20_440, 20_440],
  [20_441, 22_488],
  [40_920, 40_920],
  [40_921, 46_040],
])('%i bytes become %i', (length, padded) => {
  expect(paddedLength(length)).toBe(padded);
});

describe('an encrypted config', () => {
  test('opens to what was put in, whatever its length, with any of the keys', () => {
    fc.assert(
      fc.property(LENGTH, (length) => {
        const inner = new Uint8Array(length).fill(0x64);
        const padded = padInFront(inner);
        const encrypted = encryptConfig(padded, key, 'Contacts');
        expect((encrypted.length & 0xff) === 0).toBe(true);
        const opened = decryptConfig(encrypted, [other, key], 'Contacts');
        expect(bytesEqual(stripFront(opened), inner)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('does not open with a flipped bit, another key or another domain', () => {
    const encrypted = encryptConfig(padInFront(new Uint8Array(10).fill(1)), key, 'Contacts');
    fc.assert(
      fc.property(fc.nat(encrypted.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const forged = encrypted.with(at, (encrypted[at] ?? 0) ^ change);
        expect(() => decryptConfig(forged, [key], 'Contacts')).toThrow('decrypt-failed');
      }),
    );
    expect(() => decryptConfig(encrypted, [other], 'Contacts')).toThrow('decrypt-failed');
    expect(() => decryptConfig(encrypted, [key], 'UserProfile')).toThrow('decrypt-failed');
    expect(() => decryptConfig(new Uint8Array(39), [key], 'Contacts')).toThrow('decrypt-failed');
  });

  test('is the same for the same text', () => {
    const padded = padInFront(new Uint8Array(99).fill(2));
    expect(encryptConfig(padded, key, 'Contacts')).toEqual(encryptConfig(padded, key, 'Contacts'));
  });
});
