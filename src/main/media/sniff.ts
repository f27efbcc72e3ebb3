/** How many bytes of the beginning of a file are enough to know it. Pictures of cameras have their size after a preview of up to 64 KiB. */
export const HEAD_BYTES = 262_144;

/** Larger pictures would fill the memory when they are decoded. Spec 08, SEC-04. */
const MAX_PIXELS = 100_000_000;

export type MediaKind = 'image' | 'video' | 'audio';

/** What a file really is, whatever its sender says. */
export interface SniffedMedia {
  readonly kind: MediaKind;
  /** A type that Chromium shows and that cannot hold a script. */
  readonly contentType: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The type of a file by its first {@link HEAD_BYTES} bytes; `undefined` for everything that is only to be saved: documents, SVG, the unknown, and pictures beyond 100 megapixels or without a size. */
export function sniffMedia(head: Uint8Array): SniffedMedia | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const image = sniffImage(bytes);
  if (image !== undefined) {
    const { size, contentType } = image;
    const isShown =
      size !== undefined && size.width > 0 && size.height > 0 && size.width * size.height <= MAX_PIXELS;
    return isShown ? { kind: 'image', contentType } : undefined;
  }
  return sniffIsoMedia(bytes) ?? sniffStream(bytes);
}

function sniffImage(
  bytes: Buffer,
): { readonly contentType: string; readonly size: Size | undefined } | undefined {
  if (starts(bytes, '89504e470d0a1a0a')) return { contentType: 'image/png', size: pngSize(bytes) };
  if (starts(bytes, 'ffd8ff')) return { contentType: 'image/jpeg', size: jpegSize(bytes) };
  if (textAt(bytes, 0, 4) === 'GIF8') return { contentType: 'image/gif', size: littleSize(bytes, 6) };
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP')
    return { contentType: 'image/webp', size: webpSize(bytes) };
  if (textAt(bytes, 4, 4) === 'ftyp' && /^avi[fs]$/.test(textAt(bytes, 8, 4)))
    return { contentType: 'image/avif', size: avifSize(bytes) };
  return undefined;
}

function pngSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 24 || textAt(bytes, 12, 4) !== 'IHDR') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function littleSize(bytes: Buffer, at: number): Size | undefined {
  if (bytes.length < at + 4) return undefined;
  return { width: bytes.readUInt16LE(at), height: bytes.readUInt16LE(at + 2) };
}

/** Walks from marker to marker up to the frame header. */
function jpegSize(bytes: Buffer): Size | undefined {
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    const hasNoLength = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += hasNoLength ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 30) return undefined;
  switch (textAt(bytes, 12, 4)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}

/** The largest extent that the file names: a grid of tiles names the tiles and the whole. */
function avifSize(bytes: Buffer): Size | undefined {
  let size: Size | undefined;
  for (
    let at = bytes.indexOf('ispe');
    at !== -1 && at + 16 <= bytes.length;
    at = bytes.indexOf('ispe', at + 4)
  ) {
    const found = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (size === undefined || found.width * found.height > size.width * size.height) size = found;
  }
  return size;
}

/** MP4 and its relatives: the brand says whether it is sound only. HEIC is a relative too, and nothing that Chromium shows. */
function sniffIsoMedia(bytes: Buffer): SniffedMedia | undefined {
  if (textAt(bytes, 4, 4) !== 'ftyp') return undefined;
  const brand = textAt(bytes, 8, 4);
  if (/^(?:M4A |M4B |M4P )$/.test(brand)) return { kind: 'audio', contentType: 'audio/mp4' };
  if (/^(?:isom|iso\d|mp4\d|avc1|dash|M4V |M4VH|MSNV|mmp4|3g[p2].|qt {2}|f4v )$/.test(brand))
    return { kind: 'video', contentType: 'video/mp4' };
  return undefined;
}

function sniffStream(bytes: Buffer): SniffedMedia | undefined {
  if (starts(bytes, '1a45dfa3') && bytes.subarray(0, 64).includes('webm'))
    return { kind: 'video', contentType: 'video/webm' };
  if (textAt(bytes, 0, 4) === 'OggS') return sniffOgg(bytes);
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WAVE')
    return { kind: 'audio', contentType: 'audio/wav' };
  if (textAt(bytes, 0, 4) === 'fLaC') return { kind: 'audio', contentType: 'audio/flac' };
  if (textAt(bytes, 0, 3) === 'ID3') return { kind: 'audio', contentType: 'audio/mpeg' };
  const isSync = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  if (!isSync) return undefined;
  // Layer 0 is AAC in ADTS; the others are MPEG audio.
  const layer = ((bytes[1] ?? 0) >> 1) & 3;
  if (layer === 0)
    return ((bytes[1] ?? 0) & 0xf0) === 0xf0 ? { kind: 'audio', contentType: 'audio/aac' } : undefined;
  return { kind: 'audio', contentType: 'audio/mpeg' };
}

function sniffOgg(bytes: Buffer): SniffedMedia {
  const hasFilm = bytes.subarray(0, 512).includes('theora');
  return hasFilm ? { kind: 'video', contentType: 'video/ogg' } : { kind: 'audio', contentType: 'audio/ogg' };
}

function starts(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).toString('hex') === hex;
}

function textAt(bytes: Buffer, at: number, length: number): string {
  return bytes.subarray(at, at + length).toString('latin1');
}
