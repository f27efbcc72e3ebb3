import { hasText, joined, part, textAt, u16le, u24le, u32le, u8 } from './bytes.ts';
import { exifOrientation, type Orientation } from './exif.ts';
import { PipelineError } from './pipeline-error.ts';
import { stripIcc } from './strip-icc.ts';

const KEPT = new Set(['VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L']);
const KEPT_IN_FRAME = new Set(['ALPH', 'VP8 ', 'VP8L']);
/** Flags of the extended header. */
const FLAG = { icc: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04, animation: 0x02 } as const;
const FRAME_HEADER_BYTES = 16;

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

export interface WebpFacts {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
  readonly orientation: Orientation;
}

/** @throws {PipelineError} `picture-broken` */
export function webpFacts(bytes: Uint8Array): WebpFacts {
  const chunks = fileChunks(bytes);
  const [first] = chunks;
  if (first === undefined) throw new PipelineError('picture-broken');
  const exif = chunks.find(({ type }) => type === 'EXIF')?.data;
  return {
    ...sizeOf(first),
    hasAlpha: first.type === 'VP8L' || (first.type === 'VP8X' && (u8(first.data, 0) & FLAG.alpha) !== 0),
    isAnimated: chunks.some(({ type }) => type === 'ANMF'),
    orientation: exif === undefined ? 1 : exifOrientation(tiffOf(exif)),
  };
}

/**
 * A WebP without Exif, XMP and whatever else is no picture; the compressed data stays as it is.
 * @throws {PipelineError} `picture-broken`
 */
export function stripWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunks = fileChunks(bytes).flatMap((chunk) => stripped(chunk) ?? []);
  if (!chunks.some(({ type }) => ['VP8 ', 'VP8L', 'ANMF'].includes(type)))
    throw new PipelineError('picture-broken');
  const hasProfile = chunks.some(({ type }) => type === 'ICCP');
  const body = joined(chunks.map((chunk) => written(withFlags(chunk, hasProfile))));
  return joined([ascii('RIFF'), le32(body.length + 4), ascii('WEBP'), body]);
}

function stripped(chunk: Chunk): Chunk | undefined {
  if (!KEPT.has(chunk.type)) return undefined;
  if (chunk.type === 'ICCP') {
    const data = stripIcc(chunk.data);
    return data === undefined ? undefined : { type: 'ICCP', data };
  }
  return chunk.type === 'ANMF' ? strippedFrame(chunk) : chunk;
}

function strippedFrame({ data }: Chunk): Chunk {
  const inner = [...chunksOf(data, FRAME_HEADER_BYTES)].filter(({ type }) => KEPT_IN_FRAME.has(type));
  return { type: 'ANMF', data: joined([part(data, 0, FRAME_HEADER_BYTES), ...inner.map(written)]) };
}

/** The header says what there is. */
function withFlags(chunk: Chunk, hasProfile: boolean): Chunk {
  if (chunk.type !== 'VP8X') return chunk;
  const data = Uint8Array.from(chunk.data);
  const cleared = FLAG.exif | FLAG.xmp | (hasProfile ? 0 : FLAG.icc);
  data[0] = u8(data, 0) & ~cleared;
  return { type: 'VP8X', data };
}

function sizeOf({ type, data }: Chunk): { readonly width: number; readonly height: number } {
  if (type === 'VP8X') return { width: u24le(data, 4) + 1, height: u24le(data, 7) + 1 };
  if (type === 'VP8 ') return { width: u16le(data, 6) & 0x3fff, height: u16le(data, 8) & 0x3fff };
  if (type !== 'VP8L') throw new PipelineError('picture-broken');
  const bits = u32le(data, 1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Some programs put the header of JPEG's Exif before it. */
function tiffOf(exif: Uint8Array): Uint8Array {
  return hasText(exif, 0, 'Exif\0\0') ? exif.subarray(6) : exif;
}

function fileChunks(bytes: Uint8Array): readonly Chunk[] {
  if (!hasText(bytes, 0, 'RIFF') || !hasText(bytes, 8, 'WEBP')) throw new PipelineError('picture-broken');
  const end = 8 + u32le(bytes, 4);
  return [...chunksOf(part(bytes, 0, Math.min(end, bytes.length)), 12)];
}

function* chunksOf(bytes: Uint8Array, start: number): Generator<Chunk> {
  let at = start;
  while (at + 8 <= bytes.length) {
    const size = u32le(bytes, at + 4);
    yield { type: textAt(bytes, at, 4), data: part(bytes, at + 8, at + 8 + size) };
    // Chunks begin at even places.
    at += 8 + size + (size & 1);
  }
}

function written({ type, data }: Chunk): Uint8Array {
  const padding = new Uint8Array(data.length & 1);
  return joined([ascii(type), le32(data.length), data, padding]);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function le32(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}
