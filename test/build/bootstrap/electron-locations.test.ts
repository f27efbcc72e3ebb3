import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, findElectron } from '../../../build/bootstrap/electron-locations.mjs';
import { REGISTRY_RUNTIME } from '../../../build/bootstrap/registry-recipe.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

function write(file: string, text = ''): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** A machine with nothing but the npm package of Electron 45.4.1. */
function machine(env: Readonly<Record<string, string>> = {}) {
  const root = temporaryFolder();
  const cache = join(root, 'cache');
  write(join(root, 'node_modules/electron/package.json'), '{ "version": "45.4.1" }');
  return {
    place: { root, env: { XDG_CACHE_HOME: cache, ...env }, platform: 'linux' as const, arch: 'x64' },
    installOfficial: (version = '45.4.1') => {
      write(join(root, 'node_modules/electron/dist/version'), version);
      return write(join(root, 'node_modules/electron/dist/electron'));
    },
    installRegistry: ({ complete = true } = {}) => {
      const folder = join(cache, 'undertone-electron', REGISTRY_RUNTIME.folder);
      if (complete) write(join(folder, '.complete'));
      return write(join(folder, 'dist/electron'));
    },
  };
}

test('nothing is found on a bare machine', () => {
  expect(findElectron(machine().place)).toBeUndefined();
});

test('the official one is preferred to the registry’s', () => {
  const { place, installOfficial, installRegistry } = machine();
  const registry = installRegistry();
  expect(findElectron(place)).toEqual({ executable: registry, origin: 'registry' });
  const official = installOfficial();
  expect(findElectron(place)).toEqual({ executable: official, origin: 'official' });
});

test('APP_ELECTRON goes before all', () => {
  const given = join(temporaryFolder(), 'electron');
  write(given);
  const { place, installOfficial } = machine({ APP_ELECTRON: given });
  installOfficial();
  expect(findElectron(place)).toEqual({ executable: given, origin: 'given' });
});

test('APP_ELECTRON that names no file is an error, not a fallback', () => {
  const { place, installOfficial } = machine({ APP_ELECTRON: '/nowhere/electron' });
  installOfficial();
  expect(() => findElectron(place)).toThrow('APP_ELECTRON names no file: /nowhere/electron');
});

test('APP_ELECTRON_SOURCE forces the source', () => {
  const forced = machine({ APP_ELECTRON_SOURCE: 'registry' });
  forced.installOfficial();
  expect(findElectron(forced.place)).toBeUndefined();
  const registry = forced.installRegistry();
  expect(findElectron(forced.place)?.executable).toBe(registry);

  const official = machine({ APP_ELECTRON_SOURCE: 'official' });
  official.installRegistry();
  expect(findElectron(official.place)).toBeUndefined();

  expect(() => findElectron(machine({ APP_ELECTRON_SOURCE: 'cloud' }).place)).toThrow(/"cloud"/);
});

test('an official runtime of another version than the package is not taken', () => {
  const { place, installOfficial } = machine();
  installOfficial('44.0.0');
  expect(findElectron(place)).toBeUndefined();
});

test('a registry runtime that was not finished is not taken', () => {
  const { place, installRegistry } = machine();
  installRegistry({ complete: false });
  expect(findElectron(place)).toBeUndefined();
});

test('the registry runtime is for Linux on x64 alone', () => {
  const { place, installRegistry } = machine();
  installRegistry();
  expect(findElectron({ ...place, arch: 'arm64' })).toBeUndefined();
  expect(findElectron({ ...place, platform: 'darwin' })).toBeUndefined();
});

test('the cache is where the desktop keeps caches', () => {
  expect(cacheFolder({ HOME: '/home/me' })).toBe('/home/me/.cache/undertone-electron');
  expect(cacheFolder({ HOME: '/home/me', XDG_CACHE_HOME: '/big' })).toBe('/big/undertone-electron');
});
