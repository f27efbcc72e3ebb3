import { argon2id as otherArgon2id } from '@noble/hashes/argon2.js';
import { describe, expect, test } from 'vitest';

import { argon2id, ARGON2ID_MAX, ARGON2ID_MIN, cryptoReady, CryptoError } from '../../ts/crypto/index.ts';
import { utf8 } from '../../ts/util/index.ts';

await cryptoReady();

const SALT = new Uint8Array(16).fill(1);

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('Argon2id', () => {
  test('agrees with another implementation', () => {
    for (const [passes, kibibytes, length] of [
      [1, 8, 16],
      [2, 64, 32],
      [3, 100, 64],
    ] as const) {
      const password = utf8('correct horse');
      const cost = { passes, memoryBytes: kibibytes * 1024 };
      expect(argon2id(password, { salt: SALT, cost, length })).toEqual(
        otherArgon2id(password, SALT, { t: passes, m: kibibytes, p: 1, dkLen: length }),
      );
    }
  });

  test.each([
    ['a short salt', { salt: SALT.subarray(1) }],
    ['a long salt', { salt: new Uint8Array(17) }],
    ['no pass', { cost: { ...ARGON2ID_MIN, passes: 0 } }],
    ['too many passes', { cost: { ...ARGON2ID_MIN, passes: ARGON2ID_MAX.passes + 1 } }],
    ['half a pass', { cost: { ...ARGON2ID_MIN, passes: 1.5 } }],
    ['too little memory', { cost: { ...ARGON2ID_MIN, memoryBytes: 8191 } }],
    ['too much memory', { cost: { ...ARGON2ID_MIN, memoryBytes: ARGON2ID_MAX.memoryBytes + 1 } }],
    ['memory that is no number', { cost: { ...ARGON2ID_MIN, memoryBytes: Number.NaN } }],
    ['a short result', { length: 15 }],
    ['a long result', { length: 65 }],
  ])('does not compute with %s', (_name, wrong) => {
    const options = { salt: SALT, cost: ARGON2ID_MIN, length: 32, ...wrong };
    expect(code(() => argon2id(utf8('password'), options))).toBe('parameter-invalid');
  });
});
