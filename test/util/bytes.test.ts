import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  bytesEqual,
  BytesError,
  compareBytes,
  concatBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  readU32le,
  readU64be,
  toBase64,
  toBase64Unpadded,
  toHex,
  u32le,
  utf8,
} from '../../ts/util/index.ts';

const BYTES = fc.uint8Array({ maxLength: 200 });

describe('hex', () => {
  test('round trip, of either case', () => {
    fc.assert(
      fc.property(BYTES, (bytes) => {
        const hex = toHex(bytes);
        expect(hex).toMatch(/^(?:[0-9a-f]{2})*$/);
        expect(fromHex(hex)).toEqual(bytes);
        expect(fromHex(hex.toUpperCase())).toEqual(bytes);
      }),
    );
  });

  test.each(['0', 'abc', 'zz', '0g', ' 00', '0x00', '００'])('refuses %j', (text) => {
    expect(() => fromHex(text)).toThrow(expect.objectContaining({ code: 'hex-invalid' }));
  });
});

describe('base64', () => {
  test('round trip, padded or not', () => {
    fc.assert(
      fc.property(BYTES, (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64Unpadded(bytes))).toEqual(bytes);
        expect(toBase64Unpadded(bytes)).not.toContain('=');
      }),
    );
  });

  test.each([
    'A',
    'AAAAA',
    'A=',
    'AA=',
    'AAA==',
    'AAAA=',
    'AAAA====',
    '=',
    'AA-_',
    'AA A',
    'AA==AA==',
    'AAA=\n',
  ])('refuses %j', (text) => {
    expect(() => fromBase64(text)).toThrow(expect.objectContaining({ code: 'base64-invalid' }));
  });

  test('takes as much as a file has', () => {
    const length = 12_000_000;
    expect(fromBase64('A'.repeat((length / 3) * 4))).toHaveLength(length);
  });
});

describe('UTF-8', () => {
  test('round trip of well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  test('keeps a byte order mark', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });

  test.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]], [[0xf5, 0x80, 0x80, 0x80]]])(
    'refuses %j',
    (bytes) => {
      expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow(
        expect.objectContaining({ code: 'utf8-invalid' }),
      );
    },
  );
});

describe('numbers', () => {
  test('32 bits, little-endian', () => {
    expect(u32le(0x01020304)).toEqual(Uint8Array.of(4, 3, 2, 1));
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(5), (value, offset) => {
        expect(readU32le(concatBytes(new Uint8Array(offset), u32le(value)), offset)).toBe(value);
      }),
    );
  });

  test('64 bits, big-endian, from the middle of a larger buffer', () => {
    const whole = Uint8Array.of(9, 9, 0xff, 0, 0, 0, 0, 0, 0, 1, 9);
    expect(readU64be(whole.subarray(1), 1)).toBe(0xff00000000000001n);
  });

  test('refuse to read beyond the end', () => {
    expect(() => readU32le(new Uint8Array(4), 1)).toThrow(BytesError);
    expect(() => readU64be(new Uint8Array(7))).toThrow(BytesError);
  });
});

describe('comparison', () => {
  test('agrees with the order of hex text', () => {
    fc.assert(
      fc.property(BYTES, BYTES, (a, b) => {
        const order = toHex(a) < toHex(b) ? -1 : toHex(a) > toHex(b) ? 1 : 0;
        expect(Math.sign(compareBytes(a, b))).toBe(order);
        expect(bytesEqual(a, b)).toBe(order === 0);
        expect(bytesEqual(a, Uint8Array.from(a))).toBe(true);
      }),
    );
  });
});
