import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type Line, LineReader } from '../../src/rpc/line-reader.ts';

const MAX_BYTES = 64;

function readAll(chunks: readonly Uint8Array[], maxBytes = MAX_BYTES): readonly Line[] {
  const reader = new LineReader(maxBytes);
  return [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()];
}

test('lines come out as they went in, however the bytes are cut', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll('\n', ''));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (lines, sizes) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      const chunks: Uint8Array[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = (sizes[turn % sizes.length] ?? 0) + 1;
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      // A mark at the beginning of a line is no part of its text.
      expect(readAll(chunks, 1_000)).toEqual(lines.map((text) => ({ text: text.replace(/^\ufeff/, '') })));
    }),
  );
});

test('a last line needs no end', () => {
  expect(readAll([Buffer.from('one\ntwo')])).toEqual([{ text: 'one' }, { text: 'two' }]);
  expect(readAll([])).toEqual([]);
});

test('a line that is too long is one fault, and the next line is read', () => {
  const long = Buffer.alloc(MAX_BYTES + 1, 'a');
  const longest = 'b'.repeat(MAX_BYTES);
  expect(readAll([long, long, Buffer.from(`\n${longest}\n`), long])).toEqual([
    { fault: 'line-too-long' },
    { text: longest },
    { fault: 'line-too-long' },
  ]);
});

test('what is not UTF-8 is one fault', () => {
  expect(readAll([Buffer.from([0xff, 0x0a, 0x61, 0x0a])])).toEqual([
    { fault: 'line-not-utf8' },
    { text: 'a' },
  ]);
});
