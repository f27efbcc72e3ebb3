import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { isAsSigned, replaceProgram } from '../../../src/main/updates/replace-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hashOf = (text: string): string => createHash('sha512').update(text).digest('base64');

function scene() {
  const folder = temporaryFolder();
  const target = join(folder, 'Undertone.AppImage');
  const source = join(temporaryFolder(), 'new');
  writeFileSync(target, 'old', { mode: 0o700 });
  writeFileSync(source, 'new');
  return { folder, target, source };
}

const codeOf = (work: () => void): unknown => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
};

test('the new program has the old one’s place and can be run; nothing else is left', () => {
  const { folder, target, source } = scene();
  replaceProgram(target, { source, sha512: hashOf('new') });
  expect(readFileSync(target, 'utf8')).toBe('new');
  expect(statSync(target).mode & 0o777).toBe(0o755);
  expect(readdirSync(folder)).toEqual(['Undertone.AppImage']);
});

test('a link stays a link, and leads to the new program', () => {
  const { folder, target, source } = scene();
  const link = join(folder, 'undertone');
  symlinkSync(target, link);
  replaceProgram(link, { source, sha512: hashOf('new') });
  expect(readlinkSync(link)).toBe(target);
  expect(readFileSync(target, 'utf8')).toBe('new');
});

test('what was exchanged after it was loaded, or is gone, leaves the old one as it was', () => {
  const { folder, target, source } = scene();
  expect(codeOf(() => replaceProgram(target, { source, sha512: hashOf('what was signed') }))).toBe(
    'update-install-failed',
  );
  expect(codeOf(() => replaceProgram(target, { source: `${source}?`, sha512: hashOf('new') }))).toBe(
    'update-install-failed',
  );
  expect(codeOf(() => replaceProgram(join(folder, 'gone'), { source, sha512: hashOf('new') }))).toBe(
    'update-install-failed',
  );
  expect(readFileSync(target, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['Undertone.AppImage']);
});

test('a file is as signed, to the last byte', () => {
  const { source } = scene();
  expect([isAsSigned(source, hashOf('new')), isAsSigned(source, hashOf('new '))]).toEqual([true, false]);
});
