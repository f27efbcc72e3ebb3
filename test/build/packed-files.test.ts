import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { packAsar } from '../../build/bootstrap/asar.mjs';
import { missingPackages, packedFiles, unpackedApp } from '../../build/packaging/packed-files.ts';
import { temporaryFolder } from './temporary-folder.ts';

function packed(): { readonly app: string; readonly electron: string; readonly release: string } {
  const release = temporaryFolder();
  const [app, electron] = [join(release, 'linux-unpacked'), join(temporaryFolder(), 'electron')];
  for (const folder of [join(app, 'resources'), electron]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(app, 'undertone'), 'program');
  writeFileSync(join(electron, 'electron'), 'program');
  writeFileSync(join(app, 'LICENSE.ours'), 'words');
  writeFileSync(join(app, 'resources', 'app.asar'), packAsar({ 'package.json': '{}', 'main.js': 'code' }));
  return { app, electron, release };
}

test('the files of an archive are among those of a package, and whose each is, is known', () => {
  const { app, electron, release } = packed();
  expect(unpackedApp(release)).toBe(app);
  const files = packedFiles(app, electron).map(({ path, isOfElectron }) => `${path} ${isOfElectron}`);
  expect(files.toSorted()).toEqual([
    'LICENSE.ours false',
    'resources/app.asar/main.js false',
    'resources/app.asar/package.json false',
    'undertone true',
  ]);
  expect(() => unpackedApp(temporaryFolder())).toThrow(/npm run package/);
});

test('a package that the app needs and does not have is named; those of developers are not', () => {
  const lock = {
    '': {},
    'node_modules/driver': {},
    'node_modules/compiler': { dev: true },
    'node_modules/choice': { optional: true },
  };
  expect(missingPackages(packed().app, lock)).toEqual(['node_modules/driver']);
});
