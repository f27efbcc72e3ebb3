import { expect, test } from 'vitest';

import {
  NO_FILE_ACCESS,
  accessOfPages,
  assertReadable,
  folderToWriteIn,
} from '../../../src/main/files/file-access.ts';
import { FULL_FILE_ACCESS } from '../../../src/main/lifecycle/without-desktop.ts';

const chooses =
  (...filePaths: string[]) =>
  () =>
    Promise.resolve({ canceled: filePaths.length === 0, filePaths });
const nobodyChooses = {
  askForPath: () => Promise.resolve({ canceled: true, filePath: '' }),
  askForFile: chooses(),
  askForFolder: chooses(),
};
const cancelled = accessOfPages(nobodyChooses);

test('a page proposes a name, and the person says where it goes', async () => {
  const proposed: string[] = [];
  const { writeTo } = accessOfPages({
    ...nobodyChooses,
    askForPath: (name) => {
      proposed.push(name);
      return Promise.resolve({ canceled: false, filePath: '/home/alice/kept.json' });
    },
  });
  expect(await writeTo('/home/alice/.ssh/authorized_keys')).toBe('/home/alice/kept.json');
  expect(proposed).toEqual(['authorized_keys']);
});

test.each([
  ['cancelled', cancelled],
  [
    'left empty',
    accessOfPages({
      ...nobodyChooses,
      askForPath: () => Promise.resolve({ canceled: false, filePath: '' }),
    }),
  ],
  ['without anybody to ask', NO_FILE_ACCESS],
])('%s, nothing is written', async (_, { writeTo }) => {
  await expect(writeTo('talk.json')).rejects.toMatchObject({ code: 'file-not-chosen' });
});

test('what is to be read the person chooses, and a page cannot name it', async () => {
  const { readFrom } = accessOfPages({ ...nobodyChooses, askForFile: chooses('/home/alice/old.backup') });
  expect(await readFrom(undefined)).toBe('/home/alice/old.backup');
  await expect(readFrom('/etc/passwd')).rejects.toMatchObject({ code: 'path-not-allowed' });
  for (const access of [cancelled, NO_FILE_ACCESS, FULL_FILE_ACCESS])
    await expect(access.readFrom(undefined)).rejects.toMatchObject({ code: 'file-not-chosen' });
  expect(await FULL_FILE_ACCESS.readFrom('/tmp/old.backup')).toBe('/tmp/old.backup');
});

test('MED-08: a folder the person chooses, and a page cannot name it', async () => {
  const pages = accessOfPages({ ...nobodyChooses, askForFolder: chooses('/home/alice/Pictures') });
  expect(await folderToWriteIn(pages, undefined)).toBe('/home/alice/Pictures');
  for (const access of [pages, NO_FILE_ACCESS])
    await expect(folderToWriteIn(access, '/etc')).rejects.toMatchObject({ code: 'path-not-allowed' });
  for (const access of [cancelled, NO_FILE_ACCESS, FULL_FILE_ACCESS])
    await expect(folderToWriteIn(access, undefined)).rejects.toMatchObject({ code: 'file-not-chosen' });
  expect(await folderToWriteIn(FULL_FILE_ACCESS, '/tmp/pictures')).toBe('/tmp/pictures');
});

test('a page hands over bytes; a path is for programs', async () => {
  const [bytes, path] = [{ bytes: new Uint8Array(1) }, { path: '/etc/passwd' }];
  for (const access of [cancelled, NO_FILE_ACCESS]) {
    expect(() => assertReadable(access, [bytes])).not.toThrow();
    expect(() => assertReadable(access, [bytes, path])).toThrow(
      expect.objectContaining({ code: 'path-not-allowed' }),
    );
  }
  expect(() => assertReadable(FULL_FILE_ACCESS, [path])).not.toThrow();
  expect([cancelled, NO_FILE_ACCESS, FULL_FILE_ACCESS].map(({ handsOutBytes }) => handsOutBytes)).toEqual([
    true,
    false,
    false,
  ]);
  expect(await FULL_FILE_ACCESS.writeTo('/tmp/talk.json')).toBe('/tmp/talk.json');
});
