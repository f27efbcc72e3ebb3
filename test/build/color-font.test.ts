import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { withoutTable } from '../../build/bundle/color-font.ts';

const EMOJI = new URL(
  '../../node_modules/@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff',
  import.meta.url,
);

/** The tables of a WOFF file, unpacked, by their tags. */
function tablesOf(font: Uint8Array): ReadonlyMap<string, Buffer> {
  const file = Buffer.from(font);
  expect(file.readUInt32BE(8)).toBe(file.length);
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < file.readUInt16BE(12); index += 1) {
    const entry = file.subarray(44 + index * 20, 64 + index * 20);
    const [offset, packed, size] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)];
    const bytes = file.subarray(offset, offset + packed);
    tables.set(entry.toString('latin1', 0, 4), packed < size ? inflateSync(bytes) : bytes);
  }
  return tables;
}

test('the emoji font loses its SVG drawings and nothing else', () => {
  const font = readFileSync(EMOJI);
  const slim = withoutTable(font, 'SVG ');
  const [before, after] = [tablesOf(font), tablesOf(slim)];
  expect(before.has('SVG ')).toBe(true);
  expect([...after.keys()]).toEqual([...before.keys()].filter((tag) => tag !== 'SVG '));
  for (const [tag, bytes] of after) expect(bytes.equals(before.get(tag)!), tag).toBe(true);
  expect(slim.length).toBeLessThan(font.length / 2);
});

test('the file says how large the font is when it is unpacked', () => {
  const slim = Buffer.from(withoutTable(readFileSync(EMOJI), 'SVG '));
  const tables = [...tablesOf(slim).values()];
  const sizes = tables.map(({ length }) => Math.ceil(length / 4) * 4);
  expect(slim.readUInt32BE(16)).toBe(12 + 16 * tables.length + sizes.reduce((sum, size) => sum + size, 0));
});

test('what is no WOFF file is refused', () => {
  expect(() => withoutTable(Buffer.from('wOF2'.padEnd(60)), 'SVG ')).toThrow('no WOFF');
});
