import { expect, test } from 'vitest';
import {
  libraryPackages,
  missingLibraries,
  parseOsRelease,
} from '../../../build/bootstrap/system-packages.mjs';

const DEBIAN_12 = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n`;
const UBUNTU_24 = `NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n`;
const FEDORA = `NAME="Fedora Linux"\nID=fedora\nVERSION_ID=41\n`;

test('knows the system by /etc/os-release', () => {
  expect(parseOsRelease(DEBIAN_12)).toEqual({ id: 'debian', family: ['debian'], version: 12 });
  expect(parseOsRelease(UBUNTU_24)).toEqual({ id: 'ubuntu', family: ['ubuntu', 'debian'], version: 24.04 });
  expect(parseOsRelease(FEDORA).family).toEqual(['fedora']);
  expect(parseOsRelease('')).toEqual({ id: '', family: [], version: 0 });
});

test('names the packages as the system does', () => {
  expect(libraryPackages(parseOsRelease(DEBIAN_12))).toEqual([
    'libgtk-3-0',
    'libnss3',
    'libgbm1',
    'libasound2',
  ]);
  expect(libraryPackages(parseOsRelease(UBUNTU_24))).toEqual([
    'libgtk-3-0t64',
    'libnss3',
    'libgbm1',
    'libasound2t64',
  ]);
});

test('finds what ldd misses', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibasound.so.2 => not found',
  ].join('\n');
  expect(missingLibraries(output)).toEqual(['libgtk-3.so.0', 'libasound.so.2']);
});
