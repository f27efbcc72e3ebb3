import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import { savingError } from '../../../ts/messaging/attachments/read-attachments.ts';
import { LocalFiles, ReadAttachments, SaveAttachments } from '../../../ts/messaging/index.ts';
import { type FileRow, type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom } from '../../../ts/util/index.ts';

await cryptoReady();

const OWN = `05${'ab'.repeat(32)}` as never;

let root: string;
let folder: string;
let store: Store;
let files: LocalFiles;
/** Called before the second piece of every file that is read. */
let onSecondPiece: () => void;
let saveAttachments: SaveAttachments;

/** Gives out what it reads in two pieces, between which something may happen. */
class InterruptedFiles extends LocalFiles {
  override async *read(file: FileRow): AsyncGenerator<Uint8Array> {
    for await (const piece of super.read(file)) {
      const middle = Math.ceil(piece.length / 2);
      yield piece.subarray(0, middle);
      onSecondPiece();
      yield piece.subarray(middle);
    }
  }
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'undertone-saving-'));
  folder = join(root, 'saved');
  mkdirSync(folder);
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(root, 'test.db'), key, clock: systemClock, log: silentLog });
  const ports = {
    folder: join(root, 'files'),
    store,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  };
  files = new InterruptedFiles(ports);
  onSecondPiece = () => undefined;
  saveAttachments = new SaveAttachments(
    new ReadAttachments({ store, localFiles: files, random: systemRandom }),
  );
});

afterEach(async () => {
  await files.settled();
  store.close();
  rmSync(root, { recursive: true, force: true });
});

/** Files with these texts, as those of a note; their places on the disk, and how they are to be saved. */
async function note(...texts: readonly string[]) {
  const rows = [];
  for (const text of texts) rows.push(await files.write([Buffer.from(text)], text.length));
  const { id: conversationId } = store.conversations.findOrCreate({
    peerId: OWN,
    kind: 'note-to-self',
    nowMs: 1,
  });
  const message = store.messages.insertOutgoing({
    conversationId,
    authorId: OWN,
    body: '',
    sentAtMs: 1,
    receivedAtMs: 1,
    clock: 'network',
  });
  store.attachments.add(
    message.id,
    rows.map(({ id: fileId, size }) => ({
      role: 'attachment',
      contentType: 'text/plain',
      isVoice: false,
      state: 'ready',
      fileId,
      size,
    })),
  );
  const ids = store.attachments.forMessages([message.id]).map(({ id }) => id);
  return {
    ids,
    chosen: ids.map((id, at) => ({ id, name: `${at}.txt` })),
    paths: rows.map(({ path }) => join(root, 'files', path)),
  };
}

test('MED-08: a file that cannot be read keeps nothing from the others, and leaves nothing half', async () => {
  const { ids, chosen, paths } = await note('gone', 'altered', 'whole');
  rmSync(paths[0]!);
  writeFileSync(paths[1]!, randomBytes(readFileSync(paths[1]!).length));
  expect(await saveAttachments.run({ files: chosen, folder })).toEqual({
    saved: [ids[2]],
    missing: [],
    failure: 'attachment-unreadable',
  });
  expect(readdirSync(folder)).toEqual(['2.txt']);
  const unreadable = saveAttachments.run({ files: chosen.slice(0, 1), folder });
  await expect(unreadable).rejects.toMatchObject({ code: 'attachment-unreadable' });
});

test('MED-08: a disk that is full in the middle ends it, and what was saved is told', async () => {
  const { ids, chosen } = await note('first', 'second', 'third');
  let pieces = 0;
  onSecondPiece = () => {
    pieces += 1;
    if (pieces === 2) throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  };
  expect(await saveAttachments.run({ files: chosen, folder })).toEqual({
    saved: [ids[0]],
    missing: [],
    failure: 'attachment-no-space',
  });
  expect(pieces).toBe(2);
  expect(readdirSync(folder)).toEqual(['0.txt']);
});

test('MED-08: what ended it is told rather than what it went past', async () => {
  const { ids, chosen, paths } = await note('gone', 'first', 'second');
  rmSync(paths[0]!);
  onSecondPiece = () => {
    if (readdirSync(folder).includes('1.txt') && readdirSync(folder).some((name) => name.startsWith('2.txt')))
      throw Object.assign(new Error('no rights'), { code: 'EACCES', syscall: 'write' });
  };
  expect(await saveAttachments.run({ files: chosen, folder })).toEqual({
    saved: [ids[1]],
    missing: [],
    failure: 'attachment-place-forbidden',
  });
});

test('MED-08: a folder that goes in the middle is told of, and is not made again', async () => {
  const { chosen } = await note('first', 'second');
  onSecondPiece = () => rmSync(folder, { recursive: true, force: true });
  await expect(saveAttachments.run({ files: chosen, folder })).rejects.toMatchObject({
    code: 'attachment-place-gone',
  });
  expect(readdirSync(root)).not.toContain('saved');
});

test('MED-08: what nobody has foreseen is no reason for a person, and leaves nothing half', async () => {
  const { chosen } = await note('first');
  onSecondPiece = () => {
    throw new RangeError('a fault of ours');
  };
  await expect(saveAttachments.run({ files: chosen, folder })).rejects.toThrow(RangeError);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['ENOSPC', 'attachment-no-space'],
  ['EDQUOT', 'attachment-no-space'],
  ['EACCES', 'attachment-place-forbidden'],
  ['EPERM', 'attachment-place-forbidden'],
  ['EROFS', 'attachment-place-forbidden'],
  ['ENOENT', 'attachment-place-gone'],
  ['ENOTDIR', 'attachment-place-gone'],
  ['EIO', 'attachment-not-saved'],
])('MED-08: %s of a place is %s', (errno, code) => {
  const cause = Object.assign(new Error(errno), { code: errno, syscall: 'open' });
  expect(savingError(cause)).toMatchObject({ code, cause });
  const other = new Error(errno);
  expect(savingError(other)).toBe(other);
});
