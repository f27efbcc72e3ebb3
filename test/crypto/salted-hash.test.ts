import { expect, test } from 'vitest';

import { blake2b, blake2bSalted, cryptoReady } from '../../ts/crypto/index.ts';
import { toHex, utf8 } from '../../ts/util/index.ts';

await cryptoReady();

test('a hash without salt is the plain one, with salt another', () => {
  const message = utf8('abc');
  expect(blake2bSalted(33, message, { salt: new Uint8Array(16) })).toEqual(blake2b(33, message));
  const salted = blake2bSalted(33, message, { salt: utf8('SessionFileSvr\0\0') });
  expect(salted).toHaveLength(33);
  expect(toHex(salted)).not.toBe(toHex(blake2b(33, message)));
});

test('a salt has 16 bytes', () => {
  expect(() => blake2bSalted(32, new Uint8Array(), { salt: new Uint8Array(15) })).toThrow('key-length');
});
