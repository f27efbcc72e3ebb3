import { isTurned } from './exif.ts';
import type { PictureType } from './file-type.ts';
import { type PictureFacts, pictureFacts } from './picture-facts.ts';
import { PipelineError } from './pipeline-error.ts';
import { isStrippable, stripMetadata } from './strip-metadata.ts';

/** Bytes of one file that can be sent. Spec 08 §8. */
export const MOST_BYTES = 10_000_000;

/** What a picture that is written anew has to fit into. */
interface Bounds {
  /** Pixels. */
  readonly longestSide: number;
  readonly mostBytes: number;
}

/** Spec 04 §3.2. */
const OF_MESSAGE: Bounds = { longestSide: 4_096, mostBytes: MOST_BYTES };
/** Of a link: as large as a card shows it on a sharp screen. */
const OF_PREVIEW: Bounds = { longestSide: 800, mostBytes: 300_000 };
/** A PNG that is written anew and is larger than this is a photograph, which other types hold better. */
const LARGE_PNG_BYTES = 2_000_000;
/** Written anew a picture must be so much smaller to be worth the loss. */
const WORTHWHILE = 0.9;
const QUALITIES = [0.85, 0.75, 0.6] as const;
/** How much smaller each side becomes when no quality is low enough. */
const SHRINK = 0.7;
const MOST_SHRINKS = 8;

export type EncodedType = 'image/jpeg' | 'image/png' | 'image/webp';

/** Writes pictures anew, held upright and without anything but pixels. */
export interface PictureEncoder {
  encode(wish: {
    readonly type: EncodedType;
    readonly width: number;
    readonly height: number;
    /** 0 to 1, where the type has qualities. */
    readonly quality: number;
  }): Promise<Uint8Array<ArrayBuffer>>;
}

export interface PreparedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Pixels as it is shown. */
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
}

export interface PictureWish {
  readonly type: PictureType;
  /** As good as it is, as long as that can be sent. */
  readonly isOriginal: boolean;
  /** Decodes these bytes; asked for only when the picture has to be written anew. @throws when they are no picture */
  readonly open: () => Promise<PictureEncoder>;
}

/**
 * Makes a picture ready to be sent: nothing in it but the picture, upright, and small enough.
 * @throws {PipelineError} `picture-broken`, `picture-too-many-pixels`; `file-too-big` for an animation, which is never written anew
 */
export async function preparePicture(bytes: Uint8Array, wish: PictureWish): Promise<PreparedPicture> {
  const facts = pictureFacts(bytes, wish.type);
  const shown = shownSize(facts);
  const kept = keptAsIs(bytes, facts, wish);
  if (facts.isAnimated) {
    if (kept === undefined || kept.length > MOST_BYTES) throw new PipelineError('file-too-big');
    return { bytes: kept, contentType: wish.type, ...shown, isAnimated: true };
  }
  const isGood = kept !== undefined && isGoodAsIs(kept, facts, wish);
  const asIs = isGood ? { bytes: kept, contentType: wish.type, ...shown, isAnimated: false } : undefined;
  if (asIs !== undefined && (wish.isOriginal || wish.type !== 'image/jpeg')) return asIs;
  const encoded = await writtenAnew(await opened(wish), { facts, type: wish.type, bounds: OF_MESSAGE });
  return asIs !== undefined && encoded.bytes.length > asIs.bytes.length * WORTHWHILE ? asIs : encoded;
}

/**
 * The picture of a link, small, and always written anew: it comes from a site that nobody knows.
 * @throws {PipelineError} `picture-broken`, `picture-too-many-pixels`
 */
export async function preparePreview(
  bytes: Uint8Array,
  wish: Omit<PictureWish, 'isOriginal'>,
): Promise<PreparedPicture> {
  const facts = pictureFacts(bytes, wish.type);
  return writtenAnew(await opened(wish), { facts, type: wish.type, bounds: OF_PREVIEW });
}

async function opened({ open }: Pick<PictureWish, 'open'>): Promise<PictureEncoder> {
  try {
    return await open();
  } catch {
    throw new PipelineError('picture-broken');
  }
}

/** Without its metadata, the rest byte for byte; `undefined` where that is not possible. */
function keptAsIs(
  bytes: Uint8Array,
  facts: PictureFacts,
  { type }: PictureWish,
): Uint8Array<ArrayBuffer> | undefined {
  if (facts.mustEncode || !isStrippable(type)) return undefined;
  try {
    return stripMetadata(bytes, type);
  } catch {
    // Decoders forgive more than we do.
    return undefined;
  }
}

/** Stripped JPEGs still say how they are to be held; others would lie on their side. */
function isGoodAsIs(
  kept: Uint8Array,
  { orientation, width, height }: PictureFacts,
  { isOriginal, type }: PictureWish,
): boolean {
  if (kept.length > MOST_BYTES) return false;
  if (orientation !== 1 && !(isOriginal && type === 'image/jpeg')) return false;
  return isOriginal || Math.max(width, height) <= OF_MESSAGE.longestSide;
}

async function writtenAnew(
  encoder: PictureEncoder,
  {
    facts,
    type,
    bounds,
  }: { readonly facts: PictureFacts; readonly type: PictureType; readonly bounds: Bounds },
): Promise<PreparedPicture> {
  const full = shownSize(facts);
  let scale = Math.min(1, bounds.longestSide / Math.max(full.width, full.height));
  for (let shrinks = 0; shrinks < MOST_SHRINKS; shrinks += 1, scale *= SHRINK) {
    const size = {
      width: Math.max(1, Math.round(full.width * scale)),
      height: Math.max(1, Math.round(full.height * scale)),
    };
    for (const { contentType, quality, limit } of attempts(type, facts)) {
      const bytes = await encoder.encode({ type: contentType, ...size, quality });
      if (bytes.length <= Math.min(limit, bounds.mostBytes))
        return { bytes, contentType, ...size, isAnimated: false };
    }
  }
  throw new PipelineError('file-too-big');
}

function* attempts(
  type: PictureType,
  { hasAlpha }: PictureFacts,
): Generator<{ readonly contentType: EncodedType; readonly quality: number; readonly limit: number }> {
  if (type === 'image/png' || type === 'image/gif' || type === 'image/bmp')
    yield { contentType: 'image/png', quality: 1, limit: LARGE_PNG_BYTES };
  for (const quality of QUALITIES)
    yield { contentType: hasAlpha ? 'image/webp' : 'image/jpeg', quality, limit: MOST_BYTES };
}

function shownSize({ width, height, orientation }: PictureFacts): {
  readonly width: number;
  readonly height: number;
} {
  return isTurned(orientation) ? { width: height, height: width } : { width, height };
}
