import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  cryptoReady,
  CryptoError,
  decryptSecretbox,
  encryptSecretbox,
  symmetricKey,
} from '../../ts/crypto/index.ts';
import { fromHex, toHex } from '../../ts/util/index.ts';

await cryptoReady();

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('secretbox', () => {
  const key = symmetricKey(fromHex('1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389'));
  const nonce = fromHex('69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37');

  test('known answer', () => {
    // From the test suite of NaCl.
    const message = fromHex('be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc');
    expect(toHex(encryptSecretbox(message, nonce, { key })).slice(32)).toBe(
      '8e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a',
    );
  });

  test('gives back the message, and nothing when a bit is wrong', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), (message, bit) => {
        const boxed = encryptSecretbox(message, nonce, { key });
        expect(boxed).toHaveLength(message.length + 16);
        expect(decryptSecretbox(boxed, nonce, { key })).toEqual(message);
        const at = (bit >> 3) % boxed.length;
        boxed[at] = (boxed[at] ?? 0) ^ (1 << (bit & 7));
        expect(code(() => decryptSecretbox(boxed, nonce, { key }))).toBe('decrypt-failed');
      }),
      { numRuns: 50 },
    );
    expect(code(() => decryptSecretbox(new Uint8Array(15), nonce, { key }))).toBe('ciphertext-too-short');
  });
});
