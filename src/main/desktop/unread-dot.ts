/** Size of a picture in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Of the width; large enough to be seen in 16 pixels. */
const RADIUS = 0.24;
/** Around the dot, so that it stands out from any picture. Of the width. */
const GAP = 0.06;
const BYTES_PER_PIXEL = 4;
/** Red that is seen on dark and light bars, in the order of bytes that Electron has: blue, green, red. */
const COLOR = [0x3a, 0x3a, 0xe5] as const;

/** A copy of a picture (4 bytes per pixel, the last one opacity, premultiplied) with a dot in its lower right corner. */
export function withUnreadDot(pixels: Uint8Array, { width, height }: PictureSize): Uint8Array {
  const marked = Uint8Array.from(pixels);
  const radius = width * RADIUS;
  const [centerX, centerY] = [width - radius, height - radius];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot(x + 0.5 - centerX, y + 0.5 - centerY);
      const at = (y * width + x) * BYTES_PER_PIXEL;
      const kept = 1 - coverage(distance, radius + width * GAP);
      const dot = coverage(distance, radius);
      for (let channel = 0; channel < BYTES_PER_PIXEL; channel += 1) {
        const color = COLOR[channel] ?? 0xff;
        marked[at + channel] = Math.round((marked[at + channel] ?? 0) * kept + color * dot);
      }
    }
  }
  return marked;
}

/** How much of a pixel lies in the disc, from 0 to 1. */
function coverage(distance: number, radius: number): number {
  return Math.max(0, Math.min(1, radius - distance + 0.5));
}
