import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { cryptoReady, hmacSha256, sha256 } from '../../../ts/crypto/index.ts';
import { concatBytes, fromHex, toHex } from '../../../ts/util/index.ts';
import type { LegacyPadding, LegacyPointer } from '../../../ts/wire/index.ts';
import {
  decryptLegacy,
  encryptLegacy,
  freshLegacyKey,
  legacyBucketBytes,
  legacyDecryption,
  legacyEncryption,
  legacyFileBytes,
  MAX_DOWNLOAD_BYTES,
  MAX_FILE_BYTES,
} from '../../../ts/wire/index.ts';
import { fakeRandom } from '../../support/fake-random.ts';
import { damagedFile, LENGTHS, outcome, sampleFile, throughPieces } from './support.ts';

beforeAll(cryptoReady);

const { key: KEY, iv: IV } = freshLegacyKey(fakeRandom());
const PADDING = fc.constantFrom<LegacyPadding>('bucket', 'none');

function sent(
  data: Uint8Array,
  padding: LegacyPadding = 'bucket',
): { file: Uint8Array; pointer: LegacyPointer } {
  const { file, digest } = encryptLegacy(data, { key: KEY, iv: IV, padding });
  return { file, pointer: { key: KEY, digest, size: data.length } };
}

/** A file whose body somebody with the key has made as he liked. */
function forged(body: Uint8Array, size: number): { file: Uint8Array; pointer: LegacyPointer } {
  const file = concatBytes(body, hmacSha256(KEY.subarray(32), body));
  return { file, pointer: { key: KEY, digest: sha256(file), size } };
}

test.each([
  [1, 541],
  [541, 541],
  [542, 568],
  [568, 568],
  [569, 596],
  [1000, 1020],
  [65_536, 67_789],
  [1_000_000, 1_041_743],
  [9_500_000, 9_828_080],
  [9_999_999, 10_000_000],
  [10_000_000, 10_000_000],
])('%d bytes hide in %d', (size, bucket) => {
  expect(legacyBucketBytes(size)).toBe(bucket);
});

test('a bucket is never smaller than what it holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MAX_FILE_BYTES }), (size) => {
      const bucket = legacyBucketBytes(size);
      expect(bucket).toBeGreaterThanOrEqual(size);
      expect(bucket).toBeLessThanOrEqual(Math.max(541, Math.min(size * 1.05, MAX_FILE_BYTES)));
    }),
  );
});

test('a small image of a link preview, byte for byte as other clients', () => {
  const parameters = {
    key: fromHex(
      '718714aa596360879db6d3704d888c0017f8afa4dfc62c181a7607edddadde17' +
        '151aa72e34331e4b2f03cf6d9615bf447fd97eae2cc4be565e37a468454bb758',
    ),
    iv: fromHex('cb7698d06a11255d343b00deb7362bd2'),
    padding: 'none' as const,
  };
  const { file, digest } = encryptLegacy(fromHex('5f2a7305574f03a160b0285c75dc3ef6'), parameters);
  expect(toHex(file)).toBe(
    'cb7698d06a11255d343b00deb7362bd214b8875229c062d16c4f2eff8f77716d124402ff3a196152ede1628489074cd3' +
      'c2b8ac76bb59471d4ba9d82db3721a0712947e0028f65657e65e13bb4a67e613',
  );
  expect(toHex(digest)).toBe('9135731e52e3e825f0d99cf7350b836cbe1864dda5877519b087872e06610a6e');
});

describe('files come back', () => {
  test('whole, and as long as foreseen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), PADDING, (size, padding) => {
        const data = sampleFile(size);
        const { file, pointer } = sent(data, padding);
        expect(file).toHaveLength(legacyFileBytes(size, padding));
        expect(decryptLegacy(file, pointer)).toEqual(data);
      }),
      { numRuns: 100 },
    );
  });

  test('piece by piece, however they are cut', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 200_000 }),
      PADDING,
      fc.tuple(LENGTHS, LENGTHS),
      async (size, padding, [writing, reading]) => {
        const data = sampleFile(size);
        const { file, pointer } = sent(data, padding);
        const encryption = legacyEncryption({ key: KEY, iv: IV, padding });
        expect(await throughPieces(data, encryption, writing)).toEqual(file);
        expect(encryption.digest()).toEqual(pointer.digest);
        expect(await throughPieces(file, legacyDecryption(pointer), reading)).toEqual(data);
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  test('up to ten million bytes, exactly', async () => {
    const { file, pointer } = sent(sampleFile(MAX_FILE_BYTES));
    expect(file.length).toBeLessThan(MAX_DOWNLOAD_BYTES);
    expect(decryptLegacy(file, pointer)).toHaveLength(MAX_FILE_BYTES);
    expect(await outcome(() => sent(new Uint8Array(MAX_FILE_BYTES + 1)))).toBe('too-large');
    const encryption = legacyEncryption({ key: KEY, iv: IV, padding: 'none' });
    encryption.update(new Uint8Array(MAX_FILE_BYTES));
    expect(await outcome(() => encryption.update(new Uint8Array(1)))).toBe('too-large');
  });
});

describe('refused', () => {
  const { file, pointer } = sent(sampleFile(700));

  test.each<readonly [string, Partial<LegacyPointer>, string]>([
    ['nothing but what is said here', {}, 'accepted'],
    ['a key of another length', { key: KEY.subarray(0, 32) }, 'key-length'],
    ['another key', { key: new Uint8Array(64) }, 'authentication-failed'],
    ['no digest', { digest: undefined }, 'digest-missing'],
    ['a digest of another length', { digest: new Uint8Array(20) }, 'digest-missing'],
    ['the digest of another file', { digest: new Uint8Array(32) }, 'digest-mismatch'],
    ['no size', { size: undefined }, 'size-missing'],
    ['a size of nothing', { size: 0 }, 'size-missing'],
    ['a size beyond the limit', { size: MAX_FILE_BYTES + 1 }, 'too-large'],
    ['a size beyond the bucket', { size: 731 }, 'shorter-than-declared'],
  ])('%s', async (_name, change, expected) => {
    expect(await outcome(() => decryptLegacy(file, { ...pointer, ...change }))).toBe(expected);
    expect(await outcome(() => throughPieces(file, legacyDecryption({ ...pointer, ...change }), [100]))).toBe(
      expected,
    );
  });

  test('nothing to send', async () => {
    expect(await outcome(() => sent(new Uint8Array()))).toBe('empty');
  });

  test('a digest that nobody has made yet', () => {
    expect(() => legacyEncryption({ key: KEY, iv: IV, padding: 'none' }).digest()).toThrow('not finished');
  });

  test('a download that is too large, before it is looked at', async () => {
    expect(await outcome(() => decryptLegacy(new Uint8Array(MAX_DOWNLOAD_BYTES + 1), pointer))).toBe(
      'too-large',
    );
  });

  test('what is too short, or does not end with a padded block, though its MAC is right', async () => {
    for (const length of [0, 1, 47])
      expect(await outcome(() => decryptLegacy(new Uint8Array(length), pointer))).toBe('truncated');
    for (const body of [IV, concatBytes(IV, new Uint8Array(15)), concatBytes(IV, new Uint8Array(32))]) {
      const bad = forged(body, 1);
      expect(await outcome(() => decryptLegacy(bad.file, bad.pointer))).toBe('padding-invalid');
    }
  });

  test('whatever is damaged: only typed errors escape', async () => {
    const property = fc.asyncProperty(
      fc.oneof(fc.uint8Array({ maxLength: 200 }), { weight: 3, arbitrary: damagedFile(file) }),
      LENGTHS,
      async (bytes, lengths) => {
        expect(await outcome(() => decryptLegacy(bytes, pointer))).toMatch(
          /^(truncated|authentication-failed)$/,
        );
        expect(await outcome(() => throughPieces(bytes, legacyDecryption(pointer), lengths))).toMatch(
          /^(truncated|authentication-failed)$/,
        );
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});
