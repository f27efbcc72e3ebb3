import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { concatBytes, utf8 } from '../../ts/util/index.ts';
import type { Content, DataMessage } from '../../ts/wire/index.ts';
import {
  decodeContent,
  decodeEnvelope,
  encodeContent,
  unwrapEnvelope,
  WireError,
} from '../../ts/wire/index.ts';
import { field, fixed64, number, varint } from './raw-fields.ts';

const SENT_AT_MS = 1_767_227_143_178;

function code(bytes: Uint8Array): string {
  try {
    decodeContent(bytes);
  } catch (error) {
    if (error instanceof WireError) return error.code;
    throw error;
  }
  return 'accepted';
}

function dataOf(bytes: Uint8Array): DataMessage {
  const { payload } = decodeContent(bytes);
  if (payload.kind !== 'data') throw new Error(payload.kind);
  return payload;
}

/** Records of a message that says a little of everything. */
const RECORDS: readonly Uint8Array[] = [
  field(
    1,
    field(1, utf8('text')),
    field(101, field(1, utf8('Bob'))),
    field(8, number(1, 5), field(2, utf8('05'))),
  ),
  number(12, 1),
  number(13, 300),
  number(15, SENT_AT_MS),
  field(16, number(2, 1)),
  field(17, new Uint8Array(64)),
];
const WHOLE = decodeContent(concatBytes(...RECORDS));

/** A record of a field that no message of the schema has: of every wire type, groups within groups too. */
const UNKNOWN = fc.letrec<{ record: Uint8Array }>((tie) => ({
  record: fc.integer({ min: 200, max: 2 ** 29 - 1 }).chain((fieldNumber) =>
    fc.oneof(
      { depthSize: 'small' },
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => number(fieldNumber, value)),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => fixed64(fieldNumber, value)),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => field(fieldNumber, bytes)),
      fc
        .uint8Array({ minLength: 4, maxLength: 4 })
        .map((bytes) => concatBytes(varint(fieldNumber * 8 + 5), bytes)),
      fc
        .array(tie('record'), { maxLength: 3 })
        .map((records) => concatBytes(varint(fieldNumber * 8 + 3), ...records, varint(fieldNumber * 8 + 4))),
    ),
  ),
})).record;

describe('the same message', () => {
  test('in any order of its fields, among fields that nobody knows', () => {
    const shuffled = fc.shuffledSubarray([...RECORDS], { minLength: RECORDS.length });
    fc.assert(
      fc.property(shuffled, fc.array(UNKNOWN, { minLength: 7, maxLength: 7 }), (records, unknown) => {
        const mixed = records.flatMap((record, at) => [unknown[at] as Uint8Array, record]);
        expect(decodeContent(concatBytes(...mixed, unknown[6] as Uint8Array))).toEqual(WHOLE);
      }),
      { numRuns: 300 },
    );
  });

  test('with fields of the schema in a type that is not theirs, which count as unknown', () => {
    const wrong = concatBytes(
      number(1, 7),
      field(12, utf8('x')),
      field(15, utf8('y')),
      number(17, 3),
      fixed64(13, 1n),
    );
    expect(decodeContent(concatBytes(wrong, ...RECORDS))).toEqual(WHOLE);
    expect(decodeContent(concatBytes(...RECORDS, wrong))).toEqual(WHOLE);
  });

  test('with numbers that are longer than they need be', () => {
    const overlong = Uint8Array.of(13 * 8, 0xac, 0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00);
    expect(decodeContent(overlong).expirationTimerS).toBe(300);
  });
});

describe('a field that comes twice', () => {
  test('counts as it was said last, when it is a number or a text', () => {
    const twice = concatBytes(number(15, 1), field(1, field(1, utf8('first'))), number(15, SENT_AT_MS));
    expect(decodeContent(twice).sigTimestampMs).toBe(SENT_AT_MS);
    expect(dataOf(field(1, field(1, utf8('first')), field(1, utf8('last')))).body).toBe('last');
  });

  test('is put together, when it is a message', () => {
    const profile = (...parts: readonly Uint8Array[]): Uint8Array => field(1, field(101, ...parts));
    const name = field(1, utf8('Bob'));
    const picture = field(2, utf8('http://x'));
    const together = dataOf(concatBytes(profile(name), field(1, field(1, utf8('text'))), profile(picture)));
    expect(together).toMatchObject({ body: 'text', profile: { displayName: 'Bob', pictureUrl: 'http://x' } });
    const attachment = field(2, fixed64(1, 1n));
    expect(dataOf(concatBytes(field(1, attachment), field(1, attachment))).attachments).toHaveLength(2);
  });

  test('may have each required part only once, but each time all of them', () => {
    const half = field(6, number(1, 5));
    expect(code(field(6, number(1, 5), number(2, 0)))).toBe('accepted');
    expect(code(concatBytes(half, field(6, number(2, 0))))).toBe('protobuf-invalid');
  });

  test('is a list, packed or not, when it is repeated', () => {
    const times = [1, 300, SENT_AT_MS, Number.MAX_SAFE_INTEGER];
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (packed) => {
        const records = times.map((time, at) =>
          packed[at] === true ? field(2, varint(time)) : number(2, time),
        );
        expect(decodeContent(field(5, number(1, 1), ...records)).payload).toMatchObject({
          timestampsMs: times,
        });
      }),
    );
    expect(decodeContent(field(5, number(1, 1), field(2, ...times.map(varint)))).payload).toMatchObject({
      timestampsMs: times,
    });
    expect(code(field(5, number(1, 1), field(2, Uint8Array.of(0x80))))).toBe('protobuf-invalid');
  });
});

describe('what is required', () => {
  const REQUIRED: readonly (readonly [string, readonly number[], readonly Uint8Array[]])[] = [
    ['a typing message', [6], [number(1, 5), number(2, 0)]],
    ['a receipt', [5], [number(1, 1)]],
    ['a notification', [8], [number(1, 2)]],
    ['an unsend request', [9], [number(1, 5), field(2, utf8('05'))]],
    ['a call', [3], [number(1, 5), field(5, utf8('uuid'))]],
    ['a response', [10], [number(1, 1)]],
    ['a quote', [1, 8], [number(1, 5), field(2, utf8('05'))]],
    ['a preview', [1, 10], [field(1, utf8('http://x'))]],
    ['a reaction', [1, 11], [number(1, 5), field(2, utf8('05')), number(4, 0)]],
    ['an invitation', [1, 102], [field(1, utf8('http://x')), field(3, utf8('room'))]],
    ['an attachment', [1, 2], [fixed64(1, 1n)]],
    [
      'a group invite',
      [1, 120, 1],
      [
        field(1, utf8('03')),
        field(2, utf8('x')),
        field(3, new Uint8Array(100)),
        field(4, new Uint8Array(64)),
      ],
    ],
    ['a group promotion', [1, 120, 4], [field(1, new Uint8Array(32)), field(2, utf8('x'))]],
    ['a change of a group', [1, 120, 2], [number(1, 1), field(4, new Uint8Array(64))]],
    ['a change of members', [1, 120, 3], [number(1, 1), field(4, new Uint8Array(64))]],
    ['an answer to a group invite', [1, 120, 6], [number(1, 1)]],
  ];

  test.each(REQUIRED)('of %s must be there, each part of it', (_name, path, parts) => {
    const wrapped = (records: readonly Uint8Array[]): Uint8Array =>
      path.toReversed().reduce((inner, fieldNumber) => field(fieldNumber, inner), concatBytes(...records));
    expect(code(wrapped(parts))).toBe('accepted');
    for (const left of parts)
      expect(code(wrapped(parts.filter((part) => part !== left)))).toBe('protobuf-invalid');
  });

  test('may be of an unknown value only where it is not required', () => {
    for (const value of [3, 77, -1, 2n ** 31n]) {
      expect(decodeContent(number(12, value)).expirationType).toBeUndefined();
      expect(code(field(6, number(1, 5), number(2, value)))).toBe('protobuf-invalid');
    }
    // Numbers of an enum have 32 bits.
    expect(decodeContent(number(12, 2n ** 32n + 1n)).expirationType).toBe('delete-after-read');
  });
});

describe('numbers', () => {
  test('of 64 bits are exact, or refused', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        expect(dataOf(field(1, field(2, fixed64(1, value)))).attachments?.[0]?.deprecatedId).toBe(value);
        expect(decodeContent(field(16, number(2, value))).proMessage?.profileBitset).toBe(value);
        const time = number(15, value);
        if (value < 2n ** 53n) expect(decodeContent(time).sigTimestampMs).toBe(Number(value));
        else expect(code(time)).toBe('number-out-of-range');
      }),
    );
  });

  test('are written as they are read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (bits) => {
        const content: Content = { payload: { kind: 'empty' }, proMessage: { messageBitset: bits } };
        expect(encodeContent(content)).toEqual(field(16, number(3, bits)));
      }),
    );
  });
});

describe('refused', () => {
  test.each<readonly [string, Uint8Array]>([
    ['field number 0', number(0, 1)],
    ['field number 0, after a whole message', concatBytes(...RECORDS, field(0))],
    [
      'a field number beyond 29 bits',
      concatBytes(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x10), Uint8Array.of(0)),
    ],
    ['wire type 6', Uint8Array.of(0x0e, 0)],
    ['wire type 7', Uint8Array.of(0x0f, 0)],
    ['the end of a group that has not begun', Uint8Array.of(0x0c)],
    ['a group that does not end', Uint8Array.of(0xa3, 0x06, 0x08, 0x01)],
    ['a group that ends as another', concatBytes(varint(100 * 8 + 3), varint(101 * 8 + 4))],
    [
      'a number of eleven bytes',
      concatBytes(varint(13 * 8), new Uint8Array(10).fill(0x80), Uint8Array.of(0)),
    ],
    [
      'the same where nobody reads it',
      concatBytes(varint(99 * 8), new Uint8Array(10).fill(0x80), Uint8Array.of(0)),
    ],
    ['half a number', Uint8Array.of(15 * 8, 0x80)],
    ['half of eight bytes', fixed64(99, 1n).subarray(0, 6)],
    ['a message that is longer than its container', field(1, Uint8Array.of(0x0a, 5, 0x61))],
  ])('%s', (_name, bytes) => {
    expect(code(bytes)).toBe('protobuf-invalid');
  });

  test.each([2 ** 27, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2n ** 63n, 2n ** 64n - 1n])(
    'a length of %s, before anything of it is allocated',
    (length) => {
      const before = process.memoryUsage().arrayBuffers;
      for (const tag of [field(1).subarray(0, 1), field(17).subarray(0, 2), field(99).subarray(0, 2)])
        expect(code(concatBytes(tag, varint(length), new Uint8Array(10)))).toBe('protobuf-invalid');
      expect(code(field(5, number(1, 1), varint(2 * 8 + 2), varint(length)))).toBe('protobuf-invalid');
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
    },
  );

  test('more levels than any message has', () => {
    const nested = (depth: number): Uint8Array =>
      concatBytes(
        ...Array.from({ length: depth }, () => varint(99 * 8 + 3)),
        ...Array.from({ length: depth }, () => varint(99 * 8 + 4)),
      );
    expect(code(nested(50))).toBe('accepted');
    expect(code(nested(150))).toBe('protobuf-invalid');
    expect(code(nested(20_000))).toBe('protobuf-invalid');
  });

  test('text that is not UTF-8, in every place', () => {
    const broken = Uint8Array.of(0x61, 0xff);
    for (const bytes of [
      field(1, field(1, broken)),
      field(9, number(1, 5), field(2, broken)),
      field(1, field(120, field(3, number(1, 1), field(2, broken), field(4, new Uint8Array(64))))),
      field(3, number(1, 5), field(2, broken), field(5, utf8('uuid'))),
    ])
      expect(code(bytes)).toBe('protobuf-invalid');
    const source = concatBytes(number(1, 6), field(2, broken), number(5, 1), field(8));
    expect(() => decodeEnvelope(source)).toThrow(WireError);
  });
});

test('whatever the bytes: only typed errors escape from the wrappers', () => {
  const samples = [
    concatBytes(number(1, 6), number(5, 1), field(8, utf8('x')), field(11, new Uint8Array(64))),
    concatBytes(number(1, 1), field(2, field(1), field(2), field(3, utf8('x')), number(4, 0))),
  ];
  const damaged = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(255))
    .map(([sample, at, byte]) => sample.map((value, index) => (index === at % sample.length ? byte : value)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), damaged), (bytes) => {
      for (const decode of [decodeEnvelope, unwrapEnvelope]) {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }
    }),
    { numRuns: 1500 },
  );
});
