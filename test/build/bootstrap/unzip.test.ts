import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SetUpError } from '../../../build/bootstrap/set-up-error.mjs';
import { unzip } from '../../../build/bootstrap/unzip.mjs';
import { temporaryFolder } from '../temporary-folder.ts';
import { type ZipFile, zip } from './zip-builder.ts';

const everything = (name: string) => name;

async function unpack(
  archive: Uint8Array,
  place: (name: string) => string | undefined = everything,
): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'archive.zip'), archive);
  await unzip(join(folder, 'archive.zip'), join(folder, 'out'), place);
  return join(folder, 'out');
}

const file = (name: string, content: string | Uint8Array, more: Partial<ZipFile> = {}): ZipFile => ({
  name,
  content: Buffer.from(content),
  ...more,
});

test('unpacks deflated, stored and empty files, with their right to be executed', async () => {
  const big = randomBytes(300_000);
  const out = await unpack(
    zip([
      file('A/', ''),
      file('A/program', big, { mode: 0o100755 }),
      file('A/B/stored', 'as it is', { stored: true }),
      file('A/empty', '', { stored: true }),
      file('A/nothing', ''),
    ]),
  );
  expect(readFileSync(join(out, 'A/program')).equals(big)).toBe(true);
  expect(statSync(join(out, 'A/program')).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(out, 'A/B/stored'), 'utf8')).toBe('as it is');
  expect(statSync(join(out, 'A/B/stored')).mode & 0o111).toBe(0);
  expect(readFileSync(join(out, 'A/empty'), 'utf8')).toBe('');
  expect(readFileSync(join(out, 'A/nothing'), 'utf8')).toBe('');
});

test('renames and leaves out as told', async () => {
  const archive = zip([file('A/one', '1'), file('A/two', '2'), file('A/three', '3')]);
  const out = await unpack(archive, (name) => ({ 'A/one': 'uno', 'A/three': 'sub/tre' })[name]);
  expect(readdirSync(out).sort()).toEqual(['sub', 'uno']);
  expect(readFileSync(join(out, 'sub/tre'), 'utf8')).toBe('3');
});

describe('refuses', () => {
  test.each(['../evil', 'A/../../evil', '/etc/evil', 'A\\..\\evil', 'C:evil', './evil', 'ev\0il'])(
    'the name %j',
    async (name) => {
      await expect(unpack(zip([file(name, 'x')]))).rejects.toThrow(/leaves the folder/);
    },
  );

  test('a symbolic link', async () => {
    const archive = zip([file('link', '/etc/passwd', { mode: 0o120777, stored: true })]);
    await expect(unpack(archive)).rejects.toThrow(/symbolic link/);
  });

  test.each([
    { claimedBytes: 3, said: /longer than promised/ },
    { claimedBytes: 30, said: /shorter than promised/ },
  ])('a file that is not of its $claimedBytes bytes', async ({ claimedBytes, said }) => {
    await expect(unpack(zip([file('a', 'ten bytes!', { claimedBytes })]))).rejects.toThrow(said);
  });

  test('an encrypted file', async () => {
    const archive = zip([file('a', 'x')]);
    archive.writeUInt16LE(1, archive.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 8);
    await expect(unpack(archive)).rejects.toThrow(/encrypted/);
  });

  test('a directory of four gigabytes that is not there', async () => {
    const archive = zip([file('a', 'x')]);
    archive.writeUInt32LE(0xffff_fff0, archive.length - 10);
    await expect(unpack(archive)).rejects.toThrow(/directory is cut off/);
  });
});

test('whatever the bytes, it ends in a typed error or in files inside the folder', async () => {
  const sound = zip([file('A/one', 'first file'), file('A/two', randomBytes(500)), file('A/three', 'x')]);
  const damaged = fc
    .tuple(fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(sound.length))
    .map(([changes, length]) => {
      const bytes = Buffer.from(sound);
      for (const [at, value] of changes) bytes[at] = value;
      return length % 3 === 0 ? bytes.subarray(0, length) : bytes;
    });
  const random = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, random), async (bytes) => {
      const folder = mkdtempSync(join(tmpdir(), 'undertone-zip-'));
      try {
        writeFileSync(join(folder, 'archive.zip'), bytes);
        await unzip(join(folder, 'archive.zip'), join(folder, 'out'), everything).catch((error: unknown) => {
          const harmless = (error as NodeJS.ErrnoException).code;
          // Two entries may claim one path as file and as folder, or a name may be too long for the disk.
          if (!['EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'].includes(harmless ?? '')) {
            expect(error).toBeInstanceOf(SetUpError);
          }
        });
        expect(readdirSync(folder).filter((name) => name !== 'out')).toEqual(['archive.zip']);
        expect(existsSync(join(folder, '..', 'evil'))).toBe(false);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 300 },
  );
});
