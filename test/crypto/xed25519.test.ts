import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  cryptoReady,
  ed25519KeyPair,
  ed25519Seed,
  ed25519ToX25519,
  signXEd25519,
  verifyXEd25519,
  x25519PublicKey,
} from '../../ts/crypto/index.ts';
import { fromHex } from '../../ts/util/index.ts';
import { fakeRandom } from '../support/fake-random.ts';

await cryptoReady();

const ALICE = x25519PublicKey(fromHex('d2ad010eeb72d72e561d9de7bd7b6989af77dcabffa03a5111a6c859ae5c3a72'));
const MESSAGE = fromHex('58a79f18baf4313cef0a02e595ac224994d7b3440ffe1ac230');

test.each([
  [
    'always sign 0',
    '69636ce75bdcd35240a39b7c5c5fd82dc0138ae82fa7c377021a9bc0e11656a3247e75917e561fd6972474e71e26b97036da72258d2a62db708f7d8df4ca2106',
  ],
  [
    'the sign in the last byte',
    'a7c381d42657ec0e457fcd443f78383c520b580c7de724fdfa1c1091c2cb69a8a9e31503282956788e027c1a671ab9953f3c073331ec1d3c8f44cae78addc88d',
  ],
])('a signature of another client verifies: %s', (_style, hex) => {
  const signed = fromHex(hex);
  expect(verifyXEd25519(signed, MESSAGE, ALICE)).toBe(true);
  expect(verifyXEd25519(signed, MESSAGE.subarray(1), ALICE)).toBe(false);
  signed[63] = (signed[63] ?? 0) ^ 0x80;
  expect(verifyXEd25519(signed, MESSAGE, ALICE)).toBe(false);
});

test('what we sign verifies with nothing but the X25519 key, and always has sign 0', () => {
  const random = fakeRandom();
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ maxLength: 100 }),
      (seed, message) => {
        const pair = ed25519KeyPair(ed25519Seed(seed));
        const signed = signXEd25519(message, pair, { random });
        expect((signed[63] ?? 0) & 0x80).toBe(0);
        expect(verifyXEd25519(signed, message, ed25519ToX25519(pair.publicKey))).toBe(true);
        expect(verifyXEd25519(signed, Uint8Array.of(...message, 0), ed25519ToX25519(pair.publicKey))).toBe(
          false,
        );
        expect(verifyXEd25519(signed, message, ALICE)).toBe(false);
      },
    ),
    { numRuns: 40 },
  );
});

describe('nothing verifies', () => {
  test.each([0, 63, 65])('with %i bytes', (length) => {
    expect(verifyXEd25519(new Uint8Array(length), MESSAGE, ALICE)).toBe(false);
  });

  test.each([
    ['zero', '00'.repeat(32)],
    ['one', `01${'00'.repeat(31)}`],
    ['minus one', `ec${'ff'.repeat(30)}7f`],
  ])('by the low-order key %s', (_name, hex) => {
    const forged = Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 1 : 0));
    expect(verifyXEd25519(forged, MESSAGE, x25519PublicKey(fromHex(hex)))).toBe(false);
  });

  test('but by chance, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (signature, key) => {
          expect(verifyXEd25519(signature, MESSAGE, x25519PublicKey(key))).toBe(false);
        },
      ),
      { numRuns: 50 },
    );
  });
});
