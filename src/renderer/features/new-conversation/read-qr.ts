import decodeQR from 'qr/decode.js';

/** px of the longer side of what is looked at: a code in a photograph of any size is found, and nobody waits for it. */
const LARGEST = 1_600;

/** How long a code is looked for. */
const PATIENCE_MS = 400;

/** The text of the QR code in a picture; `undefined` when there is none, or no picture. */
export async function readQr(picture: Blob): Promise<string | undefined> {
  try {
    const pixels = await pixelsOf(picture);
    return decodeQR(pixels, { timeLimit: PATIENCE_MS });
  } catch {
    // Whatever is wrong with the picture: no code was found in it.
    return undefined;
  }
}

async function pixelsOf(picture: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(picture);
  try {
    const scale = Math.min(1, LARGEST / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) throw new TypeError('no canvas');
    context.drawImage(bitmap, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}
