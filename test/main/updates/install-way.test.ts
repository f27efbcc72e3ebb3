import { expect, test } from 'vitest';

import { commandFor, installWay } from '../../../src/main/updates/install-way.ts';
import { manifestOf } from './support/publisher.ts';

const there =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.includes(path);
const IMAGE = '/home/ada/Apps/Undertone.AppImage';

test.each([
  [
    'an AppImage of her own',
    { env: { APPIMAGE: IMAGE }, files: [IMAGE], writable: true },
    'AppImage install',
  ],
  [
    'an AppImage of the administrator',
    { env: { APPIMAGE: IMAGE }, files: [IMAGE], writable: false },
    'AppImage by-hand',
  ],
  ['an AppImage that is gone', { env: { APPIMAGE: IMAGE }, files: [], writable: true }, 'tar.gz by-hand'],
  ['a relative path', { env: { APPIMAGE: 'x' }, files: ['x'], writable: true }, 'tar.gz by-hand'],
  ['Debian', { env: {}, files: ['/var/lib/dpkg/info/undertone.list'], writable: true }, 'deb by-hand'],
  ['Fedora', { env: {}, files: ['/usr/bin/rpm'], writable: true }, 'rpm by-hand'],
  ['a folder', { env: {}, files: [], writable: true }, 'tar.gz by-hand'],
])('on Linux, %s: %s', (_what, { env, files, writable }, expected) => {
  const way = installWay({
    platform: 'linux',
    arch: 'x64',
    env,
    exists: there(...files),
    isWritable: () => writable,
  });
  expect(`${way?.kind} ${way?.way}`).toBe(expected);
});

test('Windows installs by itself, macOS not yet, and others have no packages of ours', () => {
  const on = (platform: string, arch = 'x64') => installWay({ platform, arch, env: {} });
  expect(on('win32')).toMatchObject({ kind: 'nsis', way: 'install' });
  expect(on('darwin', 'arm64')).toMatchObject({ kind: 'dmg', arch: 'arm64', way: 'by-hand' });
  expect(on('freebsd')).toBeUndefined();
  expect(on('linux', 'ia32')).toBeUndefined();
});

test('package managers have their commands, and others none', () => {
  const file = manifestOf().files[0]!;
  expect(commandFor({ ...file, kind: 'rpm', name: 'a.rpm' })).toBe('sudo dnf install ./a.rpm');
  expect(commandFor({ ...file, kind: 'tar.gz' })).toBeUndefined();
});
