import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import { LocalFiles } from '../../../ts/messaging/index.ts';
import { type FileRow, type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom } from '../../../ts/util/index.ts';

await cryptoReady();

let root: string;
let folder: string;
let store: Store;
let files: LocalFiles;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'undertone-files-'));
  folder = join(root, 'attachments');
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(root, 'test.db'), key, clock: systemClock, log: silentLog });
  files = new LocalFiles({ folder, store, clock: systemClock, random: systemRandom, log: silentLog });
});

afterEach(async () => {
  await files.settled();
  store.close();
  rmSync(root, { recursive: true, force: true });
});

async function contentOf(file: FileRow, range?: { offset: number; length: number }): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of files.read(file, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('every range of a file is what it was, whatever its size', async () => {
  const places = fc.record({
    size: fc.constantFrom(1, 32_767, 32_768, 100_000),
    offset: fc.integer({ min: 0, max: 110_000 }),
    length: fc.integer({ min: 0, max: 110_000 }),
  });
  await fc.assert(
    fc.asyncProperty(places, async ({ size, offset, length }) => {
      const bytes = randomBytes(size);
      const file = await files.write([bytes], size);
      const wanted = bytes.subarray(offset, offset + length);
      expect((await contentOf(file, { offset, length })).equals(wanted)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('two files with the same content have nothing in common on the disk', async () => {
  const bytes = Buffer.alloc(50_000, 'secret');
  const [one, two] = [await files.write([bytes], bytes.length), await files.write([bytes], bytes.length)];
  const [first, second] = [await readFile(join(folder, one.path)), await readFile(join(folder, two.path))];
  expect(one.key).not.toEqual(two.key);
  expect(first.subarray(25, 57)).not.toEqual(second.subarray(25, 57));
  expect(first.includes('secret')).toBe(false);
});

test('an altered, cut or missing file is never given out as whole', async () => {
  const bytes = randomBytes(70_000);
  const file = await files.write([bytes], bytes.length);
  const path = join(folder, file.path);
  const good = await readFile(path);
  const altered = Buffer.from(good);
  altered[40_000] = (altered[40_000] ?? 0) ^ 1;
  await writeFile(path, altered);
  await expect(contentOf(file)).rejects.toMatchObject({ code: 'authentication-failed' });
  await writeFile(path, good.subarray(0, 40_000));
  await expect(contentOf(file)).rejects.toMatchObject({ code: 'authentication-failed' });
  await rm(path);
  await expect(contentOf(file)).rejects.toMatchObject({ code: 'attachment-unreadable' });
});

test('a source that breaks off, or lies about its size, leaves nothing', async () => {
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(randomBytes(10));
    throw new Error('unplugged');
  };
  await expect(files.write(broken(), 20)).rejects.toThrow('unplugged');
  await expect(files.write([randomBytes(10)], 20)).rejects.toMatchObject({ code: 'size-changed' });
  await files.settled();
  expect(await readdir(folder)).toEqual([]);
  expect(store.files.page({ limit: 10 })).toEqual([]);
});

test('what a crash left behind is gone after the next start, and nothing else', async () => {
  const kept = await files.write([randomBytes(10)], 10);
  const accountId = `05${'aa'.repeat(32)}` as never;
  store.contacts.findOrCreate({ accountId, createdAtS: 1 });
  store.contacts.setPictureFile(accountId, kept.id);
  await files.write([randomBytes(10)], 10);
  await writeFile(join(folder, 'stray'), 'no row speaks of it');
  files.sweep();
  await files.settled();
  expect(await readdir(folder)).toEqual([kept.path]);
  expect(store.files.orphans(10)).toEqual([]);
});

test('memory does not grow with the file', async () => {
  const PIECE = 65_536;
  const PIECES = 2_500;
  const piece = randomBytes(PIECE);
  let most = 0;
  const source = function* (): Generator<Uint8Array> {
    for (let count = 0; count < PIECES; count += 1) {
      yield piece;
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
  };
  const before = process.memoryUsage().arrayBuffers;
  await files.write(source(), PIECES * PIECE);
  // What was given out and not yet collected is in it too.
  expect(most - before).toBeLessThan((PIECES * PIECE) / 2);
});
