import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { CHANNELS, inputs } from '../../src/ipc/index.ts';

test('every channel has one schema, and there is no schema without a channel', () => {
  expect(Object.keys(inputs).sort()).toEqual([...CHANNELS].sort());
  expect(new Set(CHANNELS).size).toBe(CHANNELS.length);
});

test('the list of channels pulls nothing into the preload script', () => {
  for (const file of ['channels.ts', 'bridge.ts']) {
    const source = readFileSync(new URL(`../../src/ipc/${file}`, import.meta.url), 'utf8');
    const runtimeImports = source.match(/^import (?!type ).*$/gm) ?? [];
    expect(runtimeImports).toEqual([]);
  }
});
