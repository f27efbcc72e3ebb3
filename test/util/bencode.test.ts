import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { BencodeInput, BencodeValue } from '../../ts/util/index.ts';
import {
  BencodeError,
  concatBytes,
  decodeBencode,
  encodeBencode,
  fromHex,
  utf8,
} from '../../ts/util/index.ts';

const BYTES = fc.uint8Array({ maxLength: 40 });
const KEY = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 })
  .map((codes) => String.fromCharCode(...codes));
const VALUE = fc.letrec<{ value: BencodeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
    BYTES,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(KEY, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).value;

function text(value: BencodeInput): string {
  return Buffer.from(encodeBencode(value)).toString('latin1');
}

describe('encodeBencode', () => {
  test.each<readonly [BencodeInput, string]>([
    [0, 'i0e'],
    [-0, 'i0e'],
    [-42, 'i-42e'],
    [2n ** 64n - 1n, 'i18446744073709551615e'],
    ['spam', '4:spam'],
    ['', '0:'],
    ['ü', '2:\u00c3\u00bc'],
    [Uint8Array.of(0, 255), '2:\u0000\u00ff'],
    [[], 'le'],
    [[1, ['a'], new Map()], 'li1el1:aedee'],
    [
      new Map<string, BencodeInput>([
        ['z', 1],
        ['', 2],
        ['a', 3],
      ]),
      'd0:i2e1:ai3e1:zi1ee',
    ],
    [
      new Map([
        ['\u00ff', 1],
        ['~', 2],
      ]),
      'd1:~i2e1:\u00ffi1ee',
    ],
  ])('%o', (value, expected) => {
    expect(text(value)).toBe(expected);
  });

  test.each<readonly [string, BencodeInput]>([
    ['a fraction', 1.5],
    ['a number beyond exactness', 2 ** 53],
    ['more than 64 bits', 2n ** 64n],
    ['less than 64 bits', -(2n ** 63n) - 1n],
    ['a key that is no bytes', new Map([['€', 1]])],
  ])('refuses %s', (_name, value) => {
    expect(() => encodeBencode(value)).toThrow(BencodeError);
  });
});

test('the request of one node to the next', () => {
  const data = fromHex('fcc74d8db52f762a298e33d8925f57624938de53c1e19ca632c0ec0633fe');
  const ephemeralKey = fromHex('f40b2870005263bf603d2b0eae690dee3243397cbee0017b28ca9954ff8ff486');
  const request = new Map<string, BencodeInput>([
    ['hop_no', 2],
    ['enc_type', 'xchacha20'],
    ['data', data],
    ['ephemeral_key', ephemeralKey],
  ]);
  const encoded = fromHex(
    '64343a6461746133303afcc74d8db52f762a298e33d8925f57624938de53c1e19ca632c0ec0633fe383a656e635f74797065' +
      '393a78636861636861323031333a657068656d6572616c5f6b657933323af40b2870005263bf603d2b0eae690dee3243397c' +
      'bee0017b28ca9954ff8ff486363a686f705f6e6f69326565',
  );
  expect(encodeBencode(request)).toEqual(encoded);
  expect(decodeBencode(encoded)).toEqual(
    new Map<string, BencodeValue>([
      ['data', data],
      ['enc_type', utf8('xchacha20')],
      ['ephemeral_key', ephemeralKey],
      ['hop_no', 2n],
    ]),
  );
});

describe('decodeBencode', () => {
  test('gives back what was encoded', () => {
    fc.assert(
      fc.property(VALUE, (value) => {
        expect(decodeBencode(encodeBencode(value))).toEqual(sorted(value));
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['bytes after the end', 'i1ei2e'],
    ['an unknown token', 'x'],
    ['an integer without digits', 'ie'],
    ['an integer without end', 'i12'],
    ['a leading zero', 'i01e'],
    ['minus zero', 'i-0e'],
    ['a minus inside', 'i1-2e'],
    ['an integer of 65 bits', 'i18446744073709551616e'],
    ['a negative integer of 65 bits', 'i-9223372036854775809e'],
    ['an integer too long to be read', `i${'1'.repeat(30)}e`],
    ['a string beyond the end', '5:spam'],
    ['a length with a leading zero', '04:spam'],
    ['a negative length', '-1:a'],
    ['a huge length', '99999999999999999999:a'],
    ['a length without colon', '4'],
    ['a list without end', 'li1e'],
    ['a dictionary without end', 'd1:ai1e'],
    ['a key that is no string', 'di1ei2ee'],
    ['a key without value', 'd1:ae'],
    ['keys out of order', 'd1:bi1e1:ai2ee'],
    ['a repeated key', 'd1:ai1e1:ai2ee'],
    ['too deep nesting', 'l'.repeat(40) + 'e'.repeat(40)],
  ])('refuses %s', (_name, encoded) => {
    expect(() => decodeBencode(Buffer.from(encoded, 'latin1'))).toThrow(BencodeError);
  });

  test('gives views of its input, plain ones also of a Buffer', () => {
    const input = Buffer.from('xx4:spam').subarray(2);
    const value = decodeBencode(input) as Uint8Array;
    expect(value).toEqual(utf8('spam'));
    expect(value).not.toBeInstanceOf(Buffer);
    expect(value.buffer).toBe(input.buffer);
  });

  test('lets only its own error escape, whatever the bytes', () => {
    const almost = fc.tuple(VALUE, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([value, at, byte]) => {
      const encoded = encodeBencode(value);
      encoded[at % encoded.length] = byte;
      return encoded;
    });
    const tokens = fc
      .array(fc.constantFrom('i', 'l', 'd', 'e', ':', '-', '0', '1', '9', 'a'))
      .map((t) => utf8(t.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), almost, tokens), (bytes) => {
        try {
          // Strict bencode has one form: what decodes at all must encode to itself.
          expect(concatBytes(encodeBencode(decodeBencode(bytes)))).toEqual(concatBytes(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(BencodeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** Equal maps must have their keys in the same order. */
function sorted(value: BencodeValue): BencodeValue {
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, BencodeValue>)].map(
      ([key, item]) => [key, sorted(item)] as const,
    );
    return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return Array.isArray(value) ? value.map(sorted) : value;
}
