import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { makeAnonymous } from '../../build/packaging/anonymous-gzip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-gzip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CONTENT = Buffer.from('the same app, packed on two days '.repeat(500));

/** A file that `gzip` made of {@link CONTENT}; it remembers its name and time. */
function packed(name: string, seconds: number): string {
  const path = join(folder, name);
  writeFileSync(path, CONTENT);
  utimesSync(path, seconds, seconds);
  execFileSync('gzip', [path]);
  return `${path}.gz`;
}

test('two files of one content are the same afterwards, and hold what they held', async () => {
  const paths = [packed('monday.tar', 1_700_000_000), packed('tuesday.tar', 1_700_086_400)];
  const [monday, tuesday] = paths.map((path) => readFileSync(path));
  expect(monday!.equals(tuesday!)).toBe(false);
  await Promise.all(paths.map(makeAnonymous));
  const [one, other] = paths.map((path) => readFileSync(path));
  expect(one!.equals(other!)).toBe(true);
  expect(gunzipSync(one!).equals(CONTENT)).toBe(true);
});

test('what is no gzip file stays as it is', async () => {
  const path = join(folder, 'app.tar.gz');
  writeFileSync(path, CONTENT);
  await expect(makeAnonymous(path)).rejects.toThrow('incorrect header');
  expect(readFileSync(path).equals(CONTENT)).toBe(true);
  expect(readdirSync(folder)).toEqual(['app.tar.gz']);
});
