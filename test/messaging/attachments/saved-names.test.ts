import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { safeFileName } from '../../../ts/messaging/attachments/pointers.ts';
import { FreeNames, savedFileName } from '../../../ts/messaging/attachments/saved-names.ts';

/** What a system goes by when it opens a file. */
function extensionOf(name: string): string | undefined {
  return /\.([^.]+?)[\s.]*$/u.exec(name)?.[1];
}

describe('MED-08: the name of a file that is saved among others', () => {
  test.each([
    ['plan.pdf', 'plan.pdf'],
    ['Der große Plan (2).tar.gz', 'Der große Plan (2).tar.gz'],
    ['../../.ssh/authorized_keys', '__.._.ssh_authorized_keys'],
    ['C:\\Windows\\x.dll', 'C__Windows_x.dll'],
    ['.bashrc', '_bashrc'],
    ['what?*"<>|.txt', 'what______.txt'],
    ['photo\u202egpj.exe', 'photo_gpj.exe'],
    ['report.pdf. . .', 'report.pdf'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.log', 'console.log'],
    ['Desktop.ini', '_Desktop.ini'],
    ['', 'attachment'],
    ['...', 'attachment'],
    ['???', 'attachment'],
  ])('%j becomes %j', (wanted, name) => {
    expect(savedFileName(wanted)).toBe(name);
  });

  test('a long one is cut, and keeps its ending', () => {
    const name = savedFileName(`${'夏の家'.repeat(60)}.jpeg`);
    expect(name).toMatch(/^(夏の家)+夏?の?\.jpeg$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(name)).toBeGreaterThan(195);
  });

  test('none gets an ending that it did not have, so that what is harmless stays so', () => {
    const bait = `${'夏'.repeat(65)}a.exe${'x'.repeat(20)}`;
    expect(savedFileName(bait)).toBe(`${'夏'.repeat(65)}a_exe`);
    const piece = fc.constantFrom('夏', 'a', 'x'.repeat(20), '.exe', '.', ' ', '?', '.tar', '夏'.repeat(30));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const wanted = pieces.join('');
        const received = safeFileName(wanted.replaceAll('?', '_')) ?? '';
        expect([undefined, extensionOf(received)]).toContain(extensionOf(savedFileName(wanted)));
      }),
    );
  });

  test('whatever somebody calls it, it stays in its folder, is seen there, and is no device', () => {
    const sign = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '.',
        '..',
        '/',
        '\\',
        ' ',
        'con',
        'aux',
        '\u202e',
        '\u0000',
        '\ud800',
        '?',
        '夏',
        '.tar.gz',
      ),
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
        const name = savedFileName(signs.join(''));
        expect(basename(name)).toBe(name);
        expect(name).not.toMatch(/[/\\:<>"|?*\u0000-\u001f\u202a-\u202e]|^[.\s]|[.\s]$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(name).not.toBe('');
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201);
        expect(savedFileName(name)).toBe(name);
      }),
    );
  });
});

describe('MED-08: names that are free', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'undertone-names-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const reserved = async (names: FreeNames, ...wanted: readonly string[]) => {
    const got: string[] = [];
    for (const name of wanted) got.push(basename(await names.reserve(name)));
    return got;
  };

  test('a number stands before the ending, and nothing that is there is touched', async () => {
    await writeFile(join(folder, 'plan.pdf'), 'old');
    await mkdir(join(folder, 'plan (3).pdf'));
    await symlink(join(folder, 'nowhere'), join(folder, 'README'));
    const wanted = ['plan.pdf', 'plan.pdf', 'README', 'a.tar.gz', 'a.tar.gz', 'plan.pdf'];
    const got = await reserved(new FreeNames(folder), ...wanted);
    expect(got).toEqual([
      'plan (2).pdf',
      'plan (4).pdf',
      'README (2)',
      'a.tar.gz',
      'a (2).tar.gz',
      'plan (5).pdf',
    ]);
    expect(await readdir(folder)).not.toContain('nowhere');
  });

  test('two who save at the same time never get the same name', async () => {
    const wanted = Array.from({ length: 20 }, () => 'image.jpg');
    const both = [new FreeNames(folder), new FreeNames(folder)];
    const got = (await Promise.all(both.map((names) => reserved(names, ...wanted)))).flat();
    expect(new Set(got).size).toBe(40);
    expect(await readdir(folder)).toHaveLength(40);
  });

  test('a folder that is gone is told of', async () => {
    await rm(folder, { recursive: true });
    await expect(new FreeNames(folder).reserve('x')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
