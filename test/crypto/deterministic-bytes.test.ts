import { createCipheriv, getCiphers } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cryptoReady, CryptoError, randomBytesDeterministic } from '../../ts/crypto/index.ts';
import { concatBytes, toHex, utf8 } from '../../ts/util/index.ts';

await cryptoReady();

// Electron's Node has no ChaCha20 of its own to compare with.
const hasChaCha20 = getCiphers().includes('chacha20');

test.runIf(hasChaCha20)('deterministic bytes are the key stream of ChaCha20 that libsodium defines', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.uint8Array({ minLength: 32, maxLength: 32 }), (length, seed) => {
      const counterAndNonce = concatBytes(new Uint8Array(4), utf8('LibsodiumDRG'));
      const stream = createCipheriv('chacha20', seed, counterAndNonce).update(new Uint8Array(length));
      expect(toHex(randomBytesDeterministic(length, seed))).toBe(stream.toString('hex'));
    }),
    { numRuns: 30 },
  );
  expect(() => randomBytesDeterministic(8, new Uint8Array(31))).toThrow(CryptoError);
});
