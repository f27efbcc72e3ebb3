import fc from 'fast-check';
import { expect, test } from 'vitest';

import { passwordKey, unwrapKey, wrapKey } from '../../ts/account/index.ts';
import { argon2id, ARGON2ID_MIN, cryptoReady, CryptoError, symmetricKey } from '../../ts/crypto/index.ts';
import { fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import { fakeRandom } from '../support/fake-random.ts';

await cryptoReady();

const SALT = new Uint8Array(16).fill(2);
const QUICK = { salt: SALT, cost: ARGON2ID_MIN };

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

test('a password stands for one key, whichever keyboard typed it', () => {
  const key = passwordKey('caf\u00e9 crème', QUICK);
  expect(key).toEqual(argon2id(utf8('café crème'.normalize('NFC')), { ...QUICK, length: 32 }));
  expect(passwordKey('cafe\u0301 crème', QUICK)).toEqual(key);
  expect(passwordKey('cafe crème', QUICK)).not.toEqual(key);
  expect(passwordKey('café crème', { ...QUICK, salt: new Uint8Array(16) })).not.toEqual(key);
  expect(code(() => passwordKey('x', { salt: SALT.subarray(1), cost: ARGON2ID_MIN }))).toBe(
    'parameter-invalid',
  );
});

test('three passes over 256 MiB unless told otherwise', () => {
  // libsodium, MODERATE.
  expect(toHex(passwordKey('test', { salt: new Uint8Array(16) }))).toBe(
    'c21fbacbee5c46e47f8e22952d1aa4b4459a22e41aa714d4ad4ee84694f537f0',
  );
});

test('a wrapped key comes out again, with the right key only', () => {
  const random = fakeRandom();
  const KEY = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(KEY, KEY, fc.nat(575), (bytes, wrapping, bit) => {
      fc.pre(toHex(bytes) !== toHex(wrapping));
      const [key, wrappingKey] = [symmetricKey(bytes), symmetricKey(wrapping)];
      const wrapped = wrapKey(key, wrappingKey, { random });
      expect(wrapped).toHaveLength(72);
      expect(unwrapKey(wrapped, wrappingKey)).toEqual(key);
      expect(code(() => unwrapKey(wrapped, key))).toBe('decrypt-failed');
      wrapped[bit >> 3] = (wrapped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(code(() => unwrapKey(wrapped, wrappingKey))).toBe('decrypt-failed');
    }),
    { numRuns: 50 },
  );
});

test('nothing but a typed error comes out of other bytes', () => {
  const wrappingKey = symmetricKey(fromHex('07'.repeat(32)));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(code(() => unwrapKey(bytes, wrappingKey))).toBe(
        bytes.length < 40 ? 'ciphertext-too-short' : 'decrypt-failed',
      );
    }),
  );
});
