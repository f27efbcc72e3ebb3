import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { exifOrientation } from '../../../../src/renderer/features/picture-pipeline/exif.ts';
import { fileTypeOf, type KnownType } from '../../../../src/renderer/features/picture-pipeline/file-type.ts';
import { pictureFacts } from '../../../../src/renderer/features/picture-pipeline/picture-facts.ts';
import { PipelineError } from '../../../../src/renderer/features/picture-pipeline/pipeline-error.ts';
import { stripIcc } from '../../../../src/renderer/features/picture-pipeline/strip-icc.ts';
import { stripMetadata } from '../../../../src/renderer/features/picture-pipeline/strip-metadata.ts';
import {
  exif,
  gif,
  GIF_FRAME,
  GIF_HEADER,
  GIF_LOOP,
  heic,
  holds,
  icc,
  join,
  jpeg,
  JPEG_CORE,
  mp4,
  PLANTED,
  png,
  PNG_CORE,
  webp,
} from './samples.ts';

const SAMPLES: readonly (readonly [KnownType, Uint8Array])[] = [
  ['image/jpeg', jpeg()],
  ['image/jpeg', jpeg({ orientation: 6, withIcc: true })],
  ['image/png', png()],
  ['image/png', png({ isAnimated: true, hasProfile: true })],
  ['image/webp', webp()],
  ['image/webp', webp({ orientation: 8, isAnimated: true })],
  ['image/gif', gif()],
  ['image/heic', heic().bytes],
  ['video/mp4', mp4().bytes],
];

describe.each(SAMPLES)('%s', (type, bytes) => {
  test('CMP-09: of the place that was planted nothing is left', () => {
    expect(holds(bytes, PLANTED)).toBe(true);
    expect(holds(stripMetadata(bytes, type), PLANTED)).toBe(false);
  });

  test('what is stripped is still of its type, and stripping it again changes nothing', () => {
    const once = stripMetadata(bytes, type);
    expect(fileTypeOf(bytes)).toBe(type);
    expect(fileTypeOf(once)).toBe(type);
    expect(stripMetadata(once, type)).toEqual(once);
  });

  test('a file that is cut off or damaged anywhere fails in one way, and quickly', () => {
    const damaged = fc.record({
      length: fc.integer({ min: 0, max: bytes.length }),
      changes: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(damaged, ({ length, changes }) => {
        const broken = Uint8Array.from(bytes);
        for (const [at, value] of changes) broken[at] = value;
        expectResultOrError(() => stripMetadata(broken.subarray(0, length), type));
      }),
      { numRuns: 400 },
    );
  });
});

test('anything at all is stripped, or refused with a code', () => {
  const types = SAMPLES.map(([type]) => type);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...types), (bytes, type) => {
      expectResultOrError(() => stripMetadata(bytes, type));
      fileTypeOf(bytes);
    }),
    { numRuns: 1_000 },
  );
});

test('JPEG: tables and data stay byte for byte; of Exif the orientation stays, of JFIF no preview', () => {
  const clean = stripMetadata(jpeg({ orientation: 6 }), 'image/jpeg');
  expect(holds(clean, JPEG_CORE)).toBe(true);
  expect(pictureFacts(clean, 'image/jpeg')).toMatchObject({ width: 8, height: 8, orientation: 6 });
  expect(holds(stripMetadata(jpeg(), 'image/jpeg'), 'Exif')).toBe(false);
  expect(holds(clean, 'JFIF')).toBe(true);
  expect(holds(clean, join([9, 9, 9]))).toBe(false);
});

test('colour profiles keep what colours need, and lose names, makers and times', () => {
  const clean = stripIcc(icc());
  expect(clean).toHaveLength(icc().length);
  expect(holds(clean!, 'XYZ ')).toBe(true);
  expect(holds(clean!, 'ACME')).toBe(false);
  expect(holds(stripMetadata(jpeg({ withIcc: true }), 'image/jpeg'), 'ICC_PROFILE')).toBe(true);
  expect(stripIcc(Uint8Array.of(1, 2, 3))).toBeUndefined();
});

test('PNG: header, data and animation stay, chunk by chunk', () => {
  const clean = stripMetadata(png(), 'image/png');
  expect(clean).toEqual(join([0x89], 'PNG\r\n\x1a\n', ...PNG_CORE));
  expect(pictureFacts(png({ isAnimated: true }), 'image/png')).toMatchObject({
    width: 3,
    height: 2,
    hasAlpha: true,
    isAnimated: true,
    mustEncode: false,
  });
  expect(pictureFacts(png({ hasProfile: true }), 'image/png').mustEncode).toBe(true);
});

test('WebP: the header no longer promises what has gone, and frames lose what they hid', () => {
  const clean = stripMetadata(webp({ isAnimated: true }), 'image/webp');
  expect(clean[20]).toBe(0x20 | 2);
  expect(pictureFacts(clean, 'image/webp')).toMatchObject({ width: 5, height: 4, isAnimated: true });
  expect(pictureFacts(webp({ orientation: 8 }), 'image/webp').orientation).toBe(8);
});

test('GIF: frames and loop stay byte for byte', () => {
  const clean = stripMetadata(gif({ frames: 2 }), 'image/gif');
  expect(clean).toEqual(join(GIF_HEADER, GIF_LOOP, GIF_FRAME, GIF_FRAME, [0x3b]));
  expect(pictureFacts(gif({ frames: 1 }), 'image/gif').isAnimated).toBe(false);
});

test('films: places, dates and tracks of places go, and nothing moves', () => {
  const { bytes, film } = mp4();
  const clean = stripMetadata(bytes, 'video/mp4');
  expect(clean).toHaveLength(bytes.length);
  expect(Buffer.from(clean).indexOf(film)).toBe(Buffer.from(bytes).indexOf(film));
  expect(holds(clean, 'udta')).toBe(false);
  expect(holds(clean, join([0, 0x12, 0xd6, 0x87]))).toBe(false);
  expect(holds(clean, 'vide')).toBe(true);
});

test('HEIC: the picture stays where it is', () => {
  const { bytes, picture } = heic();
  const clean = stripMetadata(bytes, 'image/heic');
  expect(clean).toHaveLength(bytes.length);
  expect(holds(clean, picture)).toBe(true);
});

test('SEC-04: a bomb is refused before anybody decodes it', () => {
  const bomb = png();
  new DataView(bomb.buffer).setUint32(16, 60_000);
  new DataView(bomb.buffer).setUint32(20, 60_000);
  expect(() => pictureFacts(bomb, 'image/png')).toThrow(new PipelineError('picture-too-many-pixels'));
});

test('orientations are 1 to 8 in either byte order, and 1 for whatever is broken', () => {
  expect([1, 3, 6, 8].map((value) => exifOrientation(exif(value)))).toEqual([1, 3, 6, 8]);
  expect(exifOrientation(exif(9))).toBe(1);
  expect(exifOrientation(Uint8Array.of(0x49, 0x49))).toBe(1);
  const little = join('II', [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0]);
  expect(exifOrientation(little)).toBe(5);
});

test('types are told by the bytes, not by names', () => {
  const typeOf = (text: string) => fileTypeOf(new TextEncoder().encode(text));
  expect(typeOf('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')).toBe('image/svg+xml');
  expect(typeOf('  <svg/>')).toBe('image/svg+xml');
  expect(typeOf('BM, said the man')).toBeUndefined();
  expect(typeOf('hello')).toBeUndefined();
  expect(typeOf('\0\0\0\x18ftypM4A \0\0\0\0M4A mp42')).toBeUndefined();
  expect(typeOf('\0\0\0\x14ftypqt  \0\0\0\0qt  ')).toBe('video/quicktime');
  expect(typeOf('\0\0\0\x18ftypmif1\0\0\0\0avifmif1')).toBe('image/avif');
});

function expectResultOrError(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(PipelineError);
  }
}
