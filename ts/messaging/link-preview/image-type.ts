export type PreviewImageType = 'image/gif' | 'image/jpeg' | 'image/png' | 'image/webp' | 'image/x-icon';

/** How files of a kind begin; undefined stands for any byte. */
const BEGINNINGS: readonly (readonly [PreviewImageType, readonly (number | undefined)[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [...ascii('GIF8'), undefined, ...ascii('a')]],
  ['image/webp', [...ascii('RIFF'), undefined, undefined, undefined, undefined, ...ascii('WEBP')]],
  ['image/x-icon', [0x00, 0x00, 0x01, 0x00]],
];

/** The kind of a picture by its first bytes, whatever its server calls it; undefined for any that previews do not have (spec 04 §3.4). */
export function imageTypeOf(bytes: Uint8Array): PreviewImageType | undefined {
  return BEGINNINGS.find(([, beginning]) =>
    beginning.every((byte, index) => index < bytes.length && (byte === undefined || byte === bytes[index])),
  )?.[0];
}

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
