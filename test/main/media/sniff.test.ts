import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sniffMedia } from '../../../src/main/media/sniff.ts';

/** Hex, with words in between: `'89 50'`, `'"IHDR"'`. */
function bytes(...parts: readonly string[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) =>
      part.startsWith('"')
        ? Buffer.from(part.slice(1, -1), 'latin1')
        : Buffer.from(part.replace(/ /g, ''), 'hex'),
    ),
  );
}

const png = (width: string, height: string) =>
  bytes('89 50 4e 47 0d 0a 1a 0a 00 00 00 0d', '"IHDR"', width, height, '08 06 00 00 00');
const jpeg = (...segments: readonly string[]) => bytes('ff d8', ...segments);
const FRAME = 'ff c0 00 11 08 00 40 00 80 03 01 22 00 02 11 01 03 11 01';

describe('what is shown', () => {
  test.each([
    ['PNG', png('00 00 00 20', '00 00 00 10'), 'image/png'],
    ['JPEG', jpeg('ff e0 00 04 00 00', FRAME), 'image/jpeg'],
    ['JPEG with a long EXIF', jpeg(`ff e1 ff ff ${'00 '.repeat(65_533)}`, FRAME), 'image/jpeg'],
    ['GIF', bytes('"GIF89a"', '10 00 10 00 00'), 'image/gif'],
    [
      'WebP, lossy',
      bytes('"RIFF"', '00 00 00 00', '"WEBPVP8 "', '00 '.repeat(10), '10 00 10 00'),
      'image/webp',
    ],
    ['WebP, extended', bytes('"RIFF"', '00 00 00 00', '"WEBPVP8X"', '00 '.repeat(14), '00'), 'image/webp'],
    [
      'AVIF',
      bytes('00 00 00 1c', '"ftypavif"', '00 00 00 14', '"ispe"', '00 00 00 00 00 00 00 10 00 00 00 10'),
      'image/avif',
    ],
    ['MP4', bytes('00 00 00 20', '"ftypisom"', '00 00 02 00'), 'video/mp4'],
    ['M4A', bytes('00 00 00 20', '"ftypM4A "', '00 00 02 00'), 'audio/mp4'],
    ['WebM', bytes('1a 45 df a3 9f 42 86', '"webm"'), 'video/webm'],
    ['Opus in Ogg', bytes('"OggS"', '00 02', '"OpusHead"'), 'audio/ogg'],
    ['MP3 with tags', bytes('"ID3"', '03 00'), 'audio/mpeg'],
    ['MP3', bytes('ff fb 90 64'), 'audio/mpeg'],
    ['AAC', bytes('ff f1 50 80'), 'audio/aac'],
    ['WAV', bytes('"RIFF"', '00 00 00 00', '"WAVEfmt "'), 'audio/wav'],
    ['FLAC', bytes('"fLaC"', '00'), 'audio/flac'],
  ])('%s', (_name, head, contentType) => {
    expect(sniffMedia(head)?.contentType).toBe(contentType);
  });
});

describe('what is only saved', () => {
  test.each([
    ['nothing', new Uint8Array()],
    ['HTML', bytes('"<!doctype html><script>alert(1)</script>"')],
    ['SVG', bytes("\"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>\"")],
    ['SVG with a declaration', bytes('"<?xml version=\'1.0\'?><svg/>"')],
    ['PDF', bytes('"%PDF-1.7"')],
    ['ZIP', bytes('50 4b 03 04')],
    ['a program', bytes('"MZ"')],
    ['HEIC', bytes('00 00 00 18', '"ftypheic"')],
    ['a BMP', bytes('"BM"')],
    ['a cut PNG', png('', '').subarray(0, 16)],
    ['a JPEG without a frame', jpeg('ff e0 00 04 00 00')],
    ['a JPEG whose segment has no length', jpeg('ff e0')],
    ['a PNG of 101 megapixels', png('00 00 27 42', '00 00 27 42')],
    ['a PNG of four billion pixels a line', png('ff ff ff ff', 'ff ff ff ff')],
    ['a GIF without size', bytes('"GIF89a"', '00 00 00 00')],
    ['a GIF as large as they get', bytes('"GIF89a"', 'ff ff ff ff')],
  ])('%s', (_name, head) => {
    expect(sniffMedia(head)).toBeUndefined();
  });
});

test('any bytes are looked at without harm, also behind a beginning that is known', () => {
  const beginning = fc.constantFrom(
    bytes('89 50 4e 47 0d 0a 1a 0a'),
    bytes('ff d8 ff'),
    bytes('"GIF8"'),
    bytes('"RIFF"', '00 00 00 00', '"WEBPVP8X"'),
    bytes('"RIFF"', '00 00 00 00', '"WEBPVP8L"'),
    bytes('00 00 00 1c', '"ftypavif"', '"ispe"'),
    new Uint8Array(),
  );
  fc.assert(
    fc.property(beginning, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
      const sniffed = sniffMedia(Buffer.concat([start, rest]));
      expect(sniffed === undefined || /^(?:image|video|audio)\//.test(sniffed.contentType)).toBe(true);
      expect(sniffed?.contentType).not.toBe('image/svg+xml');
    }),
  );
});
