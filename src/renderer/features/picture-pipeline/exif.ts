import { hasText, u16, u16le, u32, u32le } from './bytes.ts';

/** How a picture is to be held, 1 to 8; 1 is as it is stored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
/** More entries than any camera writes. */
const MOST_ENTRIES = 1_000;

/** Reads the orientation out of Exif data, which begins with its TIFF header; 1 when it says none or is broken. */
export function exifOrientation(tiff: Uint8Array): Orientation {
  try {
    const isLittle = hasText(tiff, 0, 'II');
    const read16 = isLittle ? u16le : u16;
    const read32 = isLittle ? u32le : u32;
    if (!isLittle && !hasText(tiff, 0, 'MM')) return 1;
    const directory = read32(tiff, 4);
    const count = Math.min(read16(tiff, directory), MOST_ENTRIES);
    for (let index = 0; index < count; index += 1) {
      const entry = directory + 2 + index * 12;
      if (read16(tiff, entry) === ORIENTATION_TAG) return asOrientation(read16(tiff, entry + 8));
    }
    return 1;
  } catch {
    return 1;
  }
}

/** Exif data that says how a picture is to be held, and nothing else. */
export function orientationOnlyExif(orientation: Orientation): Uint8Array {
  return Uint8Array.of(
    ...[0x4d, 0x4d, 0x00, 0x2a, 0, 0, 0, 8],
    // One entry: the tag, type 3 (16 bits), one value.
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    // No further directory.
    ...[0, 0, 0, 0],
  );
}

/** Whether width and height change places. */
export function isTurned(orientation: Orientation): boolean {
  return orientation >= 5;
}

function asOrientation(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
}
