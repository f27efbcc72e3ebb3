import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';

import { qrPath } from '../../../src/renderer/ui/qr-path.ts';

test('runs of dark modules become rectangles', () => {
  expect(
    qrPath([
      [true, true, false],
      [false, false, false],
      [true, false, true],
    ]),
  ).toBe('M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z');
});

test('what is drawn can be read again', () => {
  const text = `05${'c4'.repeat(32)}`;
  const size = encodeQR(text, 'raw', { ecc: 'medium', border: 4 }).length;
  const path = qrPath(encodeQR(text, 'raw', { ecc: 'medium', border: 4 }));
  const scale = 4;
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/gu)) {
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < Number(run) * scale; dx += 1)
        data.fill(
          0,
          ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4,
          ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4 + 3,
        );
  }
  expect(decodeQR({ width, height: width, data })).toBe(text);
});
