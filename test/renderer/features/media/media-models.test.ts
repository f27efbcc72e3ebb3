import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AttachmentView } from '../../../../src/ipc/index.ts';
import {
  attachmentKind,
  durationText,
  isDangerous,
  savedName,
  sizeText,
} from '../../../../src/renderer/features/media/attachment-model.ts';
import { BARS, peaksOf } from '../../../../src/renderer/features/media/audio/peaks.ts';
import {
  FITTING,
  MOST,
  panned,
  type Zoom,
  zoomedAt,
} from '../../../../src/renderer/features/media/lightbox/zoom.ts';
import { mediaLayout } from '../../../../src/renderer/features/media/media-layout.ts';

test.each([
  ['image/jpeg', 'picture'],
  ['IMAGE/PNG; x=1', 'picture'],
  ['image/svg+xml', 'file'],
  ['image/heic', 'file'],
  ['video/mp4', 'video'],
  ['audio/aac', 'audio'],
  ['text/html', 'file'],
  ['', 'file'],
] as const)('%j is shown as %s', (contentType, kind) => {
  expect(attachmentKind({ contentType })).toBe(kind);
});

test.each(['setup.exe', 'a.pdf.EXE', 'run.sh', 'x.bat ', 'x.scr..', 'drawing.svg', 'page.html'])(
  'MED-04: %j may be harmful',
  (fileName) => expect(isDangerous({ fileName, contentType: 'text/plain' })).toBe(true),
);

test.each(['plan.pdf', 'exe', 'photo.exe.jpg', '.bashrc', ''])('%j is a file like any other', (fileName) =>
  expect(isDangerous({ fileName, contentType: 'text/plain' })).toBe(false),
);

test('MED-04: what has no name is judged by the one that it gets', () => {
  expect(isDangerous({ contentType: 'application/exe' })).toBe(true);
  expect(isDangerous({ contentType: 'text/html' })).toBe(true);
  expect(isDangerous({ contentType: 'image/png' })).toBe(false);
});

test('MED-07: a file without a name is named after the time of its message', () => {
  const sentAtMs = new Date(2026, 2, 5, 9, 7, 3).getTime();
  expect(savedName({ contentType: 'image/jpeg', fileName: 'lake.jpg' }, sentAtMs)).toBe('lake.jpg');
  expect(savedName({ contentType: 'image/jpeg' }, sentAtMs)).toBe('attachment-2026-03-05-090703.jpg');
  expect(savedName({ contentType: 'video/webm' }, sentAtMs)).toBe('attachment-2026-03-05-090703.webm');
  expect(savedName({ contentType: 'x/../../etc' }, sentAtMs)).toBe('attachment-2026-03-05-090703.bin');
});

test('sizes and times as people read them', () => {
  expect([0, 812, 8_300, 1_440_000, 2_000_000_000].map((bytes) => sizeText(bytes, 'en'))).toEqual([
    '0 bytes',
    '812 bytes',
    '8 kB',
    '1.4 MB',
    '2 GB',
  ]);
  expect([0, 7.9, 750, 3_723, NaN, Infinity, -4].map(durationText)).toEqual([
    '0:00',
    '0:07',
    '12:30',
    '1:02:03',
    '0:00',
    '0:00',
    '0:00',
  ]);
});

const picture = (width?: number, height?: number): AttachmentView => ({
  id: 1,
  contentType: 'image/png',
  isVoiceMessage: false,
  state: 'ready',
  ...(width === undefined ? {} : { width }),
  ...(height === undefined ? {} : { height }),
});

describe('MED-01: the places of pictures', () => {
  test.each([
    [1, [1], 0],
    [2, [2], 0],
    [3, [1, 2], 0],
    [4, [2, 2], 0],
    [5, [2, 3], 0],
    [9, [2, 3], 4],
  ])('of %i', (count, rows, hiddenCount) => {
    const entries = Array.from({ length: count }, (_, index) => ({ attachment: picture(), index }));
    const layout = mediaLayout(entries);
    expect(layout.rows.map((row) => row.length)).toEqual(rows);
    expect(layout.hiddenCount).toBe(hiddenCount);
    expect(layout.rows.flat().map(({ index }) => index)).toEqual(
      entries.slice(0, 5).map(({ index }) => index),
    );
  });

  test('are reserved before a byte is here, whatever a sender says of its size', () => {
    const side = fc.option(fc.nat({ max: 1_000_000 }), { nil: undefined });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const [[tile] = []] = mediaLayout([{ attachment: picture(width, height), index: 0 }]).rows;
        expect(tile?.width).toBeGreaterThanOrEqual(120);
        expect(tile?.width).toBeLessThanOrEqual(300);
        expect(tile?.height).toBeGreaterThanOrEqual(120);
        expect(tile?.height).toBeLessThanOrEqual(340);
      }),
    );
  });
});

describe('MED-03: zoom', () => {
  const size = { width: 800, height: 600 };
  const place = fc.integer({ min: -400, max: 400 });

  test('keeps what is below the pointer where it is, as long as the picture has room', () => {
    const zoom = zoomedAt(FITTING, { factor: 2, point: { x: 100, y: -50 }, size });
    expect(zoom).toEqual({ scale: 2, x: -100, y: 50 });
    expect(zoomedAt(zoom, { factor: 0.5, point: { x: 100, y: -50 }, size })).toEqual(FITTING);
  });

  test('never leaves the stage, and never becomes smaller than it or larger than eightfold', () => {
    const step = fc.oneof(
      fc.record({ factor: fc.double({ min: 0.1, max: 9, noNaN: true }), x: place, y: place }),
      fc.record({ x: place, y: place }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const zoom = steps.reduce<Zoom>(
          (now, by) =>
            'factor' in by
              ? zoomedAt(now, { factor: by.factor, point: by, size })
              : panned(now, { by, size }),
          FITTING,
        );
        expect(zoom.scale).toBeGreaterThanOrEqual(1);
        expect(zoom.scale).toBeLessThanOrEqual(MOST);
        expect(Math.abs(zoom.x)).toBeLessThanOrEqual((size.width * (zoom.scale - 1)) / 2 + 1e-6);
        expect(Math.abs(zoom.y)).toBeLessThanOrEqual((size.height * (zoom.scale - 1)) / 2 + 1e-6);
      }),
    );
  });
});

test('MED-05: a waveform shows where a sound is loud', () => {
  const samples = Float32Array.from({ length: 4_400 }, (_, at) => (at < 2_200 ? 0.1 : 0.5));
  const peaks = peaksOf(samples, BARS);
  expect(peaks).toHaveLength(BARS);
  expect(peaks[0]).toBeCloseTo(0.2);
  expect(peaks.at(-1)).toBeCloseTo(1);
  expect(peaksOf(new Float32Array(10), 4)).toEqual([0, 0, 0, 0]);
  expect(peaksOf(new Float32Array(0), 4)).toEqual([0, 0, 0, 0]);
});
