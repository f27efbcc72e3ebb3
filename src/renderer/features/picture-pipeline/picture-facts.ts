import { u32, u32le } from './bytes.ts';
import type { Orientation } from './exif.ts';
import type { PictureType } from './file-type.ts';
import { type Box, boxesIn } from './iso-boxes.ts';
import { PipelineError } from './pipeline-error.ts';
import { gifFacts } from './strip-gif.ts';
import { jpegFacts } from './strip-jpeg.ts';
import { pngFacts } from './strip-png.ts';
import { webpFacts } from './strip-webp.ts';

/** What a picture says of itself before anybody has decoded it. */
export interface PictureFacts {
  /** Pixels as they are stored. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
  /** Only decoding it and writing it anew keeps its colours and leaves out what it tells. */
  readonly mustEncode: boolean;
}

/** More than this is a bomb: it would take 400 MB to look at. Spec 08, SEC-04. */
export const MOST_PIXELS = 100_000_000;

/** @throws {PipelineError} `picture-broken`, `picture-too-many-pixels` */
export function pictureFacts(bytes: Uint8Array, type: PictureType): PictureFacts {
  const facts = factsOf(bytes, type);
  const pixels = facts.width * facts.height;
  if (pixels === 0) throw new PipelineError('picture-broken');
  if (pixels > MOST_PIXELS) throw new PipelineError('picture-too-many-pixels');
  return facts;
}

const STILL = { orientation: 1, hasAlpha: false, isAnimated: false, mustEncode: false } as const;

function factsOf(bytes: Uint8Array, type: PictureType): PictureFacts {
  switch (type) {
    case 'image/jpeg':
      return { ...STILL, ...jpegFacts(bytes) };
    case 'image/png': {
      const { hasProfile, ...facts } = pngFacts(bytes);
      return { ...STILL, ...facts, mustEncode: hasProfile && !facts.isAnimated };
    }
    case 'image/webp':
      return { ...STILL, ...webpFacts(bytes) };
    case 'image/gif':
      return { ...STILL, hasAlpha: true, ...gifFacts(bytes) };
    case 'image/bmp':
      return { ...STILL, ...bitmapSize(bytes), mustEncode: true };
    case 'image/avif':
      return { ...STILL, hasAlpha: true, ...avifSize(bytes), mustEncode: true };
  }
}

/** Heights may be negative: then the picture begins at its top. */
function bitmapSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  return { width: Math.abs(u32le(bytes, 18) | 0), height: Math.abs(u32le(bytes, 22) | 0) };
}

/** The largest of the sizes that its items have. */
function avifSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const meta = boxesIn(bytes, 0, bytes.length).find(({ type }) => type === 'meta');
  if (meta === undefined) throw new PipelineError('picture-broken');
  const inside = (box: Box | undefined, type: string, skip = 0) =>
    box === undefined
      ? []
      : boxesIn(bytes, box.bodyStart + skip, box.end).filter((inner) => inner.type === type);
  const properties = inside(inside(meta, 'iprp', 4)[0], 'ipco')[0];
  const sizes = inside(properties, 'ispe').map(({ bodyStart }) => {
    return { width: u32(bytes, bodyStart + 4), height: u32(bytes, bodyStart + 8) };
  });
  const largest = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  if (largest === undefined) throw new PipelineError('picture-broken');
  return largest;
}
