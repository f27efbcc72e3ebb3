import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { ARGON2ID_MIN, cryptoReady, symmetricKey } from '../../ts/crypto/index.ts';
import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import {
  BACKUP_MADE_AT_MS,
  destroyStoreFiles,
  finishRestore,
  openStore,
  restoreBackup,
  stringSetting,
  writeBackup,
} from '../../ts/store/index.ts';
import type { BackupOptions, RestoreOptions, Store } from '../../ts/store/index.ts';
import { systemClock, systemRandom } from '../../ts/util/index.ts';
import {
  BOB,
  CAROL,
  conversationWith,
  KEY,
  ME,
  ports,
  receive,
  temporaryPath,
  temporaryStore,
} from './support.ts';

const PASSWORD = 'caffè e mare';
const NEW_KEY = Uint8Array.from({ length: 32 }, (_, index) => 200 - index);
const FILES = { 'ab/one': 70_000, two: 0, 'three.bin': 10 } as const;

beforeAll(cryptoReady);

interface Profile {
  readonly store: Store;
  readonly path: string;
  readonly filesFolder: string;
  readonly backup: string;
}

/** A profile with messages, files and more than one frame of database. */
function profile(): Profile {
  const path = temporaryPath();
  const store = temporaryStore(path);
  const filesFolder = join(dirname(path), 'files');
  const conversationId = conversationWith(store);
  store.transaction(() => {
    for (let at = 1; at <= 300; at += 1) receive(store, conversationId, at);
  });
  for (const [name, size] of Object.entries(FILES)) {
    const file = store.files.create({ path: name, size, key: new Uint8Array(32).fill(3), nowMs: 1 });
    store.attachments.add(receive(store, conversationId, 1_000 + file.id).id, [
      { role: 'attachment', contentType: 'image/png', isVoice: false, state: 'ready', fileId: file.id },
    ]);
    const place = join(filesFolder, name);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, contentOf(name));
  }
  store.hashes.markSeen({ account: ME, namespace: 0, hash: 'h', expiresAtMs: 9 });
  store.hashes.setLastHash({ node: 'n', account: ME, namespace: 0, hash: 'h' });
  return { store, path, filesFolder, backup: join(dirname(path), 'backup.file') };
}

function contentOf(name: string): Uint8Array {
  const size = FILES[name as keyof typeof FILES];
  return Uint8Array.from({ length: size }, (_, index) => (index * 7 + name.length) % 251);
}

const write = ({ store, filesFolder, backup }: Profile, changes: Partial<BackupOptions> = {}) =>
  writeBackup({
    store,
    storeKey: KEY,
    filesFolder,
    to: backup,
    password: PASSWORD,
    random: systemRandom,
    clock: systemClock,
    cost: ARGON2ID_MIN,
    ...changes,
  });

/** Where a profile may be restored. */
function emptyPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-restore-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, path: join(folder, 'store.db'), filesFolder: join(folder, 'files') };
}

type Place = Pick<ReturnType<typeof emptyPlace>, 'path' | 'filesFolder'>;

const build = (from: string, { path }: Place, changes: Partial<RestoreOptions> = {}) =>
  restoreBackup({ from, path, key: NEW_KEY, password: PASSWORD, ...ports, ...changes });

async function restore(from: string, place: Place, changes: Partial<RestoreOptions> = {}) {
  await build(from, place, changes);
  finishRestore(place);
}

/** Expects that nothing is left of a restore that failed. */
async function expectFailure(
  code: string,
  attempt: (place: ReturnType<typeof emptyPlace>) => Promise<unknown>,
) {
  const place = emptyPlace();
  await expect(attempt(place)).rejects.toMatchObject({ code });
  expect(readdirSync(place.folder)).toEqual([]);
}

describe('a backup', () => {
  test('brings everything back, under a new key', async () => {
    const original = profile();
    const progress: number[] = [];
    const summary = await write(original, {
      onProgress: ({ doneBytes, totalBytes }) => progress.push(doneBytes / totalBytes),
    });
    expect(summary).toEqual({ bytes: readFileSync(original.backup).length, files: 3, missingFiles: 0 });
    expect(progress.at(-1)).toBe(1);
    expect(readdirSync(original.filesFolder).sort()).toEqual(['ab', 'three.bin', 'two']);
    const place = emptyPlace();
    await restore(original.backup, place);
    expect(readdirSync(place.folder).sort()).toEqual(['files', 'store.db']);
    for (const name of Object.keys(FILES)) {
      expect(new Uint8Array(readFileSync(join(place.filesFolder, name)))).toEqual(contentOf(name));
    }
    expect(() => openSqlcipher({ path: place.path, key: KEY })).toThrow();
    const rows = (store: Store) => store.messages.page({ conversationId: 1, limit: 999 });
    const database = openSqlcipher({ path: place.path, key: NEW_KEY });
    expect(database.prepare('SELECT count(*) AS total FROM messages').get()).toEqual({ total: 303 });
    database.close();
    const before = rows(original.store);
    original.store.close();
    const store = openStore({ path: place.path, key: NEW_KEY, ...ports });
    onTestFinished(() => store.close());
    expect(rows(store)).toEqual(before);
    expect(store.conversations.require(1)).toMatchObject({ peerId: BOB, unreadCount: 303 });
    expect(store.files.page({ limit: 9 }).map((file) => file.referenceCount)).toEqual([1, 1, 1]);
    expect(store.search.countMessages({ text: '"in 77"', atMost: 9 })).toBe(1);
    expect(store.hashes.isSeen({ account: ME, namespace: 0, hash: 'h' })).toBe(true);
    expect(store.hashes.lastHash({ node: 'n', account: ME, namespace: 0 })).toBeUndefined();
    expect(store.integrityCheck()).toEqual([]);
    expect(receive(store, 1, 99_999).id).toBe(304);
  });

  test('is of one moment, though the profile is written to meanwhile', async () => {
    const original = profile();
    const writing = write(original);
    for (let at = 2_000; at < 2_400; at += 1) {
      receive(original.store, 1, at);
      if (at % 20 === 0) {
        while (original.store.tidySlice(100).more);
        await new Promise(setImmediate);
      }
    }
    await writing;
    const place = emptyPlace();
    await restore(original.backup, place);
    const store = openStore({ path: place.path, key: NEW_KEY, ...ports });
    onTestFinished(() => store.close());
    expect(store.integrityCheck()).toEqual([]);
    const { unreadCount } = store.conversations.require(1);
    expect(unreadCount).toBeGreaterThanOrEqual(303);
    // The first so many, without a gap.
    expect(store.messages.page({ conversationId: 1, limit: 999 }).rows).toHaveLength(unreadCount);
    expect(original.store.integrityCheck()).toEqual([]);
    expect(readdirSync(original.filesFolder).sort()).toEqual(['ab', 'three.bin', 'two']);
  });

  test('shows nothing of what is in it', async () => {
    const original = profile();
    await write(original);
    const bytes = readFileSync(original.backup);
    for (const secret of [BOB, 'in 77', 'store', 'manifest', 'ab/one', PASSWORD]) {
      expect(bytes.includes(secret)).toBe(false);
    }
    await write(original, { to: `${original.backup}2` });
    expect(readFileSync(`${original.backup}2`).subarray(33, 300)).not.toEqual(bytes.subarray(33, 300));
  });

  test('opens with the password however its letters are composed, and with no other', async () => {
    const original = profile();
    await write(original, { password: PASSWORD.normalize('NFD') });
    await expectFailure('backup-wrong-password', (place) =>
      restore(original.backup, place, { password: `${PASSWORD} ` }),
    );
    await restore(original.backup, emptyPlace(), { password: PASSWORD.normalize('NFC') });
  });

  test('can have its key derived elsewhere', async () => {
    const original = profile();
    const deriveKey = () => Promise.resolve(symmetricKey(new Uint8Array(32).fill(5)));
    await write(original, { deriveKey });
    await restore(original.backup, emptyPlace(), { deriveKey });
    await expectFailure('backup-wrong-password', (place) => restore(original.backup, place));
  });

  test('without some file goes on, and tells', async () => {
    const original = profile();
    rmSync(join(original.filesFolder, 'two'));
    expect(await write(original)).toMatchObject({ files: 2, missingFiles: 1 });
    await restore(original.backup, emptyPlace());
  });

  test('leaves out a file that is deleted before its turn', async () => {
    const original = profile();
    let isFirst = true;
    const onProgress = (): void => {
      if (isFirst) rmSync(join(original.filesFolder, 'three.bin'));
      isFirst = false;
    };
    expect(await write(original, { onProgress })).toMatchObject({ files: 2, missingFiles: 1 });
    await restore(original.backup, emptyPlace());
  });

  test('that is aborted, or cannot be written, leaves nothing', async () => {
    const original = profile();
    const controller = new AbortController();
    const aborted = write(original, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await expect(write(original, { to: join(original.backup, 'nowhere') })).rejects.toMatchObject({
      code: 'store-io',
    });
    expect(readdirSync(dirname(original.path)).filter((name) => name.startsWith('backup'))).toEqual([]);
    expect(readdirSync(original.filesFolder).sort()).toEqual(['ab', 'three.bin', 'two']);
  });
});

describe('a file that is not the whole backup', () => {
  test.each([
    ['nothing', 'backup-not-one', () => new Uint8Array(0)],
    ['something else', 'backup-not-one', () => new Uint8Array(9_000).fill(65)],
    ['its first bytes', 'backup-truncated', (bytes: Uint8Array) => bytes.subarray(0, 40)],
    ['its header', 'backup-truncated', (bytes: Uint8Array) => bytes.subarray(0, 73)],
    ['its first frame', 'backup-truncated', (bytes: Uint8Array) => bytes.subarray(0, 73 + 65_553)],
    ['half a frame', 'backup-truncated', (bytes: Uint8Array) => bytes.subarray(0, 73 + 100_000)],
    ['all but a byte', 'backup-truncated', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['a byte more', 'backup-truncated', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0])],
    ['another version', 'backup-newer', flipped(8)],
    ['another salt', 'backup-wrong-password', flipped(20)],
    ['another header of the stream', 'backup-wrong-password', flipped(40)],
    ['a bit flipped in a frame', 'backup-damaged', flipped(73 + 70_000)],
    ['costs that nobody has', 'backup-damaged', flipped(12)],
    [
      'frames in another order',
      'backup-damaged',
      (bytes: Uint8Array) => {
        const frame = (at: number) => [...bytes.subarray(73 + at * 65_553, 73 + (at + 1) * 65_553)];
        return Uint8Array.from([...bytes.subarray(0, 73), ...frame(1), ...frame(0)]);
      },
    ],
  ] as const)('is refused: %s', async (_, code, change) => {
    const original = profile();
    await write(original);
    writeFileSync(original.backup, change(readFileSync(original.backup)));
    await expectFailure(code, (place) => restore(original.backup, place));
  });

  test('is refused when it is not there', async () => {
    await expectFailure('store-io', (place) => restore(join(place.folder, 'none'), place));
  });
});

function flipped(at: number): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => {
    const changed = Uint8Array.from(bytes);
    changed[at] = changed[at]! ^ 1;
    return changed;
  };
}

describe('a restore', () => {
  test('takes the place of the profile that is there, which is used until then', async () => {
    const original = profile();
    await write(original);
    const path = temporaryPath();
    const place = { path, filesFolder: join(dirname(path), 'files') };
    const other = temporaryStore(path);
    conversationWith(other, CAROL);
    mkdirSync(place.filesFolder);
    writeFileSync(join(place.filesFolder, 'mine'), 'x');
    await build(original.backup, place, { key: KEY });
    expect(receive(other, 1, 5).id).toBe(1);
    other.close();
    writeFileSync(`${path}-wal`, 'a journal of the old one');
    writeFileSync(`${path}.damaged`, 'an older one');
    finishRestore(place);
    expect(readdirSync(dirname(path)).sort()).toEqual(['files', 'store.db']);
    expect(readdirSync(place.filesFolder).sort()).toEqual(['ab', 'three.bin', 'two']);
    const store = temporaryStore(path);
    expect(store.conversations.require(1)).toMatchObject({ peerId: BOB, unreadCount: 303 });
  });

  test('keeps the settings of this device, and says when the backup was made', async () => {
    const original = profile();
    const PROXY = stringSetting('network.proxy');
    const SEEDS = stringSetting('network.seeds');
    const THEME = stringSetting('appearance.theme');
    original.store.settings.set(PROXY, 'socks5h://there');
    original.store.settings.set(THEME, 'dark');
    await write(original, { clock: { nowMs: () => 77_000 } });
    const here = temporaryStore();
    here.settings.set(SEEDS, 'of this device');
    here.settings.set(THEME, 'light');
    const place = emptyPlace();
    await restore(original.backup, place, {
      key: KEY,
      kept: [{ prefix: 'network.', values: here.settings.all('network.') }],
    });
    const { settings } = temporaryStore(place.path);
    expect(settings.get(PROXY)).toBeUndefined();
    expect(settings.get(SEEDS)).toBe('of this device');
    expect(settings.get(THEME)).toBe('dark');
    expect(settings.get(BACKUP_MADE_AT_MS)).toBe(77_000);
  });

  test('that fails leaves the profile that is there as it is', async () => {
    const original = profile();
    await write(original);
    const before = readFileSync(join(original.filesFolder, 'ab/one'));
    const bytes = readFileSync(original.backup);
    for (const at of [20, 73 + 70_000]) {
      writeFileSync(original.backup, flipped(at)(bytes));
      await expect(build(original.backup, original, { key: KEY })).rejects.toMatchObject({
        code: expect.stringMatching(/^backup-/) as string,
      });
      finishRestore(original);
    }
    expect(readFileSync(join(original.filesFolder, 'ab/one'))).toEqual(before);
    expect(receive(original.store, 1, 99_999).id).toBe(304);
    expect(readdirSync(dirname(original.path)).filter((name) => name.includes('restore'))).toEqual([]);
  });

  test('that was killed while it was built is forgotten, and can be done again', async () => {
    const original = profile();
    await write(original);
    const place = emptyPlace();
    mkdirSync(join(`${place.path}.restore`, 'files'), { recursive: true });
    writeFileSync(join(`${place.path}.restore`, 'store.db'), 'half');
    finishRestore(place);
    expect(readdirSync(place.folder)).toEqual([]);
    mkdirSync(join(`${place.path}.restore`, 'files'), { recursive: true });
    await restore(original.backup, place);
    expect(readdirSync(place.folder).sort()).toEqual(['files', 'store.db']);
    for (const ending of ['.restore', '.restored', '.123-0abc.new', '.123-0abc.new-wal'])
      mkdirSync(`${place.path}${ending}`);
    for (const ending of ['.123-0abc.new', '.123-0abc.new-wal']) {
      rmdirSync(`${place.path}${ending}`);
      writeFileSync(`${place.path}${ending}`, 'x');
    }
    destroyStoreFiles(place.path);
    expect(readdirSync(place.folder)).toEqual(['files']);
  });

  test('that was killed while it took its place goes on with the next start', async () => {
    const original = profile();
    await write(original);
    const steps = ['nothing', 'old database', 'old files', 'new files', 'new database'] as const;
    for (const killedAfter of steps) {
      const path = temporaryPath();
      const place = { path, filesFolder: join(dirname(path), 'files') };
      temporaryStore(path).close();
      mkdirSync(place.filesFolder);
      writeFileSync(join(place.filesFolder, 'mine'), 'x');
      await build(original.backup, place);
      const restored = `${path}.restored`;
      // What finishRestore does, up to the kill.
      const done = steps.indexOf(killedAfter);
      if (done >= 1) rmSync(path);
      if (done >= 2) rmSync(place.filesFolder, { recursive: true });
      if (done >= 3) renameSync(join(restored, 'files'), place.filesFolder);
      if (done >= 4) renameSync(join(restored, 'store.db'), path);
      finishRestore(place);
      finishRestore(place);
      expect(readdirSync(dirname(path)).sort()).toEqual(['files', 'store.db']);
      expect(readdirSync(place.filesFolder).sort()).toEqual(['ab', 'three.bin', 'two']);
      const store = openStore({ path, key: NEW_KEY, ...ports });
      expect(store.conversations.require(1).unreadCount).toBe(303);
      store.close();
    }
  });

  test('of two that were built the later one counts', async () => {
    const original = profile();
    await write(original);
    const place = emptyPlace();
    await build(original.backup, place);
    receive(original.store, 1, 99_999);
    await write(original);
    await restore(original.backup, place);
    const store = openStore({ path: place.path, key: NEW_KEY, ...ports });
    onTestFinished(() => store.close());
    expect(store.conversations.require(1).unreadCount).toBe(304);
    expect(readdirSync(place.folder).sort()).toEqual(['files', 'store.db', 'store.db-wal']);
  });

  test('that is aborted leaves nothing', async () => {
    const original = profile();
    await write(original);
    const controller = new AbortController();
    const place = emptyPlace();
    const { signal } = controller;
    const aborted = restore(original.backup, place, { signal, onProgress: () => controller.abort() });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(place.folder)).toEqual([]);
  });
});
