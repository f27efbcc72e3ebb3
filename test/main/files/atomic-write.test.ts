import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import {
  createFileAtomically,
  removeUnfinishedWrites,
  writeFileAtomically,
} from '../../../src/main/files/atomic-write.ts';
import { readTextIfPresent } from '../../../src/main/files/read-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('replaces the content as a whole, for this user only, and leaves nothing else behind', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'file.json');
  writeFileSync(path, 'something much longer than what follows', { mode: 0o644 });
  writeFileAtomically(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['file.json']);
});

test('a failed write throws, keeps the target and leaves no temporary file', () => {
  const folder = temporaryFolder();
  const target = join(folder, 'file.json');
  mkdirSync(join(target, 'in the way'), { recursive: true });
  expect(() => writeFileAtomically(target, 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['file.json']);
});

test('a file is made once, whole and for this user only', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'file.json');
  expect(createFileAtomically(path, 'first')).toBe(true);
  expect(createFileAtomically(path, 'second')).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('first');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['file.json']);
  expect(() => createFileAtomically(join(folder, 'absent', 'file'), 'x')).toThrow();
});

test('what a killed write has left is taken away, and nothing else', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'file.json');
  const others = ['file.json', 'file.json.bak', 'file.json.x.tmp', 'other.json.1.tmp'];
  for (const name of [...others, 'file.json.1.tmp', 'file.json.4711.tmp']) {
    writeFileSync(join(folder, name), '');
  }
  removeUnfinishedWrites(path);
  expect(readdirSync(folder).sort()).toEqual(others);
  expect(() => removeUnfinishedWrites(join(folder, 'absent', 'file.json'))).toThrow();
});

test('an absent file is no error, an unreadable one is', () => {
  const folder = temporaryFolder();
  expect(readTextIfPresent(join(folder, 'absent'))).toBeUndefined();
  expect(() => readTextIfPresent(folder)).toThrow();
});
