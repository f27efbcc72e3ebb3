import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { migrations } from '../../ts/store/migrations/index.ts';
import type { Migration } from '../../ts/store/migrations/migration.ts';
import type { Store } from '../../ts/store/index.ts';
import { openStoreWith } from '../../ts/store/open-store.ts';
import {
  BOB,
  conversationWith,
  expectCode,
  KEY,
  ports,
  receive,
  temporaryPath,
  temporaryStore,
} from './support.ts';

const next = migrations.length + 1;

/** Builds a table anew, as SQLite wants it for most changes, while others refer to it. */
const rebuild: Migration = {
  version: next,
  sql: `
CREATE TABLE new_reactions (id INTEGER PRIMARY KEY, message_id INTEGER NOT NULL REFERENCES messages (id)
  ON DELETE CASCADE, sender_id TEXT NOT NULL, emoji TEXT NOT NULL, action TEXT NOT NULL, sent_at_ms INTEGER NOT NULL,
  since_ms INTEGER NOT NULL, colour TEXT, UNIQUE (message_id, sender_id, emoji)) STRICT;
INSERT INTO new_reactions SELECT *, 'blue' FROM reactions;
DROP TABLE reactions;
ALTER TABLE new_reactions RENAME TO reactions;
CREATE INDEX reactions_by_time ON reactions (message_id, since_ms, id);`,
};
const addTable: Migration = { version: next + 1, sql: 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;' };

const openWith = (path: string, steps: readonly Migration[]): Store => {
  const store = openStoreWith({ path, key: KEY, ...ports }, [...migrations, ...steps]);
  onTestFinished(() => store.close());
  return store;
};

function fileOfToday(): string {
  const path = temporaryPath();
  const store = temporaryStore(path);
  const { id } = receive(store, conversationWith(store), 5);
  store.reactions.apply({ messageId: id, senderId: BOB, emoji: '🌊', action: 'react', sentAtMs: 6 });
  store.close();
  return path;
}

const filesOf = (path: string): readonly string[] => readdirSync(dirname(path)).sort();

describe('migrations', () => {
  test('are numbered from 1 without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('bring an old database forward with all that is in it', () => {
    const path = fileOfToday();
    const store = openWith(path, [rebuild, addTable]);
    expect(store.schemaVersion).toBe(next + 1);
    expect(store.reactions.forMessages([1])).toHaveLength(1);
    expect(store.conversations.byPeer(BOB)).toMatchObject({ unreadCount: 1, lastActiveMs: 5 });
    expect(store.messages.page({ conversationId: 1, limit: 9 }).rows).toHaveLength(1);
    expect(store.integrityCheck()).toEqual([]);
    expect(store.conversations.delete(1)).toBe(true);
    expect(store.messages.get(1)).toBeUndefined();
    store.close();
    expectCode('store-newer-schema', () => temporaryStore(path));
  });

  test('leave an encrypted copy of the old database until the new one was opened once more', () => {
    const path = fileOfToday();
    openWith(path, [rebuild]).close();
    expect(filesOf(path)).toEqual(['store.db', `store.db.v${next - 1}.backup`]);
    const copy = `${path}.v${next - 1}.backup`;
    expect(readFileSync(copy).includes(BOB)).toBe(false);
    const database = openSqlcipher({ path: copy, key: KEY });
    expect(database.pragma('user_version')).toBe(next - 1);
    expect(database.prepare('SELECT peer_id FROM conversations').get()).toEqual({ peer_id: BOB });
    database.close();
    openWith(path, [rebuild, addTable]).close();
    expect(filesOf(path)).toEqual(['store.db', `store.db.v${next}.backup`]);
    openWith(path, [rebuild, addTable]).close();
    expect(filesOf(path)).toEqual(['store.db']);
  });

  test('that fail change nothing, not even by their first steps', () => {
    const path = fileOfToday();
    const broken: Migration = { version: next + 1, sql: 'CREATE TABLE conversations (id);' };
    expectCode('store-io', () => openWith(path, [rebuild, broken]));
    const store = temporaryStore(path);
    expect(store.schemaVersion).toBe(next - 1);
    expect(store.conversations.byPeer(BOB)?.unreadCount).toBe(1);
    expect(store.integrityCheck()).toEqual([]);
  });

  test('that leave messages without a conversation are refused', () => {
    const path = fileOfToday();
    const orphaning: Migration = { version: next, sql: 'DELETE FROM conversations;' };
    expectCode('store-corrupt', () => openWith(path, [orphaning]));
    expect(temporaryStore(path).conversations.byPeer(BOB)?.unreadCount).toBe(1);
  });

  test('without room on the disk are undone', () => {
    const path = fileOfToday();
    const full: Migration = { version: next, sql: `PRAGMA max_page_count = 1; CREATE TABLE t AS ${noise};` };
    expectCode('store-disk-full', () => openWith(path, [full]));
    expect(temporaryStore(path).schemaVersion).toBe(next - 1);
  });

  test('are not begun when the copy cannot be made', () => {
    const path = fileOfToday();
    mkdirSync(`${path}.v${next - 1}.backup.new`);
    expectCode('store-io', () => openWith(path, [addTable]));
    rmdirSync(`${path}.v${next - 1}.backup.new`);
    expect(temporaryStore(path).schemaVersion).toBe(next - 1);
  });
});

const noise = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
  SELECT randomblob(4000) FROM n`;
