import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { hexMarkers, textMarker, tracesIn } from '../../../integration-test/support/traces.ts';

const SECRET = 'a secret of some length';
const folders: string[] = [];

function folderWith(content: Uint8Array | string, name = 'file'): string {
  const folder = mkdtempSync(join(tmpdir(), 'traces-'));
  folders.push(folder);
  writeFileSync(join(folder, name), content);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const base64 = (before: string): string => Buffer.from(`${before}${SECRET} and more`).toString('base64');

test.each([
  ['itself', `before ${SECRET} after`],
  ['hex', Buffer.from(SECRET).toString('hex')],
  ['capital hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ['UTF-16', Buffer.from(`x${SECRET}`, 'utf16le')],
  ['part of a URL', encodeURIComponent(SECRET)],
  ['base64, first', base64('')],
  ['base64, second', base64('1')],
  ['base64, third', base64('12')],
  ['backwards', [...SECRET].toReversed().join('')],
])('finds what is written as %s', (form, content) => {
  const markers = [textMarker('secret', SECRET)];
  expect(tracesIn(folderWith(content), markers)).toEqual([`/file: secret as ${form}`]);
});

test('finds it in the name of a file, and bytes behind hex digits', () => {
  expect(tracesIn(folderWith('', SECRET), [textMarker('secret', SECRET)])).toEqual([
    `/${SECRET}: secret as itself`,
  ]);
  const id = '05a1b2c3d4e5f60718';
  expect(tracesIn(folderWith(Buffer.from(id, 'hex')), hexMarkers('id', id))).toEqual([
    '/file: id in bytes as itself',
  ]);
  expect(tracesIn(folderWith('nothing'), hexMarkers('id', id))).toEqual([]);
});
