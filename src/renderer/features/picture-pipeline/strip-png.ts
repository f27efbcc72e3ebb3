import { hasText, joined, part, textAt, u32, u8 } from './bytes.ts';
import { PipelineError } from './pipeline-error.ts';

const SIGNATURE_BYTES = 8;

/** What a picture is made of and how it looks, animations too; no words, no times, no Exif, no colour profile, nothing private. */
const KEPT = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'sBIT', 'bKGD', 'pHYs'],
  ...['acTL', 'fcTL', 'fdAT'],
]);

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  readonly whole: Uint8Array;
}

export interface PngFacts {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
  /** Its colours need a profile, which goes when the picture is stripped. */
  readonly hasProfile: boolean;
}

/** @throws {PipelineError} `picture-broken` */
export function pngFacts(bytes: Uint8Array): PngFacts {
  const chunks = [...chunksOf(bytes)];
  const header = chunks[0];
  if (header?.type !== 'IHDR') throw new PipelineError('picture-broken');
  const has = (type: string) => chunks.some((chunk) => chunk.type === type);
  return {
    width: u32(header.data, 0),
    height: u32(header.data, 4),
    hasAlpha: (u8(header.data, 9) & 4) !== 0 || has('tRNS'),
    isAnimated: has('acTL'),
    hasProfile: has('iCCP'),
  };
}

/**
 * A PNG with nothing but the picture; what it is made of stays byte for byte.
 * @throws {PipelineError} `picture-broken`
 */
export function stripPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunks = [...chunksOf(bytes)].filter(({ type }) => KEPT.has(type));
  if (chunks[0]?.type !== 'IHDR' || !chunks.some(({ type }) => type === 'IDAT'))
    throw new PipelineError('picture-broken');
  return joined([part(bytes, 0, SIGNATURE_BYTES), ...chunks.map(({ whole }) => whole)]);
}

/** Up to the end of the picture; what stands behind it is nobody's business. */
function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  if (u8(bytes, 0) !== 0x89 || !hasText(bytes, 1, 'PNG\r\n\x1a\n')) throw new PipelineError('picture-broken');
  for (let at = SIGNATURE_BYTES; ;) {
    const dataEnd = at + 8 + u32(bytes, at);
    const type = textAt(bytes, at + 4, 4);
    yield { type, data: part(bytes, at + 8, dataEnd), whole: part(bytes, at, dataEnd + 4) };
    if (type === 'IEND') return;
    at = dataEnd + 4;
  }
}
