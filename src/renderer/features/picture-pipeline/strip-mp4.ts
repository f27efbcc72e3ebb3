import { textAt, u32, u8 } from './bytes.ts';
import { type Box, boxesIn, boxOnWay, u64 } from './iso-boxes.ts';
import { PipelineError } from './pipeline-error.ts';

/** Boxes with places, names, cameras, titles, and what programs have left for themselves. */
const TELLING = new Set(['udta', 'meta', 'uuid', 'XMP_', 'cprt', 'loci']);
/** Boxes that hold boxes. */
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'moof', 'traf', 'mvex']);
/** Tracks that are seen, heard or read. Others hold places and movements of the camera, sample by sample. */
const SHOWN = new Set(['vide', 'soun', 'subt', 'sbtl', 'text', 'clcp']);
/** Boxes that begin with the times at which something was made and changed. */
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);
const FREE = [0x66, 0x72, 0x65, 0x65];

/**
 * A film (MP4, QuickTime) without its metadata. Everything stays where it is, because the tables of a film count bytes from the file's
 * beginning: what goes becomes free space full of zeros.
 * @throws {PipelineError} `picture-broken`
 */
export function stripMp4(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const clean = Uint8Array.from(bytes);
  const top = boxesIn(bytes, 0, bytes.length);
  if (!top.some(({ type }) => type === 'moov')) throw new PipelineError('picture-broken');
  for (const box of top) strip(clean, bytes, box);
  return clean;
}

function strip(clean: Uint8Array, bytes: Uint8Array, box: Box): void {
  if (TELLING.has(box.type)) {
    free(clean, box);
  } else if (box.type === 'trak' && !isShown(bytes, box)) {
    for (const { start, end } of samplesOf(bytes, box)) clean.fill(0, start, Math.min(end, clean.length));
    free(clean, box);
  } else if (DATED.has(box.type)) {
    const width = u8(bytes, box.bodyStart) === 1 ? 8 : 4;
    clean.fill(0, box.bodyStart + 4, Math.min(box.bodyStart + 4 + 2 * width, box.end));
  } else if (CONTAINERS.has(box.type)) {
    for (const inner of boxesIn(bytes, box.bodyStart, box.end)) strip(clean, bytes, inner);
  }
}

/** Turns a box into free space of the same length. */
export function free(clean: Uint8Array, { start, bodyStart, end }: Box): void {
  clean.set(FREE, start + 4);
  clean.fill(0, bodyStart, end);
}

function isShown(bytes: Uint8Array, track: Box): boolean {
  const handler = boxOnWay(bytes, track, 'mdia/hdlr');
  return handler === undefined || SHOWN.has(textAt(bytes, handler.bodyStart + 8, 4));
}

/** Where the samples of a track lie. */
function samplesOf(
  bytes: Uint8Array,
  track: Box,
): readonly { readonly start: number; readonly end: number }[] {
  const table = boxOnWay(bytes, track, 'mdia/minf/stbl');
  if (table === undefined) return [];
  const inner = boxesIn(bytes, table.bodyStart, table.end);
  const find = (type: string) => inner.find((box) => box.type === type);
  const [sizes, runs, chunks] = [find('stsz'), find('stsc'), find('stco') ?? find('co64')];
  if (sizes === undefined || runs === undefined || chunks === undefined) return [];
  const ranges: { start: number; end: number }[] = [];
  let sample = 0;
  for (let chunk = 1; chunk <= tableLength(bytes, chunks, chunks.type === 'co64' ? 8 : 4); chunk += 1) {
    const at = chunks.bodyStart + 8 + (chunk - 1) * (chunks.type === 'co64' ? 8 : 4);
    const start = chunks.type === 'co64' ? u64(bytes, at) : u32(bytes, at);
    let end = start;
    for (const last = sample + samplesInChunk(bytes, runs, chunk); sample < last; sample += 1) {
      const size = sampleSize(bytes, sizes, sample);
      if (size === undefined) break;
      end += size;
    }
    ranges.push({ start, end });
  }
  return ranges;
}

/** How many entries a table has, and no more than have room in its box. */
function tableLength(bytes: Uint8Array, { bodyStart, end }: Box, entryBytes: number): number {
  return Math.min(u32(bytes, bodyStart + 4), Math.floor((end - bodyStart - 8) / entryBytes));
}

function samplesInChunk(bytes: Uint8Array, runs: Box, chunk: number): number {
  let count = 0;
  for (let index = 0; index < tableLength(bytes, runs, 12); index += 1) {
    const at = runs.bodyStart + 8 + index * 12;
    if (u32(bytes, at) > chunk) break;
    count = u32(bytes, at + 4);
  }
  return count;
}

function sampleSize(bytes: Uint8Array, sizes: Box, sample: number): number | undefined {
  const common = u32(bytes, sizes.bodyStart + 4);
  if (sample >= u32(bytes, sizes.bodyStart + 8)) return undefined;
  if (common !== 0) return common;
  const at = sizes.bodyStart + 12 + sample * 4;
  return at + 4 > sizes.end ? undefined : u32(bytes, at);
}
