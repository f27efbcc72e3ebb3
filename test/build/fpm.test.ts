import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { controlFile, parseArguments, specFile } from '../../build/packaging/fpm.mjs';
import { temporaryFolder } from './temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, '../../build/packaging/fpm.mjs');

const ARGUMENTS = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0 | libgtk-3-0t64', '-d', 'libnss3'],
  ...['--deb-recommends', 'libappindicator3-1', '--deb-compression', 'xz', '--architecture', 'amd64'],
  ...['--after-install', '/tmp/post', '--description', 'A messenger\n It is private.\n\nAnd calm.'],
  ...[
    '--version',
    '1.2.3-beta',
    '--package',
    '/tmp/out.deb',
    '--name',
    'undertone',
    '--maintainer',
    'Us <us@x>',
  ],
  ...['--url', 'https://undertone.example/', '--license', 'GPL-3.0-only'],
  ...['/build/app/=/opt/Undertone', '/build/a=b.png=/usr/share/icons/undertone.png'],
];

test('arguments are read as electron-builder writes them', () => {
  const { options, lists, mappings } = parseArguments(ARGUMENTS);
  expect(options.get('--name')).toBe('undertone');
  expect(lists.get('-d')).toEqual(['libgtk-3-0 | libgtk-3-0t64', 'libnss3']);
  expect(mappings).toEqual([
    { from: '/build/app/', to: '/opt/Undertone' },
    { from: '/build/a=b.png', to: '/usr/share/icons/undertone.png' },
  ]);
  expect(() => parseArguments(['--name'])).toThrow(/--name/);
});

test('a control file has one line a field, and a description that dpkg takes', () => {
  expect(controlFile(parseArguments(ARGUMENTS), 2_049).split('\n')).toEqual([
    'Package: undertone',
    'Version: 1.2.3-beta',
    'License: GPL-3.0-only',
    'Architecture: amd64',
    'Maintainer: Us <us@x>',
    'Installed-Size: 3',
    'Depends: libgtk-3-0 | libgtk-3-0t64, libnss3',
    'Recommends: libappindicator3-1',
    'Section: net',
    'Homepage: https://undertone.example/',
    'Description: A messenger',
    ' It is private.',
    ' .',
    ' And calm.',
    '',
  ]);
});

test('an rpm has a version without dashes, and owns what it brings', () => {
  const spec = specFile(parseArguments(ARGUMENTS), { afterInstall: 'true', afterRemove: 'false' });
  expect(spec).toContain('Version: 1.2.3_beta\n');
  expect(spec).toContain('%files\n"/opt/Undertone"\n"/usr/share/icons/undertone.png"\n');
  expect(spec).toContain('%post\ntrue\n%postun\nfalse\n');
});

test.runIf(existsSync('/usr/bin/rpmbuild'))(
  'an rpm is for the machine by the name that rpm has for it',
  () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'app', 'a'), 'a');
    const names = ['--name', 'a', '--version', '1.0.0', '--license', 'MIT', '--description', 'A'];
    const wanted = ['-t', 'rpm', ...names, '--architecture', 'amd64', '--package', 'out.rpm', 'app/=/opt/a'];
    execFileSync(process.execPath, [PROGRAM, ...wanted], { cwd: folder });
    const fields = execFileSync('rpm', ['-qp', '--qf', '%{ARCH} %{NAME}', 'out.rpm'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(fields).toBe('x86_64 a');
  },
);

test.runIf(existsSync('/usr/bin/dpkg-deb'))(
  'whoever packs, and with whatever rights, gets the same deb',
  () => {
    const hashes = ['022', '077'].map((umask) => {
      const folder = temporaryFolder();
      const script = [
        `umask ${umask} && mkdir -p app/resources && echo a > app/resources/a && echo b > app/run && chmod u+x app/run`,
        'echo "exit 0" > post && exec "$@"',
      ].join('\n');
      const program = [process.execPath, PROGRAM];
      const names = [
        '--name',
        'a',
        '--version',
        '1.0.0',
        '--architecture',
        'all',
        '--maintainer',
        'Us <us@x>',
      ];
      const wanted = [
        '-t',
        'deb',
        ...names,
        '--description',
        'A',
        '--after-install',
        'post',
        '--package',
        'out.deb',
        'app/=/opt/a',
      ];
      execFileSync('sh', ['-c', script, 'sh', ...program, ...wanted], {
        cwd: folder,
        env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' },
      });
      return createHash('sha256')
        .update(readFileSync(join(folder, 'out.deb')))
        .digest('hex');
    });
    expect(hashes[0]).toBe(hashes[1]);
  },
);
