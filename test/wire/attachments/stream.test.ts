import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  cryptoReady,
  ed25519Seed,
  SecretStreamWriter,
  sha256,
  symmetricKey,
} from '../../../ts/crypto/index.ts';
import { concatBytes, fromHex, toHex, utf8 } from '../../../ts/util/index.ts';
import type { StreamKdf } from '../../../ts/wire/index.ts';
import {
  decryptStream,
  deriveStreamKeys,
  deriveStreamKeysOf,
  encryptStream,
  freshStreamKeys,
  localFileDecryption,
  localFileEncryption,
  MAX_DOWNLOAD_BYTES,
  MAX_FILE_BYTES,
  streamDecryption,
  streamEncryption,
  streamFileBytes,
  streamPaddingBytes,
} from '../../../ts/wire/index.ts';
import { fakeRandom } from '../../support/fake-random.ts';
import { damagedFile, LENGTHS, outcome, sampleFile, throughPieces } from './support.ts';

beforeAll(cryptoReady);

const KEYS = freshStreamKeys(fakeRandom());
const { key } = KEYS;

test.each([
  [0, 4096, 4054],
  [1000, 4096, 3054],
  [4053, 4096, 1],
  [4054, 8192, 4096],
  [33_333, 36_864, 3472],
  [131_071, 135_168, 3987],
  [261_982, 262_144, 1],
  [523_991, 540_672, 16_367],
  [10_000_000, 10_223_616, 218_287],
  [10_218_286, 10_223_616, 1],
  [25_000_000, 25_165_824, 152_743],
])('%d bytes become %d, %d of them before the data', (size, file, padding) => {
  expect(streamFileBytes(size, 'network')).toBe(file);
  expect(streamPaddingBytes(size, 'network')).toBe(padding);
});

test.each<readonly [StreamKdf, number, string, string, string]>([
  [
    'b',
    1000,
    '7495dab49686d3ba1758474fad30009b49054e6e8ebe2e51666a12ef0c4fca4d',
    '69ff44a33d6a666d71aaf3be484a8d5ad6f7f8136617f4f0',
    '22f8a826ff965d5018550e42e6e94d6debe509d9b6c97f0753fc2571ce4eebe2',
  ],
  [
    'a',
    0,
    '4d7665d1158961c0ba5e83c3cb3a5153d43d65dc6935a1ed6c6e9a83cd9591e9',
    '7b0870782046830b6db6b4f6b9a92dd67e7b015ae566a25f',
    'c4140dbd61e6122d6681649c0df6c62aea58e47cc95a72819407975dc8c0618d',
  ],
])('byte for byte as other clients, keys of kind %s', async (kdf, size, keyHex, header, digest) => {
  const seed = ed25519Seed(fromHex('0123456789abcdef0123456789abcdef00000000000000000000000000000000'));
  const derivation = { seed, domain: 'profile-picture' as const, kdf };
  const data = sampleFile(size);
  const keys = deriveStreamKeys(data, derivation);
  expect(toHex(keys.key)).toBe(keyHex);
  expect(toHex(keys.header)).toBe(header);
  expect(toHex(sha256(encryptStream(data, keys)))).toBe(digest);
  const halves = [data.subarray(0, size / 2), data.subarray(size / 2)];
  expect(await deriveStreamKeysOf(halves, derivation)).toEqual(keys);
});

test('the same file has other keys in another account, and as a picture', () => {
  const [ours, theirs] = [ed25519Seed(new Uint8Array(32).fill(1)), ed25519Seed(new Uint8Array(32).fill(2))];
  const data = sampleFile(100);
  const keys = (['a', 'b'] as const).flatMap((kdf) => [
    deriveStreamKeys(data, { seed: ours, domain: 'attachment', kdf }).key,
    deriveStreamKeys(data, { seed: ours, domain: 'profile-picture', kdf }).key,
    deriveStreamKeys(data, { seed: theirs, domain: 'attachment', kdf }).key,
  ]);
  expect(new Set(keys.map(toHex)).size).toBe(keys.length);
  expect(deriveStreamKeys(data, { seed: ours, domain: 'attachment' })).toEqual(
    deriveStreamKeys(data, { seed: ours, domain: 'attachment', kdf: 'b' }),
  );
});

describe('files come back', () => {
  const SIZE = fc.oneof(
    fc.nat(3000),
    fc.nat(200_000),
    fc.constantFrom(4053, 32_767, 32_768, 65_535, 65_536, 131_072),
  );

  test('whole, and as long as foreseen', () => {
    fc.assert(
      fc.property(SIZE, (size) => {
        const data = sampleFile(size);
        const file = encryptStream(data, KEYS);
        expect(file).toHaveLength(streamFileBytes(size, 'network'));
        expect(decryptStream(file, { key, size })).toEqual(data);
        expect(decryptStream(file, { key })).toEqual(data);
      }),
      { numRuns: 60 },
    );
  });

  test('piece by piece, however they are cut', async () => {
    const property = fc.asyncProperty(SIZE, LENGTHS, LENGTHS, async (size, writing, reading) => {
      const data = sampleFile(size);
      const file = encryptStream(data, KEYS);
      expect(await throughPieces(data, streamEncryption({ ...KEYS, size }), writing)).toEqual(file);
      expect(await throughPieces(file, streamDecryption({ key, size }), reading)).toEqual(data);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  test('from this machine’s own disk, where nothing hides their size', async () => {
    const property = fc.asyncProperty(SIZE, LENGTHS, async (size, lengths) => {
      const data = sampleFile(size);
      const file = await throughPieces(data, localFileEncryption({ key, size }, fakeRandom()), lengths);
      expect(file).toHaveLength(streamFileBytes(size, 'none'));
      expect(file.length - size).toBe(26 + 17 * Math.ceil((size + 1) / 32_768));
      expect(await throughPieces(file, localFileDecryption({ key, size }), lengths)).toEqual(data);
    });
    await fc.assert(property, { numRuns: 20 });
  });

  test('up to ten million bytes, exactly', async () => {
    const file = encryptStream(new Uint8Array(MAX_FILE_BYTES), KEYS);
    expect(file.length).toBeLessThan(MAX_DOWNLOAD_BYTES);
    expect(decryptStream(file, { key, size: MAX_FILE_BYTES })).toHaveLength(MAX_FILE_BYTES);
    expect(await outcome(() => encryptStream(new Uint8Array(MAX_FILE_BYTES + 1), KEYS))).toBe('too-large');
    expect(await outcome(() => decryptStream(new Uint8Array(MAX_DOWNLOAD_BYTES + 1), { key }))).toBe(
      'too-large',
    );
  });

  test('cut to the size that was declared', () => {
    const file = encryptStream(sampleFile(50_000), KEYS);
    expect(decryptStream(file, { key, size: 40_000 })).toEqual(sampleFile(40_000));
    expect(decryptStream(file, { key, size: 0 })).toHaveLength(0);
  });
});

test('a file that has changed between its two passes is not sent', async () => {
  const encryption = () => streamEncryption({ ...KEYS, size: 100 });
  expect(await outcome(() => throughPieces(sampleFile(99), encryption(), [99]))).toBe('size-changed');
  expect(await outcome(() => throughPieces(sampleFile(101), encryption(), [50]))).toBe('size-changed');
  expect(await outcome(() => throughPieces(sampleFile(100), encryption(), [50]))).toBe('accepted');
});

describe('refused', () => {
  const FINAL = 3;
  const MESSAGE = 0;

  /** A file of messages that somebody with the key has made as he liked. */
  function forged(...messages: readonly (readonly [Uint8Array, number])[]): Uint8Array {
    const writer = new SecretStreamWriter(KEYS);
    const chunks = messages.map(([message, tag]) => writer.push(message, tag as 0));
    return concatBytes(Uint8Array.of(0x53), KEYS.header, ...chunks);
  }

  const marked = (text: string): Uint8Array => concatBytes(Uint8Array.of(0, 0, 1), utf8(text));
  const full = (...end: readonly number[]): Uint8Array =>
    concatBytes(new Uint8Array(32_768 - end.length), Uint8Array.of(...end));

  test.each<readonly [string, () => Uint8Array, string]>([
    ['nothing but what is said here', () => forged([marked('hi'), FINAL]), 'accepted'],
    [
      'padding over several chunks is not',
      () => forged([full(), MESSAGE], [marked('hi'), FINAL]),
      'accepted',
    ],
    [
      'a marker at the end of a chunk is not',
      () => forged([full(1), MESSAGE], [utf8('hi'), FINAL]),
      'accepted',
    ],
    ['nothing at all', () => new Uint8Array(), 'truncated'],
    ['less than a header', () => Uint8Array.of(0x53, 1, 2), 'truncated'],
    ['a header alone', () => forged(), 'truncated'],
    ['another type', () => concatBytes(Uint8Array.of(0x54), new Uint8Array(100)), 'unknown-type'],
    ['no end', () => forged([marked('hi'), MESSAGE]), 'truncated'],
    [
      'an end with something after it',
      () => forged([full(1), FINAL], [utf8('hi'), FINAL]),
      'bytes-after-end',
    ],
    ['a tag that we do not write', () => forged([marked('hi'), 1]), 'unknown-type'],
    ['no marker', () => forged([new Uint8Array(9), FINAL]), 'padding-invalid'],
    ['another marker', () => forged([Uint8Array.of(0, 2, 1), FINAL]), 'padding-invalid'],
    [
      'a short chunk in the middle',
      () => forged([marked('hi'), MESSAGE], [utf8('ho'), FINAL]),
      'authentication-failed',
    ],
    ['half a tag', () => concatBytes(forged(), new Uint8Array(16)), 'authentication-failed'],
  ])('%s', async (_name, file, expected) => {
    expect(await outcome(() => decryptStream(file(), { key }))).toBe(expected);
    expect(await outcome(() => throughPieces(file(), streamDecryption({ key }), [7]))).toBe(expected);
  });

  test('less than was declared', async () => {
    const file = encryptStream(sampleFile(500), KEYS);
    expect(await outcome(() => decryptStream(file, { key, size: 501 }))).toBe('shorter-than-declared');
  });

  test('another key, or none', async () => {
    const file = encryptStream(sampleFile(500), KEYS);
    const other = symmetricKey(new Uint8Array(32));
    expect(await outcome(() => decryptStream(file, { key: other }))).toBe('authentication-failed');
    expect(await outcome(() => decryptStream(file, { key: new Uint8Array(64) }))).toBe('key-length');
  });

  test('whatever is damaged: only typed errors escape', async () => {
    const original = encryptStream(sampleFile(40_000), KEYS);
    const property = fc.asyncProperty(
      fc.oneof(fc.uint8Array({ maxLength: 200 }), { weight: 3, arbitrary: damagedFile(original) }),
      LENGTHS,
      async (bytes, lengths) => {
        const refused = /^(unknown-type|truncated|authentication-failed|bytes-after-end)$/;
        expect(await outcome(() => decryptStream(bytes, { key }))).toMatch(refused);
        expect(await outcome(() => throughPieces(bytes, streamDecryption({ key }), lengths))).toMatch(
          refused,
        );
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});
