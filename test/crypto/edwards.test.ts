import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Ed25519Scalar } from '../../ts/crypto/index.ts';
import {
  addScalars,
  cryptoReady,
  CryptoError,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Scalar,
  ed25519ScalarOf,
  ed25519Seed,
  ed25519SeedOf,
  ed25519ToX25519,
  hasSignBit,
  invertScalar,
  multiplyBasePoint,
  multiplyPoint,
  multiplyScalars,
  negateScalar,
  positiveScalarOf,
  reduceToScalar,
  signWithScalar,
  verify,
  withSignBit,
  x25519PublicKey,
  x25519ToEd25519,
} from '../../ts/crypto/index.ts';
import { fromHex, toHex } from '../../ts/util/index.ts';

await cryptoReady();

const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const SEED = fc.uint8Array({ minLength: 32, maxLength: 32 });
const WIDE = fc.uint8Array({ minLength: 64, maxLength: 64 });
const MESSAGE = fc.uint8Array({ maxLength: 100 });
const ZERO = ed25519Scalar(new Uint8Array(32));

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
}

function scalar(value: bigint): Ed25519Scalar {
  return ed25519Scalar(fromHex(value.toString(16).padStart(64, '0')).reverse());
}

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('scalars', () => {
  test('are numbers modulo the order of the group', () => {
    fc.assert(
      fc.property(WIDE, WIDE, (first, second) => {
        const [a, b] = [reduceToScalar(first), reduceToScalar(second)];
        expect(number(a)).toBe(number(first) % L);
        expect(number(addScalars(a, b))).toBe((number(a) + number(b)) % L);
        expect(number(multiplyScalars(a, b))).toBe((number(a) * number(b)) % L);
        expect(number(negateScalar(a))).toBe((L - number(a)) % L);
        expect(number(multiplyScalars(a, invertScalar(a)))).toBe(1n);
      }),
      { numRuns: 50 },
    );
  });

  test('have their length, and zero has no inverse', () => {
    expect(code(() => ed25519Scalar(new Uint8Array(31)))).toBe('key-length');
    expect(code(() => reduceToScalar(new Uint8Array(32)))).toBe('key-length');
    expect(code(() => invertScalar(ZERO))).toBe('key-invalid');
  });
});

describe('points', () => {
  const pair = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(1)));

  test('multiply as numbers do', () => {
    fc.assert(
      fc.property(WIDE, WIDE, (first, second) => {
        const [a, b] = [reduceToScalar(first), reduceToScalar(second)];
        const product = multiplyBasePoint(multiplyScalars(a, b));
        expect(multiplyPoint(a, multiplyBasePoint(b))).toEqual(product);
        expect(multiplyPoint(b, multiplyBasePoint(a))).toEqual(product);
      }),
      { numRuns: 20 },
    );
    expect(toHex(multiplyBasePoint(scalar(1n)))).toBe(`58${'66'.repeat(31)}`);
  });

  test('of zero are none', () => {
    expect(code(() => multiplyBasePoint(ZERO))).toBe('key-invalid');
    expect(code(() => multiplyPoint(ZERO, pair.publicKey))).toBe('key-invalid');
    expect(code(() => multiplyPoint(scalar(L), pair.publicKey))).toBe('key-invalid');
  });

  test.each([
    ['the neutral element', `01${'00'.repeat(31)}`],
    ['order 4', '00'.repeat(32)],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['not canonical', `ee${'ff'.repeat(30)}7f`],
    ['not on the curve', `02${'00'.repeat(31)}`],
  ])('%s is not multiplied', (_name, hex) => {
    expect(code(() => multiplyPoint(scalar(5n), ed25519PublicKey(fromHex(hex))))).toBe('key-invalid');
  });

  test('a key pair is its scalar times the base point, with either sign', () => {
    fc.assert(
      fc.property(SEED, (seed) => {
        const { publicKey, secretKey } = ed25519KeyPair(ed25519Seed(seed));
        expect(ed25519SeedOf(secretKey)).toEqual(seed);
        expect(multiplyBasePoint(ed25519ScalarOf(secretKey))).toEqual(publicKey);
        const positive = withSignBit(publicKey, false);
        expect(hasSignBit(positive)).toBe(false);
        expect(withSignBit(positive, hasSignBit(publicKey))).toEqual(publicKey);
        expect(hasSignBit(withSignBit(publicKey, true))).toBe(true);
        expect(multiplyBasePoint(positiveScalarOf({ publicKey, secretKey }))).toEqual(positive);
      }),
      { numRuns: 30 },
    );
  });
});

test('what a scalar signs verifies as ordinary Ed25519', () => {
  fc.assert(
    fc.property(MESSAGE, WIDE, WIDE, (message, first, second) => {
      const key = reduceToScalar(first);
      const publicKey = multiplyBasePoint(key);
      const signed = signWithScalar(message, { scalar: key, publicKey, nonce: reduceToScalar(second) });
      expect(verify(signed, message, publicKey)).toBe(true);
      expect(verify(signed, Uint8Array.of(...message, 0), publicKey)).toBe(false);
    }),
    { numRuns: 30 },
  );
});

describe('the Edwards form of an X25519 key', () => {
  test('is the Ed25519 key without its sign', () => {
    fc.assert(
      fc.property(SEED, fc.boolean(), (seed, topBit) => {
        const { publicKey } = ed25519KeyPair(ed25519Seed(seed));
        const montgomery = Uint8Array.from(ed25519ToX25519(publicKey));
        // The top bit means nothing to X25519.
        if (topBit) montgomery[31] = (montgomery[31] ?? 0) | 0x80;
        expect(x25519ToEd25519(x25519PublicKey(montgomery))).toEqual(withSignBit(publicKey, false));
      }),
      { numRuns: 50 },
    );
  });

  test('is a point or a refused multiplication, whatever the bytes', () => {
    fc.assert(
      fc.property(SEED, (bytes) => {
        const edwards = x25519ToEd25519(x25519PublicKey(bytes));
        expect(['accepted', 'key-invalid']).toContain(code(() => multiplyPoint(scalar(8n), edwards)));
      }),
      { numRuns: 50 },
    );
  });

  test('exists for small keys, and not for -1', () => {
    expect(toHex(x25519ToEd25519(x25519PublicKey(scalar(9n))))).toBe(`58${'66'.repeat(31)}`);
    expect(toHex(x25519ToEd25519(x25519PublicKey(scalar(1n))))).toBe('00'.repeat(32));
    const p = 2n ** 255n - 19n;
    // Not canonical: 2^255 − 10 is 9.
    expect(toHex(x25519ToEd25519(x25519PublicKey(scalar(p + 9n))))).toBe(`58${'66'.repeat(31)}`);
    expect(code(() => x25519ToEd25519(x25519PublicKey(scalar(p - 1n))))).toBe('key-invalid');
  });
});
