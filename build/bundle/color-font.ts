import type { Plugin } from 'vite';

/** Size of a WOFF header, and of an entry of its table directory, in bytes. */
const HEADER_BYTES = 44;
const ENTRY_BYTES = 20;
/** What sfnt takes for its own header and for an entry of its directory. */
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;

/**
 * A WOFF 1.0 file (https://www.w3.org/TR/WOFF/) without one of its tables. The others stay as they are, checksums included; that of the
 * whole font, which nobody checks after a download, does not.
 * @throws {Error} when it is no WOFF file
 */
export function withoutTable(font: Uint8Array, tag: string): Uint8Array {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  if (font.byteLength < HEADER_BYTES || view.getUint32(0) !== 0x774f4646)
    throw new Error('This is no WOFF font.');
  const entries = Array.from({ length: view.getUint16(12) }, (_, index) => {
    const start = HEADER_BYTES + index * ENTRY_BYTES;
    return new Uint8Array(font.subarray(start, start + ENTRY_BYTES));
  });
  const kept = entries.filter((entry) => Buffer.from(entry.subarray(0, 4)).toString('latin1') !== tag);

  let end = HEADER_BYTES + kept.length * ENTRY_BYTES;
  let sfntBytes = SFNT_HEADER_BYTES + kept.length * SFNT_ENTRY_BYTES;
  const tables: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  for (const entry of kept) {
    const fields = new DataView(entry.buffer);
    const bytes = font.subarray(fields.getUint32(4), fields.getUint32(4) + fields.getUint32(8));
    fields.setUint32(4, end);
    tables.push({ at: end, bytes });
    end += padded(bytes.length);
    sfntBytes += padded(fields.getUint32(12));
  }

  const result = new Uint8Array(end);
  result.set(font.subarray(0, HEADER_BYTES));
  const header = new DataView(result.buffer);
  header.setUint32(8, end);
  header.setUint16(12, kept.length);
  header.setUint32(16, sfntBytes);
  // No metadata and no private block: they stood behind the tables.
  result.fill(0, 24, HEADER_BYTES);
  kept.forEach((entry, index) => result.set(entry, HEADER_BYTES + index * ENTRY_BYTES));
  for (const { at, bytes } of tables) result.set(bytes, at);
  return result;
}

/** Tables begin at multiples of four bytes. */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Leaves the SVG drawings out of the emoji font: they are two thirds of it, and Chromium draws the vectors. */
export function slimEmojiFont(): Plugin {
  return {
    name: 'slim-emoji-font',
    generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== 'asset' || !/noto-color-emoji[^/]*\.woff$/.test(asset.fileName)) continue;
        if (typeof asset.source !== 'string') asset.source = withoutTable(asset.source, 'SVG ');
      }
    },
  };
}
