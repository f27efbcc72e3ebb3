import { expect, test } from 'vitest';

import { PipelineError } from '../../../../src/renderer/features/picture-pipeline/pipeline-error.ts';
import {
  MOST_BYTES,
  type PictureEncoder,
  preparePicture,
} from '../../../../src/renderer/features/picture-pipeline/prepare-picture.ts';
import { gif, GIF_FRAME, GIF_HEADER, jpeg, png } from './samples.ts';

type Wish = Parameters<PictureEncoder['encode']>[0];

/** Writes as many bytes as it is told to, and remembers what it was asked for. */
function encoderOf(bytesOf: (wish: Wish) => number) {
  const wishes: Wish[] = [];
  const encoder: PictureEncoder = {
    encode: async (wish) => {
      wishes.push(wish);
      return new Uint8Array(bytesOf(wish));
    },
  };
  return { wishes, open: async () => encoder };
}

const neverOpened = async (): Promise<never> => {
  throw new Error('should not be decoded');
};

/** A file of its type with the size in its header, and so many bytes of data. */
function largePng(side: number, dataBytes: number): Uint8Array {
  const small = png();
  new DataView(small.buffer).setUint32(16, side);
  new DataView(small.buffer).setUint32(20, side / 2);
  const data = new Uint8Array(dataBytes + 12);
  new DataView(data.buffer).setUint32(0, dataBytes);
  data.set(new TextEncoder().encode('IDAT'), 4);
  return Uint8Array.from([...small.subarray(0, 33), ...data, ...small.subarray(33)]);
}

test('a small PNG goes as it is, without its metadata', async () => {
  const prepared = await preparePicture(png(), { type: 'image/png', isOriginal: false, open: neverOpened });
  expect(prepared).toMatchObject({ contentType: 'image/png', width: 3, height: 2, isAnimated: false });
});

test('a photograph is written anew where that makes it smaller, upright', async () => {
  const small = encoderOf(() => 10);
  const prepared = await preparePicture(jpeg({ orientation: 6 }), {
    type: 'image/jpeg',
    isOriginal: false,
    open: small.open,
  });
  expect(prepared.bytes).toHaveLength(10);
  expect(small.wishes).toEqual([{ type: 'image/jpeg', width: 8, height: 8, quality: 0.85 }]);
  const large = encoderOf(() => 5_000);
  const kept = await preparePicture(jpeg(), { type: 'image/jpeg', isOriginal: false, open: large.open });
  expect(kept.bytes.length).toBeLessThan(300);
});

test('CMP-09: "original quality" is not decoded at all', async () => {
  const prepared = await preparePicture(jpeg({ orientation: 6 }), {
    type: 'image/jpeg',
    isOriginal: true,
    open: neverOpened,
  });
  expect(prepared.contentType).toBe('image/jpeg');
});

test('a picture larger than 4,096 pixels is scaled, and one that stays too large is made smaller until it fits', async () => {
  const { wishes, open } = encoderOf(({ width, type }) =>
    type === 'image/png' || width > 2_000 ? MOST_BYTES + 1 : 1_000,
  );
  const prepared = await preparePicture(largePng(8_192, 10), { type: 'image/png', isOriginal: false, open });
  expect(wishes[0]).toMatchObject({ type: 'image/png', width: 4_096, height: 2_048 });
  expect(prepared.contentType).toBe('image/webp');
  expect(prepared.width).toBeLessThanOrEqual(2_000);
  expect(prepared.width / prepared.height).toBeCloseTo(2, 1);
});

test('an animation goes as it is, or not at all', async () => {
  const wish = { type: 'image/gif', isOriginal: false, open: neverOpened } as const;
  await expect(preparePicture(gif(), wish)).resolves.toMatchObject({ isAnimated: true });
  const many = Buffer.concat([
    gif().subarray(0, GIF_HEADER.length),
    Buffer.alloc(GIF_FRAME.length * 500_000, GIF_FRAME),
    Uint8Array.of(0x3b),
  ]);
  await expect(preparePicture(many, wish)).rejects.toEqual(new PipelineError('file-too-big'));
});

test('what cannot be decoded is refused', async () => {
  const wish = { type: 'image/png', isOriginal: false, open: neverOpened } as const;
  await expect(preparePicture(png({ hasProfile: true }), wish)).rejects.toEqual(
    new PipelineError('picture-broken'),
  );
});
