import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { cryptoReady, symmetricKey } from '../../ts/crypto/index.ts';
import { fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import { decodePushPayload, encodePushPayload, openBlob, sealBlob, WireError } from '../../ts/wire/index.ts';

beforeAll(cryptoReady);

const KEY = symmetricKey(fromHex('44f3d7697b6232dd0a3dcc5d8df4505797e60b507adeac7c004cdc2c5a00604f'));
const NONCE = fromHex('c9dd3017e602dde9089f8f077239c893b17935fe4e8dadbd');
const HELLO = 'c9dd3017e602dde9089f8f077239c893b17935fe4e8dadbd113931e137b2c377dada25c55bf99ee89e45b56a90';

test('byte for byte as a push server sends it', () => {
  expect(toHex(encodePushPayload(utf8('hello'), { key: KEY, nonce: NONCE }))).toBe(HELLO);
  expect(decodePushPayload(fromHex(HELLO), { key: KEY })).toEqual(utf8('hello'));
});

test('a payload loses the zeros behind it, a blob keeps them', () => {
  const sealed = encodePushPayload(utf8('hello'), { key: KEY, nonce: NONCE, paddedTo: 256 });
  expect(sealed).toHaveLength(256 + 40);
  expect(decodePushPayload(sealed, { key: KEY })).toEqual(utf8('hello'));
  expect(openBlob(sealed, { key: KEY })).toHaveLength(256);
  expect(
    decodePushPayload(encodePushPayload(new Uint8Array(), { key: KEY, nonce: NONCE }), { key: KEY }),
  ).toEqual(new Uint8Array());
});

test('blobs come back; anything else gives only typed errors', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(openBlob(sealBlob(bytes, { key: KEY, nonce: NONCE }), { key: KEY })).toEqual(bytes);
      expect(() => openBlob(bytes, { key: KEY })).toThrow(WireError);
      expect(() => decodePushPayload(bytes, { key: KEY })).toThrow(WireError);
    }),
  );
});
