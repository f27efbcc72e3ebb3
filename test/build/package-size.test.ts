import { expect, test } from 'vitest';

import { charactersBySource } from '../../build/packaging/bundle-sources.ts';
import { partsOf } from '../../build/packaging/package-parts.ts';

test('every character of a bundle belongs to whom its map says', () => {
  // Columns 0–4 from the first source, 5–9 from the second, 10–11 from none; the second line from the first source again.
  const map = {
    sources: ['../src/a.ts', '../node_modules/@scope/b/node_modules/c/index.js'],
    mappings: 'AAAA,KCAA,K;ADAA',
  };
  expect([...charactersBySource('aaaaabbbbb..\naaa', map)]).toEqual([
    ['ours', 8],
    ['c', 5],
    ['no source', 2],
  ]);
  expect(() => charactersBySource('a', { sources: [], mappings: '!' })).toThrow();
});

test('a part is known by its place, and what has none is said', () => {
  const file = (path: string, size: number) => ({ path, bytes: Buffer.alloc(size), isOfElectron: false });
  const parts = partsOf([
    file('undertone', 5),
    file('libvulkan.so.1', 2),
    file('resources/app.asar/dist/main/engine-worker.cjs', 3),
    file('resources/app.asar/dist/main/bulk-worker.cjs', 4),
    file('somewhere/else', 1),
  ]);
  expect(Object.fromEntries(parts)).toEqual({
    'Electron: program': 5,
    'Electron: libraries and helpers': 2,
    engine: 3,
    'other threads': 4,
    unknown: 1,
  });
});
