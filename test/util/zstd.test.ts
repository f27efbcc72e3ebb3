import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  bytesEqual,
  compressZstd,
  concatBytes,
  decompressZstd,
  fromHex,
  toHex,
  utf8,
  ZstdError,
  zstdReady,
} from '../../ts/util/index.ts';
import type { ZstdCodec } from '../../ts/util/zstd-codec.ts';
import { nodeZstd, wasmZstd } from '../../ts/util/zstd-codec.ts';
import { zstdContentSize } from '../../ts/util/zstd-frame.ts';

const LIMIT = 1_000_000;
const BYTES_40 = '051db80cc3ea13be52f2b07890ca5aeb85250fe56f032a68cdc5bc20c4866923b98863c17fc3bb77';
/** What the reference makes of known contents. */
const REFERENCE: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(), '28b52ffd2000010000'],
  ['a repeated letter', utf8('a'.repeat(500)), '28b52ffd60f4004d00001061610100ef2ac002'],
  ['noise', fromHex(BYTES_40), `28b52ffd2028410100${BYTES_40}`],
];
const TEXT = utf8('What is repeated is short. '.repeat(3000));

let codecs: readonly (readonly [string, ZstdCodec])[] = [];

beforeAll(async () => {
  await zstdReady();
  const node = nodeZstd();
  codecs = [...(node === undefined ? [] : [['node', node] as const]), ['wasm', await wasmZstd()] as const];
});

/** The code of the error, or the content's size. */
function outcome(run: () => Uint8Array): string | number {
  try {
    return run().length;
  } catch (error) {
    if (error instanceof ZstdError) return error.code;
    throw error;
  }
}

function decompressBy({ decompress }: ZstdCodec, frame: Uint8Array): Uint8Array {
  return decompress(frame, { contentSize: zstdContentSize(frame, LIMIT), maxBytes: LIMIT });
}

/** `frame` with other bytes from `at` on. */
function patched(frame: Uint8Array, at: number, ...bytes: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(frame);
  copy.set(bytes, at);
  return copy;
}

test.each(REFERENCE)('%s: byte for byte as the reference', (_name, content, frame) => {
  expect(toHex(compressZstd(content))).toBe(frame);
  expect(decompressZstd(fromHex(frame), LIMIT)).toEqual(content);
});

test('every implementation makes the same frames and reads them back', () => {
  const compressible = fc
    .tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(4000), fc.uint8Array({ maxLength: 300 }))
    .map(([piece, times, rest]) =>
      concatBytes(...Array.from({ length: times % 1000 === 0 ? 4000 : times % 100 }, () => piece), rest),
    );
  fc.assert(
    fc.property(compressible, (content) => {
      const frame = compressZstd(content);
      for (const [, codec] of codecs) {
        expect(bytesEqual(codec.compress(content), frame)).toBe(true);
        expect(bytesEqual(decompressBy(codec, frame), content)).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test('contents of a million bytes pass, and come back as plain arrays', () => {
  const content = new Uint8Array(LIMIT).map((_, at) => (at * at) >> 7);
  for (const [, codec] of codecs) {
    const frame = codec.compress(content);
    const back = decompressBy(codec, frame);
    expect(bytesEqual(back, content)).toBe(true);
    expect(back.constructor).toBe(Uint8Array);
    expect(frame.constructor).toBe(Uint8Array);
  }
});

describe('refused', () => {
  const frame = (): Uint8Array => compressZstd(TEXT);

  test.each(['28b52ffd6e6f7065', '28b52ffd', '28b52ffd04', '00112233445566778899', ''])('%s', (hex) => {
    expect(outcome(() => decompressZstd(fromHex(hex), LIMIT))).toBe('zstd-invalid');
  });

  test('every beginning of a frame', () => {
    const whole = frame();
    for (let length = 0; length < whole.length; length += 1) {
      for (const [, codec] of codecs)
        expect(outcome(() => decompressBy(codec, whole.subarray(0, length)))).toBe('zstd-invalid');
    }
  });

  test('anything after the frame: a byte, another frame, a frame to be skipped', () => {
    const skippable = fromHex('502a4d180100000000');
    for (const rest of [Uint8Array.of(0), compressZstd(utf8('more')), compressZstd(utf8('')), skippable])
      expect(outcome(() => decompressZstd(concatBytes(frame(), rest), LIMIT))).toBe('zstd-invalid');
    expect(outcome(() => decompressZstd(concatBytes(skippable, frame()), LIMIT))).toBe('zstd-invalid');
  });

  test('more than the limit, before anything is unpacked', () => {
    expect(decompressZstd(frame(), TEXT.length)).toEqual(TEXT);
    expect(outcome(() => decompressZstd(frame(), TEXT.length - 1))).toBe('zstd-too-large');
    const huge = fromHex('28b52ffde0ffffffffffffff7f010000');
    expect(outcome(() => decompressZstd(huge, LIMIT))).toBe('zstd-too-large');
  });

  test('a frame that needs a dictionary, or is of a later version', () => {
    const small = compressZstd(utf8('small'));
    expect(toHex(small.subarray(4, 6))).toBe('2005');
    // A dictionary's number; the reserved bit.
    for (const descriptor of [0x21, 0x22, 0x23, 0x28])
      expect(outcome(() => decompressZstd(patched(small, 4, descriptor), LIMIT))).toBe('zstd-invalid');
  });

  test('a frame that lies about its size', () => {
    const small = compressZstd(utf8('small'));
    const large = frame();
    const size = new DataView(large.buffer, large.byteOffset).getUint32(5, true);
    expect(size).toBe(TEXT.length);
    for (const [, codec] of codecs) {
      expect(outcome(() => decompressBy(codec, patched(small, 5, 4)))).toBe('zstd-invalid');
      expect(outcome(() => decompressBy(codec, patched(small, 5, 6)))).toBe('zstd-invalid');
      expect(outcome(() => decompressBy(codec, patched(small, 5, 0)))).toBe('zstd-invalid');
      expect(outcome(() => decompressBy(codec, patched(large, 5, 0, 0)))).toBe('zstd-invalid');
    }
  });
});

describe('a frame that does not say its size', () => {
  // A window descriptor in the place of the size.
  const frame = (): Uint8Array => patched(compressZstd(utf8('small')), 4, 0x00);

  test('is read up to the limit where Node reads it, and refused where nothing could stop it', () => {
    for (const [name, codec] of codecs)
      expect(outcome(() => decompressBy(codec, frame()))).toBe(name === 'node' ? 5 : 'zstd-invalid');
  });

  test('gives no more than the limit', () => {
    const node = nodeZstd();
    if (node === undefined) return;
    const bomb = undeclared(compressZstd(new Uint8Array(30_000_000)));
    expect(outcome(() => decompressBy(node, bomb))).toBe('zstd-too-large');
    expect(outcome(() => node.decompress(frame(), { contentSize: undefined, maxBytes: 4 }))).toBe(
      'zstd-too-large',
    );
    expect(outcome(() => decompressBy(node, frame().subarray(0, -1)))).toBe('zstd-invalid');
  });
});

/** The frame with a window of 128 MiB in the place of its content size of four bytes. */
function undeclared(frame: Uint8Array): Uint8Array {
  const windowed = Uint8Array.of(0x00, 0x88);
  return concatBytes(frame.subarray(0, 4), windowed, frame.subarray(frame[4] === 0xa0 ? 9 : 10));
}

function declaresSize(frame: Uint8Array): boolean {
  const descriptor = frame[4] ?? 0;
  return descriptor >> 6 !== 0 || (descriptor & 0x20) !== 0;
}

test('only typed errors escape, and every implementation gives the same answer, whatever the bytes', () => {
  const sample = compressZstd(concatBytes(TEXT.subarray(0, 700), fromHex(BYTES_40)));
  const damaged = fc
    .array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((copy, [at, byte]) => patched(copy, at, byte), sample));
  const seen = new Set<unknown>();
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }).map((bytes) => concatBytes(fromHex('28b52ffd'), bytes)),
        { weight: 3, arbitrary: damaged },
      ),
      (bytes) => {
        fc.pre(declaresSize(bytes));
        const outcomes = codecs.map(([, codec]) => outcome(() => decompressBy(codec, bytes)));
        expect(new Set(outcomes).size).toBe(1);
        seen.add(outcomes[0]);
      },
    ),
    { numRuns: 2000 },
  );
  expect(seen.size).toBeGreaterThan(2);
});
