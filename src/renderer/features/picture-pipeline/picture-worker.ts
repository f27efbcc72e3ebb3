// The thread in which pictures are decoded, written anew and stripped: whatever a file is made to do, the window stays quick.
import { isPictureType } from './file-type.ts';
import { PipelineError } from './pipeline-error.ts';
import { MOST_BYTES, type PictureEncoder, preparePicture, preparePreview } from './prepare-picture.ts';
import { stripMetadata } from './strip-metadata.ts';
import type { PictureAnswer, PictureRequest, PreparedBytes } from './worker-messages.ts';

self.onmessage = ({ data }: MessageEvent<PictureRequest>) => {
  void answer(data).then((result) => {
    const transfer = 'prepared' in result ? [result.prepared.bytes.buffer] : [];
    self.postMessage(result, { transfer });
  });
};

async function answer(request: PictureRequest): Promise<PictureAnswer> {
  const { id } = request;
  try {
    return { id, prepared: await prepare(request) };
  } catch (error) {
    return { id, error: error instanceof PipelineError ? error.code : 'file-unreadable' };
  }
}

async function prepare({ file, type, wish }: PictureRequest): Promise<PreparedBytes> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const open = () => openPicture(new Blob([bytes], { type }));
  if (isPictureType(type)) {
    return wish === 'preview'
      ? preparePreview(bytes, { type, open })
      : preparePicture(bytes, { type, isOriginal: wish === 'message-original', open });
  }
  const stripped = stripMetadata(bytes, type);
  if (stripped.length > MOST_BYTES) throw new PipelineError('file-too-big');
  return { bytes: stripped, contentType: type };
}

async function openPicture(picture: Blob): Promise<PictureEncoder> {
  // Decoded once and held upright; every attempt draws from it.
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' });
  return {
    encode: async ({ type, width, height, quality }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { alpha: type !== 'image/jpeg' });
      if (context === null) throw new PipelineError('file-unreadable');
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
      const blob = await canvas.convertToBlob({ type, quality });
      return new Uint8Array(await blob.arrayBuffer());
    },
  };
}
