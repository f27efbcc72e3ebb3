// @vitest-environment happy-dom
import { waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import {
  type Crop,
  drawCrop,
  MOST_ZOOM,
  shownSize,
  turned,
  WHOLE,
  within,
} from '../../../src/renderer/features/profile/crop-model.ts';
import { renderApp } from '../support/render-app.tsx';

const BYTES = Uint8Array.of(0xff, 0xd8, 0xff);

/** What is drawn on it nobody sees here. */
const painter = {
  setTransform: vi.fn(),
  translate: vi.fn(),
  rotate: vi.fn(),
  scale: vi.fn(),
  fillRect: vi.fn(),
  drawImage: vi.fn(),
  fillStyle: '',
};

class Canvas {
  getContext() {
    return painter;
  }

  convertToBlob() {
    return Promise.resolve(new Blob([BYTES], { type: 'image/jpeg' }));
  }
}

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    if (file.type === 'text/plain') throw new DOMException('The source image could not be decoded');
    return { width: 400, height: 300 };
  });
});
afterEach(() => vi.unstubAllGlobals());

test('§3.1: in test mode a blue picture is chosen without a dialog, saved, and taken away again', async () => {
  const app = await renderApp({ info: { testMode: true } });
  await app.click('leftpane-primary-avatar');
  await app.click('your-profile-name');
  await app.click('image-upload-section');
  expect(app.id('save-button-profile-update').classList.contains('disabled')).toBe(true);
  expect(app.all('remove-picture-button')).toEqual([]);
  await app.click('image-upload-click');
  await app.find('picture-crop');
  expect(painter.fillStyle).toBe('#0000ff');
  await app.click('save-button-profile-update');
  await app.find('loading-spinner');
  await waitFor(() => expect(app.fake.callsTo('account:set-picture')).toEqual([{ bytes: BYTES }]));
  await app.gone('picture-crop');
  await app.click('image-upload-section');
  await app.click('remove-picture-button');
  await app.gone('image-upload-click');
  expect(app.fake.callsTo('account:remove-picture')).toHaveLength(1);
});

test('a file that is no picture is refused, and nothing is sent', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('image-upload-section');
  const input = document.querySelector<HTMLInputElement>('[data-modal-id] input[type="file"]');
  if (input === null) throw new Error('There is nothing to choose a file with');
  await app.user.upload(input, new File(['words'], 'words.png', { type: 'text/plain' }));
  expect(app.all('picture-crop')).toEqual([]);
  expect(app.fake.callsTo('account:set-picture')).toEqual([]);
});

test('a picture is turned and enlarged before it is saved', async () => {
  const app = await renderApp({ info: { testMode: true } });
  await app.click('settings-section');
  await app.click('image-upload-section');
  await app.click('image-upload-click');
  await app.click('picture-turn-button');
  app.id('picture-crop').focus();
  await app.user.keyboard('{ArrowDown}');
  painter.rotate.mockClear();
  await app.click('save-button-profile-update');
  await waitFor(() => expect(painter.rotate).toHaveBeenCalledWith(Math.PI / 2));
  await app.gone('picture-crop');
});

const crops: fc.Arbitrary<Crop> = fc.record({
  zoom: fc.double({ min: 0, max: 20, noNaN: true }),
  x: fc.double({ min: -50, max: 50, noNaN: true }),
  y: fc.double({ min: -50, max: 50, noNaN: true }),
  turns: fc.constantFrom(0, 1, 2, 3),
});
const sizes = fc.record({
  width: fc.integer({ min: 1, max: 9_000 }),
  height: fc.integer({ min: 1, max: 9_000 }),
});

test('however it is moved, the picture fills the square', () => {
  fc.assert(
    fc.property(sizes, crops, (picture, crop) => {
      const kept = within(picture, crop);
      const { width, height } = shownSize(picture, kept);
      expect(kept.zoom).toBeGreaterThanOrEqual(1);
      expect(kept.zoom).toBeLessThanOrEqual(MOST_ZOOM);
      expect(width / 2 - Math.abs(kept.x)).toBeGreaterThanOrEqual(0.5 - 1e-9);
      expect(height / 2 - Math.abs(kept.y)).toBeGreaterThanOrEqual(0.5 - 1e-9);
      expect(within(picture, kept)).toEqual(kept);
    }),
  );
});

test('four quarter turns are none', () => {
  fc.assert(
    fc.property(crops, (crop) => {
      const { x, y, ...rest } = turned(turned(turned(turned(crop))));
      expect(rest).toEqual({ zoom: crop.zoom, turns: crop.turns });
      expect(x).toBeCloseTo(crop.x);
      expect(y).toBeCloseTo(crop.y);
    }),
  );
});

test('the whole of a wide picture is cut at its sides, in its middle', () => {
  const picture = { width: 400, height: 200 } as ImageBitmap;
  drawCrop(painter, { picture, crop: WHOLE, side: 100 });
  expect(painter.translate).toHaveBeenLastCalledWith(50, 50);
  expect(painter.scale).toHaveBeenLastCalledWith(0.5, 0.5);
  expect(painter.drawImage).toHaveBeenLastCalledWith(picture, -200, -100);
});
