import type { KnownType } from './file-type.ts';
import { stripGif } from './strip-gif.ts';
import { stripHeif } from './strip-heif.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { stripMp4 } from './strip-mp4.ts';
import { stripPng } from './strip-png.ts';
import { stripWebp } from './strip-webp.ts';

/** Types whose files can be had without metadata and without being written anew. */
const STRIPPERS: Partial<Readonly<Record<KnownType, (bytes: Uint8Array) => Uint8Array<ArrayBuffer>>>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
  'image/gif': stripGif,
  'image/heic': stripHeif,
  'video/mp4': stripMp4,
  'video/quicktime': stripMp4,
};

/** Whether there is a way to take the metadata out of files of a type. */
export function isStrippable(type: KnownType): boolean {
  return STRIPPERS[type] !== undefined;
}

/**
 * A file without its metadata; what can be seen and heard stays byte for byte. Spec 08, CMP-09.
 * @throws {PipelineError} `picture-broken`
 */
export function stripMetadata(bytes: Uint8Array, type: KnownType): Uint8Array<ArrayBuffer> {
  return STRIPPERS[type]?.(bytes) ?? Uint8Array.from(bytes);
}
