import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import { fromHex, toHex } from '../../../ts/util/index.ts';
import type { EncryptedAttachment } from '../../../ts/wire/index.ts';
import {
  decryptAttachment,
  decryptLegacyPicture,
  decryptPicture,
  encryptLegacy,
  encryptLegacyPicture,
  encryptStream,
  freshLegacyKey,
  freshStreamKeys,
  MAX_DOWNLOAD_BYTES,
  MAX_FILE_BYTES,
  plainFile,
  schemeOfUrl,
  SENDING_SCHEME,
} from '../../../ts/wire/index.ts';
import { fakeRandom } from '../../support/fake-random.ts';
import { damagedFile, outcome, sampleFile } from './support.ts';

beforeAll(cryptoReady);

const URL = 'http://filev2.getsession.org/file/123';
const DATA = sampleFile(1000);
const LEGACY_KEYS = freshLegacyKey(fakeRandom());
const STREAM_KEYS = freshStreamKeys(fakeRandom());
const IV = new Uint8Array(12).fill(9);

test('attachments still go out in the way that everybody opens', () => {
  expect(SENDING_SCHEME).toEqual({ attachment: 'legacy', picture: 'stream' });
});

test.each([
  ['', 'legacy'],
  ['#', 'legacy'],
  [`#p=${'ab'.repeat(32)}`, 'legacy'],
  ['#e=d', 'legacy'],
  ['?d', 'legacy'],
  ['#d', 'stream'],
  ['#d=', 'stream'],
  ['#d=1', 'stream'],
  [`#p=${'ab'.repeat(32)}&d=`, 'stream'],
])('a URL that ends with "%s" is of a %s file', (end, scheme) => {
  expect(schemeOfUrl(`${URL}${end}`)).toBe(scheme);
});

describe('an attachment', () => {
  const { file, digest } = encryptLegacy(DATA, { ...LEGACY_KEYS, padding: 'bucket' });
  const legacy: EncryptedAttachment = { url: URL, key: LEGACY_KEYS.key, digest, size: DATA.length };
  const stream: EncryptedAttachment = { url: `${URL}#d`, key: STREAM_KEYS.key, size: DATA.length };
  let streamFile = new Uint8Array() as Uint8Array;

  beforeAll(() => {
    streamFile = encryptStream(DATA, STREAM_KEYS);
  });

  test('is opened in the way that its URL says', () => {
    expect(decryptAttachment(file, legacy)).toEqual(DATA);
    expect(decryptAttachment(streamFile, stream)).toEqual(DATA);
  });

  test('whose key has the length of the other way is refused', async () => {
    expect(await outcome(() => decryptAttachment(file, { ...legacy, url: `${URL}#d` }))).toBe('key-length');
    expect(await outcome(() => decryptAttachment(streamFile, { ...stream, url: URL, digest }))).toBe(
      'key-length',
    );
    expect(await outcome(() => decryptAttachment(file, { ...legacy, key: undefined }))).toBe('key-length');
  });

  test('without a size is refused', async () => {
    expect(await outcome(() => decryptAttachment(streamFile, { ...stream, size: undefined }))).toBe(
      'size-missing',
    );
  });
});

describe('a picture', () => {
  const KEY = STREAM_KEYS.key;

  test('of an older client, byte for byte', () => {
    const file = fromHex('ec107f7e6b6b77f9fea5b078067bdedfa2f31f20f7cc0ebef9a420f4df');
    const key = fromHex('ae1b874be8b30c58478f3204e23192d61c3e6fbfab12087c66271736bca0ca7a');
    expect(toHex(decryptLegacyPicture(file, { key }))).toBe('2c');
    expect(encryptLegacyPicture(Uint8Array.of(0x2c), { key, iv: file.subarray(0, 12) })).toEqual(file);
  });

  test('is opened in the way that its URL says', () => {
    const old = encryptLegacyPicture(DATA, { key: KEY, iv: IV });
    expect(decryptPicture(old, { url: URL, key: KEY })).toEqual(DATA);
    expect(decryptPicture(encryptStream(DATA, STREAM_KEYS), { url: `${URL}#d`, key: KEY })).toEqual(DATA);
  });

  test.each<readonly [string, () => unknown, string]>([
    ['none', () => encryptLegacyPicture(new Uint8Array(), { key: KEY, iv: IV }), 'empty'],
    [
      'one too large',
      () => encryptLegacyPicture(new Uint8Array(MAX_FILE_BYTES + 1), { key: KEY, iv: IV }),
      'too-large',
    ],
    ['a key too long', () => encryptLegacyPicture(DATA, { key: new Uint8Array(64), iv: IV }), 'key-length'],
    ['a key too short', () => decryptLegacyPicture(DATA, { key: new Uint8Array(31) }), 'key-length'],
    ['a file too short', () => decryptLegacyPicture(new Uint8Array(28), { key: KEY }), 'truncated'],
    [
      'a file too large',
      () => decryptLegacyPicture(new Uint8Array(MAX_DOWNLOAD_BYTES + 1), { key: KEY }),
      'too-large',
    ],
  ])('is refused: %s', async (_name, run, expected) => {
    expect(await outcome(run)).toBe(expected);
  });

  test('damaged in any way gives only typed errors', async () => {
    const file = encryptLegacyPicture(DATA, { key: KEY, iv: IV });
    const property = fc.asyncProperty(fc.oneof(fc.uint8Array(), damagedFile(file)), async (bytes) => {
      expect(await outcome(() => decryptLegacyPicture(bytes, { key: KEY }))).toMatch(
        /^(truncated|authentication-failed)$/,
      );
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

test('a file of a community is cut to what was declared', async () => {
  expect(plainFile(DATA, 900)).toEqual(DATA.subarray(0, 900));
  expect(plainFile(DATA, undefined)).toEqual(DATA);
  expect(plainFile(DATA, 0)).toHaveLength(0);
  expect(await outcome(() => plainFile(DATA, 1001))).toBe('shorter-than-declared');
  expect(await outcome(() => plainFile(new Uint8Array(MAX_DOWNLOAD_BYTES + 1), 5))).toBe('too-large');
});
