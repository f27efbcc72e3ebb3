import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { expect, test } from 'vitest';
import { packAsar } from '../../../build/bootstrap/asar.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

test.each([
  { 'a.js': '' },
  { 'package.json': '{}', 'main.cjs': 'grüße' },
  { x: 'y'.repeat(5_000_000), y: 'z' },
])('the official tool reads the archive back', (files: Readonly<Record<string, string>>) => {
  const path = join(temporaryFolder(), 'app.asar');
  writeFileSync(path, packAsar(files));
  expect(listPackage(path, { isPack: false }).sort()).toEqual(
    Object.keys(files)
      .map((name) => `/${name}`)
      .sort(),
  );
  for (const [name, text] of Object.entries(files)) expect(extractFile(path, name).toString()).toBe(text);
});
