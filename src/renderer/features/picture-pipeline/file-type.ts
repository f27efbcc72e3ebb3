import { hasText, u16, u32 } from './bytes.ts';

/** What a file is by its first bytes, whatever it is called. */
export type PictureType =
  'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/bmp' | 'image/avif';
export type VideoType = 'video/mp4' | 'video/quicktime' | 'video/webm';
export type KnownType = PictureType | VideoType | 'image/heic' | 'image/svg+xml';

/** How many bytes of a file tell what it is. */
export const TYPE_BYTES = 1_024;

const BRANDS: Readonly<Record<string, KnownType>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  hevc: 'image/heic',
  mif1: 'image/heic',
  msf1: 'image/heic',
  'qt  ': 'video/quicktime',
};

/** Brands of files that hold sound and nothing to see. */
const SOUND_BRANDS = ['M4A ', 'M4B ', 'M4P '];

/** @param start at least {@link TYPE_BYTES} of a file, or all of it */
export function fileTypeOf(start: Uint8Array): KnownType | undefined {
  if (start[0] === 0xff && start[1] === 0xd8 && start[2] === 0xff) return 'image/jpeg';
  if (start[0] === 0x89 && hasText(start, 1, 'PNG\r\n\x1a\n')) return 'image/png';
  if (hasText(start, 0, 'GIF87a') || hasText(start, 0, 'GIF89a')) return 'image/gif';
  if (hasText(start, 0, 'RIFF') && hasText(start, 8, 'WEBP')) return 'image/webp';
  if (hasText(start, 0, 'BM') && start.length > 26 && start[14] !== undefined) return bitmap(start);
  if (hasText(start, 4, 'ftyp')) return isoType(start);
  if (start.length > 4 && u32(start, 0) === 0x1a45dfa3) return webm(start);
  return isSvg(start) ? 'image/svg+xml' : undefined;
}

/** A file that merely begins with BM has no header of a known length behind that. */
function bitmap(start: Uint8Array): KnownType | undefined {
  const headerBytes = u16(start, 14);
  return [0x28_00, 0x6c_00, 0x7c_00, 0x40_00, 0x34_00, 0x38_00].includes(headerBytes)
    ? 'image/bmp'
    : undefined;
}

/** Containers of the MPEG-4 family say by their brands what they hold; the first one is the file's own. */
function isoType(start: Uint8Array): KnownType | undefined {
  const end = Math.min(u32(start, 0), start.length - 3);
  const brands: string[] = [];
  for (let at = 8; at < end; at += 4)
    if (at !== 12) brands.push(String.fromCharCode(...start.subarray(at, at + 4)));
  const [major = ''] = brands;
  if (SOUND_BRANDS.includes(major)) return undefined;
  const isAvif = brands.some((brand) => BRANDS[brand] === 'image/avif');
  const known = BRANDS[major];
  return known === 'image/heic' && isAvif ? 'image/avif' : (known ?? 'video/mp4');
}

/** Matroska has the same beginning, and is no type that everybody can show. */
function webm(start: Uint8Array): KnownType | undefined {
  for (let at = 4; at < Math.min(start.length, 64); at += 1)
    if (hasText(start, at, 'webm')) return 'video/webm';
  return undefined;
}

function isSvg(start: Uint8Array): boolean {
  const text = new TextDecoder().decode(start).trimStart().toLowerCase();
  return text.startsWith('<svg') || (/^(?:<\?xml|<!doctype svg|<!--)/u.test(text) && text.includes('<svg'));
}

export function isPictureType(type: string | undefined): type is PictureType {
  return (
    type === 'image/jpeg' ||
    type === 'image/png' ||
    type === 'image/webp' ||
    type === 'image/gif' ||
    type === 'image/bmp' ||
    type === 'image/avif'
  );
}

export function isVideoType(type: string | undefined): type is VideoType {
  return type === 'video/mp4' || type === 'video/quicktime' || type === 'video/webm';
}
