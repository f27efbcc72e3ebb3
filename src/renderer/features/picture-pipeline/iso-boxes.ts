import { part, textAt, u32 } from './bytes.ts';
import { PipelineError } from './pipeline-error.ts';

/** A box of the MPEG-4 family: where it lies in the file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** Of what it holds. */
  readonly bodyStart: number;
  readonly end: number;
}

/** More than any file has, so that a broken one ends. */
const MOST_BOXES = 100_000;

/** The boxes between two places. @throws {PipelineError} `picture-broken` */
export function boxesIn(bytes: Uint8Array, start: number, end: number): readonly Box[] {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end) {
    const box = boxAt(bytes, at, end);
    boxes.push(box);
    at = box.end;
    if (boxes.length > MOST_BOXES) throw new PipelineError('picture-broken');
  }
  return boxes;
}

/** The first box on a way through boxes, such as `mdia/minf/stbl`. */
export function boxOnWay(bytes: Uint8Array, from: Box, way: string): Box | undefined {
  let current: Box | undefined = from;
  for (const type of way.split('/')) {
    if (current === undefined) return undefined;
    current = boxesIn(bytes, current.bodyStart, current.end).find((box) => box.type === type);
  }
  return current;
}

function boxAt(bytes: Uint8Array, start: number, limit: number): Box {
  const size = u32(bytes, start);
  const type = textAt(bytes, start + 4, 4);
  const isLong = size === 1;
  const bodyStart = start + (isLong ? 16 : 8);
  const length = isLong ? u64(bytes, start + 8) : size === 0 ? limit - start : size;
  const end = start + length;
  part(bytes, bodyStart, end);
  if (end > limit) throw new PipelineError('picture-broken');
  return { type, start, bodyStart, end };
}

/** Big-endian; exact up to 2⁵³, which no file reaches. */
export function u64(bytes: Uint8Array, offset: number): number {
  return u32(bytes, offset) * 2 ** 32 + u32(bytes, offset + 4);
}
