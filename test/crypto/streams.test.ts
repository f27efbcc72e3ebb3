import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  aesCbcDecryption,
  aesCbcEncryption,
  blake2b,
  cryptoReady,
  CryptoError,
  hmacSha256,
  incrementalHmacSha256,
  incrementalPersonalBlake2b,
  incrementalSha256,
  personalBlake2b,
  SECRET_STREAM_OVERHEAD_BYTES,
  SECRET_STREAM_TAG,
  SecretStreamReader,
  SecretStreamWriter,
  sha256,
  symmetricKey,
} from '../../ts/crypto/index.ts';
import { concatBytes, fromHex, toHex, utf8 } from '../../ts/util/index.ts';

await cryptoReady();

const PIECES = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 });
const KEY = symmetricKey(new Uint8Array(32).fill(1));
const HEADER = new Uint8Array(24).fill(2);
const IV = new Uint8Array(16).fill(3);

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('AES-256-CBC', () => {
  test('as in NIST SP 800-38A, F.2.5', () => {
    const cipher = aesCbcEncryption({
      key: symmetricKey(fromHex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4')),
      iv: fromHex('000102030405060708090a0b0c0d0e0f'),
    });
    const first = cipher.update(fromHex('6bc1bee22e409f96e93d7e117393172a'));
    expect(toHex(first)).toBe('f58c4c04d6e5f1ba779eabfb5f7bfbd6');
    // A whole block of padding.
    expect(cipher.final()).toHaveLength(16);
  });

  test('comes back, however it was cut', () => {
    fc.assert(
      fc.property(PIECES, PIECES, (pieces, cuts) => {
        const cipher = aesCbcEncryption({ key: KEY, iv: IV });
        const encrypted = concatBytes(...pieces.map(cipher.update), cipher.final());
        expect(encrypted.constructor).toBe(Uint8Array);
        const decipher = aesCbcDecryption({ key: KEY, iv: IV });
        const parts: Uint8Array[] = [];
        let at = 0;
        for (const { length } of cuts) {
          parts.push(decipher.update(encrypted.subarray(at, at + length)));
          at += length;
        }
        parts.push(decipher.update(encrypted.subarray(at)), decipher.final());
        expect(concatBytes(...parts)).toEqual(concatBytes(...pieces));
      }),
      { numRuns: 50 },
    );
  });

  test('refuses what does not end with a padded block', () => {
    const cut = aesCbcDecryption({ key: KEY, iv: IV });
    cut.update(new Uint8Array(17));
    expect(code(cut.final)).toBe('decrypt-failed');
    const unpadded = aesCbcDecryption({ key: KEY, iv: IV });
    unpadded.update(new Uint8Array(32));
    expect(code(unpadded.final)).toBe('decrypt-failed');
  });
});

describe('hashes piece by piece', () => {
  test('are those of the whole', () => {
    fc.assert(
      fc.property(PIECES, fc.uint8Array({ minLength: 1, maxLength: 64 }), (pieces, key) => {
        const whole = concatBytes(...pieces);
        const digestBy = (hash: ReturnType<typeof incrementalSha256>): Uint8Array => {
          for (const piece of pieces) hash.update(piece);
          return hash.digest();
        };
        expect(digestBy(incrementalSha256())).toEqual(sha256(whole));
        expect(digestBy(incrementalHmacSha256(key))).toEqual(hmacSha256(key, whole));
        // Without a personalisation it is the BLAKE2b of libsodium.
        expect(digestBy(incrementalPersonalBlake2b({ length: 56, key }))).toEqual(blake2b(56, whole, key));
        expect(digestBy(incrementalPersonalBlake2b({ length: 32 }))).toEqual(blake2b(32, whole));
      }),
      { numRuns: 50 },
    );
  });

  test('BLAKE2b with a personalisation, as Python’s hashlib has it', () => {
    const key = new Uint8Array(32).fill(1);
    const personalization = utf8('SessionAttachmnt');
    expect(toHex(personalBlake2b(utf8('abc'), { length: 32, key, personalization }))).toBe(
      'a706fd298d22bf869e2b613960d06e7069c7d89515a5121e4fc748a24b500dcb',
    );
    expect(
      toHex(personalBlake2b(utf8('abc'), { length: 56, personalization: utf8('Session_Prof_Pic') })),
    ).toBe(
      '332f3fa5369d7cd5db19850add110193178f6b76c0d7a02543884357e3c343db04892d0e487e4859b1c97054f6c034196ba175b5805b8f04',
    );
  });
});

describe('secret streams', () => {
  const writer = (): SecretStreamWriter => new SecretStreamWriter({ header: HEADER, key: KEY });
  const reader = (): SecretStreamReader => new SecretStreamReader({ header: HEADER, key: KEY });

  test('come back in their order, with their tags', () => {
    fc.assert(
      fc.property(PIECES, (messages) => {
        const [sending, receiving] = [writer(), reader()];
        for (const message of messages) {
          const encrypted = sending.push(message, SECRET_STREAM_TAG.message);
          expect(encrypted).toHaveLength(message.length + SECRET_STREAM_OVERHEAD_BYTES);
          expect(receiving.pull(encrypted)).toEqual({ message, tag: SECRET_STREAM_TAG.message });
        }
        const last = sending.push(new Uint8Array(), SECRET_STREAM_TAG.final);
        expect(receiving.pull(last).tag).toBe(SECRET_STREAM_TAG.final);
        sending.close();
        receiving.close();
      }),
      { numRuns: 50 },
    );
  });

  test('refuse a message out of its place, changed or cut, and go on where they were', () => {
    const sending = writer();
    const [first, second] = [utf8('first'), utf8('second')].map((message) =>
      sending.push(message, SECRET_STREAM_TAG.message),
    ) as [Uint8Array, Uint8Array];
    const receiving = reader();
    expect(code(() => receiving.pull(second))).toBe('decrypt-failed');
    expect(code(() => receiving.pull(first.map((byte, at) => (at === 3 ? byte ^ 1 : byte))))).toBe(
      'decrypt-failed',
    );
    expect(code(() => receiving.pull(first.subarray(0, 16)))).toBe('ciphertext-too-short');
    expect(receiving.pull(first).message).toEqual(utf8('first'));
    expect(code(() => receiving.pull(first))).toBe('decrypt-failed');
    expect(receiving.pull(second).message).toEqual(utf8('second'));
  });

  test('cannot be used when they are closed', () => {
    const closed = writer();
    closed.close();
    closed.close();
    expect(() => closed.push(utf8('late'), SECRET_STREAM_TAG.message)).toThrow('closed');
  });
});
