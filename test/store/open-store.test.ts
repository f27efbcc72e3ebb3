import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

import { describe, expect, test } from 'vitest';

import { destroyStoreFiles, openStore, stringSetting } from '../../ts/store/index.ts';
import { openStoreWith } from '../../ts/store/open-store.ts';
import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { migrations } from '../../ts/store/migrations/index.ts';
import { createLog, systemClock, toHex } from '../../ts/util/index.ts';
import { startStoreProcess } from './child.ts';
import {
  BOB,
  conversationWith,
  expectCode,
  KEY,
  ME,
  ports,
  receive,
  temporaryPath,
  temporaryStore,
} from './support.ts';

const open = (path: string, key: Uint8Array = KEY): void => openStore({ path, key, ...ports }).close();

/** A database with some hundred kilobytes in it. */
function filledFile(): string {
  const path = temporaryPath();
  const store = temporaryStore(path);
  const bob = conversationWith(store);
  store.transaction(() => {
    for (let at = 1; at <= 2_000; at += 1) receive(store, bob, at);
  });
  store.close();
  return path;
}

/** The bytes of every file in the folder of a database. */
function bytesOf(path: string): Buffer {
  const folder = dirname(path);
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`)));
}

describe('a new store', () => {
  test('of two that are made at once is the one that was first, whatever the other has begun', () => {
    const path = temporaryPath();
    const [last] = migrations.slice(-1);
    let isFirst = true;
    const complete = (): void => {
      if (!isFirst) return;
      isFirst = false;
      // Meanwhile somebody else starts on the same folder, writes, and is closed without its journal being moved.
      const other = temporaryStore(path);
      receive(other, conversationWith(other), 7);
      copyFileSync(path, `${path}.kept`);
      copyFileSync(`${path}-wal`, `${path}.kept-wal`);
      other.close();
      copyFileSync(`${path}.kept`, path);
      copyFileSync(`${path}.kept-wal`, `${path}-wal`);
    };
    const interrupted = [...migrations.slice(0, -1), { ...last!, complete }];
    const store = openStoreWith({ path, key: KEY, ...ports }, interrupted);
    expect(store.conversations.require(1).unreadCount).toBe(1);
    store.close();
    expect(readdirSync(dirname(path)).filter((name) => name.includes('.new'))).toEqual([]);
  });

  test('of several processes that start on one folder one gets it, and the others are told', async () => {
    const path = temporaryPath();
    const processes = [1, 2, 3].map(() => startStoreProcess(path, 'hold', { stderr: 'ignore' }));
    const lines = await Promise.all(processes.map((process) => process.line().catch(() => 'ended')));
    expect(lines.toSorted()).toEqual(['ended', 'ended', 'open']);
    await Promise.all(processes.map((process) => process.kill()));
    const store = temporaryStore(path);
    expect(store.integrityCheck()).toEqual([]);
    expect(store.conversations.require(1).peerId).toBe(BOB);
  });

  test('is made with its folder, at the newest schema, for this user alone', () => {
    const path = temporaryPath();
    const store = temporaryStore(path);
    expect(store.schemaVersion).toBe(migrations.length);
    expect(store.integrityCheck()).toEqual([]);
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    }
  });

  test('leaves one file when closed', () => {
    const path = filledFile();
    expect(readdirSync(dirname(path))).toEqual(['store.db']);
  });

  test('is made over what an interrupted first start has left', () => {
    const path = temporaryPath();
    mkdirSync(dirname(path));
    writeFileSync(`${path}.new`, 'half');
    writeFileSync(`${path}.new-wal`, 'half');
    writeFileSync(`${path}-wal`, randomBytes(8_192));
    const store = temporaryStore(path);
    expect(store.integrityCheck()).toEqual([]);
    expect(readdirSync(dirname(path)).sort()).toEqual(['store.db', 'store.db-wal']);
  });

  test('cannot be made where a file is in the way', () => {
    const path = temporaryPath();
    writeFileSync(dirname(path), '');
    expectCode('store-io', () => open(path));
  });

  test('needs a key of 32 bytes', () => {
    const path = temporaryPath();
    expectCode('store-wrong-key', () => open(path, KEY.subarray(1)));
    expect(existsSync(path)).toBe(false);
    open(path);
  });
});

describe('what lies on the disk', () => {
  test('shows neither texts nor ids nor keys, in use and closed', () => {
    const path = temporaryPath();
    const secrets = [
      'a very recognisable sentence',
      'an unmistakable name',
      'CREATE TABLE',
      'SQLite format',
      BOB,
    ];
    const seed = Uint8Array.from({ length: 16 }, (_, index) => 0xa0 + index);
    const store = temporaryStore(path);
    store.account.create({
      seed,
      accountId: ME,
      displayName: secrets[1]!,
      origin: 'created',
      createdAtMs: 1,
      profileReady: true,
    });
    const conversationId = conversationWith(store);
    store.messages.insertIncoming({
      conversationId,
      authorId: BOB,
      body: secrets[0]!,
      sentAtMs: 1,
      receivedAtMs: 1,
    });
    store.settings.set(stringSetting('test.note'), secrets[0]!);
    const inUse = bytesOf(path);
    store.close();
    const closed = bytesOf(path);
    expect(inUse.length).toBeGreaterThan(closed.length);
    for (const bytes of [inUse, closed]) {
      for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
      for (const secret of [seed, KEY]) {
        expect(bytes.includes(Buffer.from(secret))).toBe(false);
        expect(bytes.includes(toHex(secret))).toBe(false);
      }
    }
    expect(temporaryStore(path).messages.require(1).body).toBe(secrets[0]);
  });

  test('goes as a whole when the store is destroyed', () => {
    const path = filledFile();
    for (const ending of [
      '-wal',
      '-shm',
      '-journal',
      '.new',
      '.new-wal',
      '.v1.backup',
      '.v1.backup.new-journal',
    ]) {
      writeFileSync(path + ending, 'x');
    }
    writeFileSync(`${path}.v1.backup.txt`, 'of somebody else');
    destroyStoreFiles(path);
    destroyStoreFiles(path);
    expect(readdirSync(dirname(path))).toEqual(['store.db.v1.backup.txt']);
    destroyStoreFiles(`${dirname(path)}/absent/store.db`);
  });
});

describe('a file that cannot be opened', () => {
  const untouched = (code: string, path: string, key?: Uint8Array): void => {
    const before = readFileSync(path);
    expectCode(code, () => open(path, key));
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['store.db']);
  };

  test('because of its key says so, and opens with the right one afterwards', () => {
    const path = filledFile();
    untouched(
      'store-wrong-key',
      path,
      KEY.map((byte) => byte ^ 1),
    );
    open(path);
  });

  test('because it is newer says so and is not changed', () => {
    const path = filledFile();
    const database = openSqlcipher({ path, key: KEY });
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();
    untouched('store-newer-schema', path);
  });

  test.each([
    ['nothing', () => Buffer.alloc(0)],
    ['a few words', () => Buffer.from('not a database')],
    ['pages of words', () => Buffer.from('not a database '.repeat(1_000)).subarray(0, 8_192)],
    ['pages of zeros', () => Buffer.alloc(8_192)],
    ['a part of a page of noise', () => randomBytes(5_000)],
  ])('because it is %s is corrupt', (_what, bytes) => {
    const path = temporaryPath();
    mkdirSync(dirname(path));
    writeFileSync(path, bytes());
    untouched('store-corrupt', path);
  });

  test('because it is noise looks like one with another key', () => {
    const path = temporaryPath();
    mkdirSync(dirname(path));
    writeFileSync(path, randomBytes(8_192));
    untouched('store-wrong-key', path);
  });

  test('because it is a database without encryption is corrupt', () => {
    const path = temporaryPath();
    mkdirSync(dirname(path));
    const header = Buffer.alloc(8_192);
    header.write('SQLite format 3\0');
    writeFileSync(path, header);
    untouched('store-corrupt', path);
  });

  test.each([
    ['one byte', (size: number) => size - 1],
    ['its last page', (size: number) => size - 4_096],
    ['all but its first page', () => 4_096],
    ['all but half a page', () => 2_048],
    ['everything', () => 0],
  ])('because it has lost %s is corrupt', (_what, left) => {
    const path = filledFile();
    truncateSync(path, left(statSync(path).size));
    untouched('store-corrupt', path);
  });

  test('because it is a folder, or must not be read, is an I/O error', () => {
    const path = temporaryPath();
    mkdirSync(path, { recursive: true });
    expectCode('store-io', () => open(path));
    const unreadable = filledFile();
    chmodSync(unreadable, 0);
    // The administrator may read it all the same.
    if (process.getuid?.() !== 0 && process.platform !== 'win32') {
      expectCode('store-io', () => open(unreadable));
    }
  });

  test('is written to the log, without its path and its key', () => {
    const path = filledFile();
    const lines: string[] = [];
    const log = createLog(systemClock, (line) => lines.push(line));
    const key = KEY.map((byte) => byte ^ 1);
    expectCode('store-wrong-key', () => openStore({ path, key, clock: systemClock, log }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('store-not-opened');
    expect(lines[0]).toContain('store-wrong-key');
    expect(lines[0]).not.toContain(toHex(key));
    expect(lines[0]).not.toContain(dirname(path));
  });
});

describe('a file that is damaged inside', () => {
  test('is told by the integrity check, and the rest of it can be read', () => {
    const path = filledFile();
    const copy = `${path}.copy`;
    copyFileSync(path, copy);
    const bytes = readFileSync(path);
    // The last page holds messages; a flipped bit breaks its authentication.
    const spot = bytes.length - 2_000;
    bytes[spot] = bytes[spot]! ^ 1;
    writeFileSync(path, bytes);
    const store = temporaryStore(path);
    expect(store.conversations.byPeer(BOB)?.unreadCount).toBe(2_000);
    expect(store.integrityCheck()).not.toEqual([]);
    store.close();
    expect(temporaryStore(copy).integrityCheck()).toEqual([]);
  });
});
