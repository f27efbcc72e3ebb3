import { textAt, u16, u32, u8 } from './bytes.ts';
import { type Box, boxesIn, u64 } from './iso-boxes.ts';
import { PipelineError } from './pipeline-error.ts';
import { free } from './strip-mp4.ts';

/** What an item of a HEIF file is, by its number. */
type ItemTypes = ReadonlyMap<number, string>;

/**
 * A HEIC picture without Exif and XMP. Items stay where they are; what they held is zeros.
 * @throws {PipelineError} `picture-broken`
 */
export function stripHeif(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const clean = Uint8Array.from(bytes);
  const top = boxesIn(bytes, 0, bytes.length);
  const meta = top.find(({ type }) => type === 'meta');
  if (meta === undefined) throw new PipelineError('picture-broken');
  // A full box: four bytes of version and flags come first.
  const inner = boxesIn(bytes, meta.bodyStart + 4, meta.end);
  const [info, places] = [
    inner.find(({ type }) => type === 'iinf'),
    inner.find(({ type }) => type === 'iloc'),
  ];
  if (info === undefined || places === undefined) throw new PipelineError('picture-broken');
  const types = itemTypes(bytes, info);
  const data = inner.find(({ type }) => type === 'idat');
  for (const { item, start, end } of itemPlaces(bytes, places, data)) {
    if (['Exif', 'mime'].includes(types.get(item) ?? '')) clean.fill(0, start, Math.min(end, clean.length));
  }
  for (const box of top) if (box.type === 'uuid' || box.type === 'udta') free(clean, box);
  return clean;
}

function itemTypes(bytes: Uint8Array, info: Box): ItemTypes {
  const start = info.bodyStart + (u8(bytes, info.bodyStart) === 0 ? 6 : 8);
  return new Map(
    boxesIn(bytes, start, info.end)
      .filter(({ type }) => type === 'infe')
      .map(({ bodyStart }) => {
        const isShort = u8(bytes, bodyStart) < 3;
        const item = isShort ? u16(bytes, bodyStart + 4) : u32(bytes, bodyStart + 4);
        return [item, textAt(bytes, bodyStart + (isShort ? 8 : 10), 4)] as const;
      }),
  );
}

function* itemPlaces(
  bytes: Uint8Array,
  places: Box,
  data: Box | undefined,
): Generator<{ readonly item: number; readonly start: number; readonly end: number }> {
  const version = u8(bytes, places.bodyStart);
  let at = places.bodyStart + 4;
  /** Sizes of the fields come as half bytes. */
  const take = (size: number): number => {
    const value = size === 8 ? u64(bytes, at) : size === 4 ? u32(bytes, at) : size === 2 ? u16(bytes, at) : 0;
    at += size;
    return value;
  };
  const sizes = take(2);
  const [offsetSize, lengthSize] = [sizes >> 12, (sizes >> 8) & 15];
  const [baseSize, indexSize] = [(sizes >> 4) & 15, version === 0 ? 0 : sizes & 15];
  for (let left = take(version < 2 ? 2 : 4); left > 0; left -= 1) {
    const item = take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    at += 2;
    const base = take(baseSize) + (method === 1 ? (data?.bodyStart ?? 0) : 0);
    for (let extents = take(2); extents > 0; extents -= 1) {
      at += indexSize;
      const start = base + take(offsetSize);
      const length = take(lengthSize);
      // Without a length: to the end of the file.
      yield { item, start, end: length === 0 ? bytes.length : start + length };
      if (at > places.end) throw new PipelineError('picture-broken');
    }
  }
}
