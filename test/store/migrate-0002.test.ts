import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { migration0001 } from '../../ts/store/migrations/0001-first-schema.ts';
import {
  BOB,
  CAROL,
  conversationWith,
  KEY,
  ME,
  receive,
  temporaryPath,
  temporaryStore,
  write,
} from './support.ts';

/** A profile of the first version: somebody who wrote, somebody who only was written to, and notes. */
function versionOneFile(): string {
  const path = temporaryPath();
  mkdirSync(dirname(path), { recursive: true });
  const database = openSqlcipher({ path, key: KEY });
  database.exec(migration0001.sql);
  database.exec(`
PRAGMA user_version = 1;
INSERT INTO account VALUES (1, zeroblob(16), '${ME}', 'Alice', 'created', 1700000000000, 1);
INSERT INTO settings VALUES ('messages.last-sent-at-ms', '9000'), ('appearance.theme', '"dark"');
INSERT INTO conversations (id, peer_id, kind, name, profile_updated_s, last_active_ms, draft, created_at_ms, touched_at_ms,
  last_read_ms)
VALUES
  (1, '${BOB}', 'contact', 'Bób', 1700000000, 1, 'half', 2500, 0, 5000),
  (2, '${CAROL}', 'contact', '', 0, 1, '', 3000, 99000, 0),
  (3, '${ME}', 'note-to-self', '', 0, 4000, '', 4000, 0, 0),
  (9, '05${'99'.repeat(32)}', 'contact', '', 0, 1, '', 1, 0, 0);
INSERT INTO messages (id, conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms, clock, state,
  failure, is_unread, is_synced, own_hash, remote_hash)
VALUES
  (1, 1, '${BOB}', 'incoming', 'text', 'see https://sea.example', 5000, 5001, 'network', 'received', NULL, 0, 1, 'h1', NULL),
  (2, 1, '${ME}', 'outgoing', 'text', 'إلى البحر', 6000, 6000, 'network', 'sent', NULL, 0, 1, 'h2', 'r2'),
  (3, 1, '${BOB}', 'incoming', 'text', 'now', 7000, 7001, 'network', 'received', NULL, 1, 1, NULL, NULL),
  (4, 2, '${ME}', 'outgoing', 'text', 'hello?', 8000, 8000, 'local', 'failed', 'timeout', 0, 0, NULL, NULL),
  (50, 3, '${ME}', 'outgoing', 'text', 'deleted', 9000, 9000, 'network', 'sent', NULL, 0, 1, NULL, NULL);
DELETE FROM messages WHERE id = 50;
DELETE FROM conversations WHERE id = 9;
INSERT INTO deliveries (id, message_id, target, swarm, namespace, payload, ttl_ms, state)
VALUES (1, 4, 'recipient', '${CAROL}', 0, x'0102', 5, 'failed');
INSERT INTO jobs (kind, queue, payload, run_at_ms, created_at_ms) VALUES ('send-message', 'q', '{"messageId":4}', 1, 1);
INSERT INTO seen_hashes VALUES ('${ME}', 0, 'h1', 99);
`);
  database.close();
  return path;
}

describe('a profile of the first version', () => {
  test('is brought forward with all that is in it', () => {
    const store = temporaryStore(versionOneFile());
    expect(store.schemaVersion).toBeGreaterThanOrEqual(2);
    expect(store.account.get()?.displayName).toBe('Alice');
    expect(store.settings.nextSentAtMs(0, 'network')).toBe(9_001);
    expect(store.conversations.require(1)).toMatchObject({
      peerId: BOB,
      kind: 'contact',
      shelf: 'list',
      name: 'Bób',
      profileUpdatedS: 1_700_000_000,
      lastActiveMs: 7_000,
      lastMessageId: 3,
      unreadCount: 1,
      mentionCount: 0,
      lastReadMs: 5_000,
      draft: 'half',
      createdAtMs: 2_500,
    });
    expect(store.conversations.require(2)).toMatchObject({ lastActiveMs: 99_000, lastMessageId: 4 });
    expect(store.conversations.require(3)).toMatchObject({ kind: 'note-to-self', lastMessageId: undefined });
    expect(store.messages.page({ conversationId: 1, limit: 9 }).rows.map((row) => row.body)).toEqual([
      'see https://sea.example',
      'إلى البحر',
      'now',
    ]);
    expect(store.messages.require(2)).toMatchObject({ state: 'sent', ownHash: 'h2', remoteHash: 'r2' });
    expect(store.messages.require(4)).toMatchObject({ state: 'failed', failure: 'timeout', clock: 'local' });
    expect(store.deliveries.forMessage(4)).toMatchObject([
      { id: 1, swarm: CAROL, payload: Uint8Array.of(1, 2), state: 'failed' },
    ]);
    expect(store.jobs.byQueue('q')).toHaveLength(1);
    expect(store.hashes.isSeen({ account: ME, namespace: 0, hash: 'h1' })).toBe(true);
    expect(store.integrityCheck()).toEqual([]);
  });

  test('has accepted everybody who was in the list', () => {
    const store = temporaryStore(versionOneFile());
    expect(store.contacts.require(BOB)).toMatchObject({
      name: 'Bób',
      isApproved: true,
      hasApprovedUs: true,
      createdAtS: 2,
    });
    expect(store.contacts.require(CAROL)).toMatchObject({ isApproved: true, hasApprovedUs: false });
    expect(store.contacts.get(ME)).toBeUndefined();
    expect(store.conversations.list({ limit: 9 }).map((row) => row.id)).toEqual([2, 1, 3]);
  });

  test('goes on as one of today: summaries follow, ids are never given twice', () => {
    const store = temporaryStore(versionOneFile());
    expect(conversationWith(store, '05ee' as typeof BOB)).toBe(10);
    expect(receive(store, 1, 10_000).id).toBe(51);
    expect(store.conversations.require(1)).toMatchObject({ unreadCount: 2, lastMessageId: 51 });
    const { id } = write(store, 2, 11_000);
    const delivery = { messageId: id, swarm: BOB, namespace: 11, payload: Uint8Array.of(1), ttlMs: 1 };
    expect(store.deliveries.create({ ...delivery, target: 'group' }).id).toBe(2);
    store.messages.delete(51);
    expect(store.conversations.require(1)).toMatchObject({ unreadCount: 1, lastMessageId: 3 });
    expect(store.conversations.delete(1)).toBe(true);
    expect(store.messages.get(1)).toBeUndefined();
    expect(store.integrityCheck()).toEqual([]);
  });

  test('without a conversation starts its ids from one', () => {
    const path = temporaryPath();
    mkdirSync(dirname(path), { recursive: true });
    const database = openSqlcipher({ path, key: KEY });
    database.exec(migration0001.sql);
    database.exec('PRAGMA user_version = 1');
    database.close();
    const store = temporaryStore(path);
    expect(receive(store, conversationWith(store), 5).id).toBe(1);
  });
});
