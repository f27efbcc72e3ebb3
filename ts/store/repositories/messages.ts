import { integer } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { MessageRepository, MessageRow } from '../model/messages.ts';
import { existing } from './existing.ts';
import { createMessagePager } from './message-pages.ts';
import { MESSAGE_COLUMNS, messageRow } from './message-row.ts';

/** The messages of a database. Summaries of conversations follow by the triggers of the schema. */
export function createMessageRepository(database: Database): MessageRepository {
  const byId = database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages WHERE id = $id`);
  const byKey = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND author_id = $authorId AND sent_at_ms = $sentAtMs`);
  const insertIncoming = database.prepare(`
    INSERT INTO messages (conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms, clock, state,
      is_unread, is_synced, own_hash)
    VALUES ($conversationId, $authorId, 'incoming', 'text', $body, $sentAtMs, $receivedAtMs, 'network', 'received',
      coalesce((SELECT $sentAtMs > last_read_ms FROM conversations WHERE id = $conversationId), 1), 1, $ownHash)
    ON CONFLICT (conversation_id, author_id, sent_at_ms) DO NOTHING RETURNING ${MESSAGE_COLUMNS}`);
  const insertOutgoing = database.prepare(`
    INSERT INTO messages (conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms, clock, state,
      is_unread, is_synced, own_hash)
    VALUES ($conversationId, $authorId, 'outgoing', 'text', $body, $sentAtMs, $receivedAtMs, $clock, $state,
      0, $isSynced, $ownHash)
    RETURNING ${MESSAGE_COLUMNS}`);
  const merge = database.prepare(`
    UPDATE messages SET own_hash = $ownHash, is_synced = 1, state = 'sent', failure = NULL
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);
  const openDelivery = database.prepare(
    `SELECT id FROM deliveries WHERE message_id = $id AND target = 'recipient' AND state <> 'stored'`,
  );
  const setState = database.prepare(`
    UPDATE messages SET state = $state, failure = $failure
    WHERE id = $id AND direction = 'outgoing' RETURNING ${MESSAGE_COLUMNS}`);
  const restamp = database.prepare(`
    UPDATE messages SET sent_at_ms = $sentAtMs, clock = $clock
    WHERE id = $id AND direction = 'outgoing' RETURNING ${MESSAGE_COLUMNS}`);
  const setHashes = database.prepare(`
    UPDATE messages SET own_hash = coalesce($ownHash, own_hash), remote_hash = coalesce($remoteHash, remote_hash)
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);
  const markSynced = database.prepare(
    `UPDATE messages SET is_synced = 1 WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`,
  );
  const firstUnread = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages WHERE conversation_id = $conversationId AND is_unread = 1
    ORDER BY sent_at_ms, id LIMIT 1`);
  const countUnread = database.prepare('SELECT count(*) AS total FROM conversations WHERE unread_count > 0');
  const remove = database.prepare('DELETE FROM messages WHERE id = $id');

  const found = (row: SqlRow | undefined): MessageRow | undefined =>
    row === undefined ? undefined : messageRow(row);
  const changed = (row: SqlRow | undefined): MessageRow => messageRow(existing(row, 'message'));

  return {
    get: (id) => found(byId.get({ id })),
    require: (id) => changed(byId.get({ id })),
    find: (key) => found(byKey.get(key)),
    insertIncoming: (message) => found(insertIncoming.get({ ...message, ownHash: message.ownHash })),
    insertOutgoing: (message) =>
      changed(
        insertOutgoing.get({
          ...message,
          state: message.state ?? 'queued',
          isSynced: false,
          ownHash: undefined,
        }),
      ),
    mergeOwnCopy: (copy) =>
      database.transaction(() => {
        const known = found(byKey.get({ ...copy }));
        if (known === undefined) {
          const row = insertOutgoing.get({ ...copy, clock: 'network', state: 'sent', isSynced: true });
          return { row: changed(row), outcome: 'inserted' };
        }
        const { id } = known;
        const row = merge.get({ id, ownHash: copy.ownHash });
        if (openDelivery.get({ id }) === undefined) return { row: changed(row), outcome: 'merged' };
        const kept = setState.get({ id, state: known.state, failure: known.failure });
        return { row: changed(kept), outcome: 'merged' };
      }),
    page: createMessagePager(database),
    firstUnread: (conversationId) => found(firstUnread.get({ conversationId })),
    countUnreadConversations: () => integer(existing(countUnread.get(), 'count'), 'total'),
    setState: (change) => changed(setState.get({ ...change, failure: change.failure })),
    restamp: (change) => changed(restamp.get(change)),
    setHashes: (change) =>
      changed(setHashes.get({ id: change.id, ownHash: change.ownHash, remoteHash: change.remoteHash })),
    markSynced: (id) => changed(markSynced.get({ id })),
    delete: (id) => remove.run({ id }) > 0,
  };
}
