import { type Crop, drawCrop } from './crop-model.ts';

/** Side of the picture that others get, in px. */
const SIDE = 640;
const QUALITY = 0.85;
/** Larger files are no pictures of people. */
const MOST_BYTES = 30_000_000;
/** What the file dialog offers; what is in a file its decoder says. */
export const PICTURE_TYPES = 'image/png,image/jpeg,image/webp,image/gif';

/** Reads the pixels of a file, upright. Nothing when it is no picture. */
export async function decodePicture(file: Blob): Promise<ImageBitmap | undefined> {
  if (file.size > MOST_BYTES) return undefined;
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return undefined;
  }
}

/** The chosen square as a JPEG: only its pixels, and nothing that a camera has written beside them. */
export async function encodeCrop(picture: ImageBitmap, crop: Crop): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const painter = canvas.getContext('2d');
  if (painter === null) throw new Error('There is no canvas');
  painter.imageSmoothingQuality = 'high';
  drawCrop(painter, { picture, crop, side: SIDE });
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}

/** What tests choose instead of a file: nothing but blue (spec 08 §3.1). */
export async function testPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const painter = canvas.getContext('2d');
  if (painter === null) throw new Error('There is no canvas');
  painter.fillStyle = '#0000ff';
  painter.fillRect(0, 0, SIDE, SIDE);
  return canvas.convertToBlob({ type: 'image/jpeg' });
}
