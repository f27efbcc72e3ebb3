import { integer } from '../driver/columns.ts';
import type { Database, SqlParameters, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { MessageContent, MessageRepository, MessageRow } from '../model/messages.ts';
import { searchTextOf } from '../search/folding.ts';
import { createCallRows } from './call-rows.ts';
import { encodeDetails } from './details.ts';
import { existing } from './existing.ts';
import { messageParameters } from './expiration-columns.ts';
import { createMessageExpiry } from './message-expiry.ts';
import { createMessagePager } from './message-pages.ts';
import { MESSAGE_COLUMNS, messageRow } from './message-row.ts';

const CONTENT_COLUMNS = `conversation_id, author_id, kind, body, search_text, sent_at_ms, received_at_ms, quote_author_id,
  quote_sent_at_ms, expiration_mode, expiration_timer_s, expiration_started_at_ms, expires_at_ms, details`;
const CONTENT_VALUES = `$conversationId, $authorId, $kind, $body, $searchText, $sentAtMs, $receivedAtMs, $quoteAuthorId,
  $quoteSentAtMs, $expirationMode, $expirationTimerS, $startedAtMs, $expiresAtMs, $details`;

/** The messages of a database. Summaries of conversations follow by the triggers of the schema. */
export function createMessageRepository(database: Database): MessageRepository {
  const byId = database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages WHERE id = $id`);
  const byKey = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND author_id = $authorId AND sent_at_ms = $sentAtMs`);
  const byHash = {
    own: database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages WHERE own_hash = $hash`),
    remote: database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages WHERE remote_hash = $hash`),
  };
  const byAuthor = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND author_id = $authorId AND sent_at_ms <= $upToSentAtMs
    ORDER BY sent_at_ms DESC ${LIMIT}`);
  const ownByTime = database.prepare(
    `SELECT ${MESSAGE_COLUMNS} FROM messages WHERE direction = 'outgoing' AND sent_at_ms = $sentAtMs`,
  );
  const quoting = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND quote_sent_at_ms = $sentAtMs AND quote_author_id = $authorId
    ORDER BY id`);
  const insertIncoming = database.prepare(`
    INSERT INTO messages (${CONTENT_COLUMNS}, direction, clock, state, is_unread, is_synced, mentions_us, own_hash,
      remote_hash)
    VALUES (${CONTENT_VALUES}, 'incoming', 'network', 'received',
      $countsAsUnread AND coalesce((SELECT $sentAtMs > last_read_ms FROM conversations WHERE id = $conversationId), 1),
      1, $mentionsUs, $ownHash, $remoteHash)
    ON CONFLICT (conversation_id, author_id, sent_at_ms) DO NOTHING RETURNING ${MESSAGE_COLUMNS}`);
  const insertOutgoing = database.prepare(`
    INSERT INTO messages (${CONTENT_COLUMNS}, direction, clock, state, is_unread, is_synced, own_hash,
      remote_hash)
    VALUES (${CONTENT_VALUES}, 'outgoing', $clock, $state, 0, $isSynced, $ownHash, $remoteHash)
    RETURNING ${MESSAGE_COLUMNS}`);
  const merge = database.prepare(`
    UPDATE messages SET
      own_hash = coalesce($ownHash, own_hash), remote_hash = coalesce($remoteHash, remote_hash), is_synced = 1,
      state = 'sent', failure = NULL
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);
  const openDelivery = database.prepare(
    `SELECT id FROM deliveries WHERE message_id = $id AND target = 'recipient' AND state <> 'stored'`,
  );
  const setState = database.prepare(`
    UPDATE messages SET state = $state, failure = $failure
    WHERE id = $id AND direction = 'outgoing' RETURNING ${MESSAGE_COLUMNS}`);
  const unchecked = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND clock = 'local' AND state = 'queued'
      AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message_id = messages.id)
    ORDER BY sent_at_ms, id`);
  const restamp = database.prepare(`
    UPDATE messages SET sent_at_ms = $sentAtMs, clock = $clock
    WHERE id = $id AND direction = 'outgoing' RETURNING ${MESSAGE_COLUMNS}`);
  const requote = database.prepare(`
    UPDATE messages SET quote_sent_at_ms = $sentAtMs
    WHERE conversation_id = $conversationId AND quote_sent_at_ms = $before AND quote_author_id = $authorId`);
  const requoteDraft = database.prepare(`
    UPDATE conversations SET draft_quote_sent_at_ms = $sentAtMs
    WHERE id = $conversationId AND draft_quote_sent_at_ms = $before AND draft_quote_author_id = $authorId`);
  const setHashes = database.prepare(`
    UPDATE messages SET own_hash = coalesce($ownHash, own_hash), remote_hash = coalesce($remoteHash, remote_hash)
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);
  const markSynced = database.prepare(
    `UPDATE messages SET is_synced = 1 WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`,
  );
  const markReadByPeer = database.prepare(`
    UPDATE messages SET read_at_ms = $readAtMs
    WHERE conversation_id = $conversationId AND author_id = $authorId AND direction = 'outgoing'
      AND sent_at_ms IN (SELECT value FROM json_each($sentAtMs)) AND read_at_ms IS NULL
    RETURNING id`);
  const setDetails = database.prepare(
    `UPDATE messages SET details = $details WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`,
  );
  const rewrite = database.prepare(`
    UPDATE messages SET
      body = $body, search_text = $searchText, quote_author_id = $quoteAuthorId, quote_sent_at_ms = $quoteSentAtMs,
      details = $details, mentions_us = $mentionsUs
    WHERE id = $id AND deletion IS NULL RETURNING ${MESSAGE_COLUMNS}`);
  const removeAttachments = database.prepare('DELETE FROM attachments WHERE message_id = $id');
  const removeReactions = database.prepare('DELETE FROM reactions WHERE message_id = $id');
  const leavePlaceholder = database.prepare(`
    UPDATE messages SET
      deletion = $deletion, body = '', search_text = NULL, is_unread = 0, mentions_us = 0, quote_author_id = NULL,
      quote_sent_at_ms = NULL, details = NULL
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);
  const firstUnread = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages WHERE conversation_id = $conversationId AND is_unread = 1
    ORDER BY sent_at_ms, id LIMIT 1`);
  const firstMention = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND is_unread = 1 AND mentions_us = 1
    ORDER BY sent_at_ms, id LIMIT 1`);
  const countUnread = database.prepare(`
    SELECT count(*) AS total FROM conversations
    WHERE unread_count > 0 AND shelf IN ('list', 'requests', 'hidden')`);
  const removeTimerUpdates = database.prepare(`
    DELETE FROM messages WHERE conversation_id = $conversationId AND kind = 'timer-update' RETURNING id`);
  const removeTimerUpdatesOf = database.prepare(`
    DELETE FROM messages
    WHERE conversation_id = $conversationId AND kind = 'timer-update' AND author_id = $authorId RETURNING id`);
  const removeOlderTimerUpdates = database.prepare(`
    DELETE FROM messages
    WHERE conversation_id = $conversationId AND kind = 'timer-update' AND author_id = $authorId AND id <> (
      SELECT id FROM messages
      WHERE conversation_id = $conversationId AND kind = 'timer-update' AND author_id = $authorId
      ORDER BY sent_at_ms DESC LIMIT 1
    ) RETURNING id`);
  const removeOlderTimerUpdatesOfAll = database.prepare(`
    DELETE FROM messages
    WHERE conversation_id = $conversationId AND kind = 'timer-update' AND id <> (
      SELECT id FROM messages WHERE conversation_id = $conversationId AND kind = 'timer-update'
      ORDER BY sent_at_ms DESC LIMIT 1
    ) RETURNING id`);
  const remove = database.prepare('DELETE FROM messages WHERE id = $id');

  const found = (row: SqlRow | undefined): MessageRow | undefined =>
    row === undefined ? undefined : messageRow(row);
  const changed = (row: SqlRow | undefined): MessageRow => messageRow(existing(row, 'message'));
  const idOf = (row: SqlRow): number => integer(row, 'id');

  return {
    ...createMessageExpiry(database),
    ...createCallRows(database),
    get: (id) => found(byId.get({ id })),
    require: (id) => changed(byId.get({ id })),
    find: ({ conversationId, authorId, sentAtMs }) =>
      found(byKey.get({ conversationId, authorId, sentAtMs })),
    findByHash: (hash, swarm) => byHash[swarm].all({ hash }).map(messageRow),
    byAuthor: ({ conversationId, authorId, upToSentAtMs, limit }) =>
      byAuthor.all({ conversationId, authorId, upToSentAtMs, limit }).map(messageRow),
    findOwn: (sentAtMs) => found(ownByTime.get({ sentAtMs })),
    quoting: ({ conversationId, authorId, sentAtMs }) =>
      quoting.all({ conversationId, authorId, sentAtMs }).map(messageRow),
    insertIncoming: (message) =>
      found(
        insertIncoming.get({
          ...contentParameters(message),
          countsAsUnread: message.countsAsUnread ?? true,
          mentionsUs: message.mentionsUs ?? false,
          ownHash: message.ownHash,
          remoteHash: message.remoteHash,
        }),
      ),
    insertOutgoing: (message) =>
      changed(
        insertOutgoing.get({
          ...contentParameters(message),
          clock: message.clock,
          state: message.state ?? 'queued',
          isSynced: false,
          ownHash: undefined,
          remoteHash: undefined,
        }),
      ),
    mergeOwnCopy: (copy) =>
      database.transaction(() => {
        const { conversationId, authorId, sentAtMs, ownHash, remoteHash } = copy;
        const known = found(byKey.get({ conversationId, authorId, sentAtMs }));
        if (known === undefined) {
          const state = { clock: 'network', state: 'sent', isSynced: true, ownHash, remoteHash };
          const row = insertOutgoing.get({ ...contentParameters(copy), ...state });
          return { row: changed(row), outcome: 'inserted' };
        }
        const { id } = known;
        const row = merge.get({ id, ownHash, remoteHash });
        if (openDelivery.get({ id }) === undefined) return { row: changed(row), outcome: 'merged' };
        const kept = setState.get({ id, state: known.state, failure: known.failure });
        return { row: changed(kept), outcome: 'merged' };
      }),
    page: createMessagePager(database),
    firstUnread: (conversationId) => found(firstUnread.get({ conversationId })),
    firstUnreadMention: (conversationId) => found(firstMention.get({ conversationId })),
    countUnreadConversations: () => integer(existing(countUnread.get(), 'count'), 'total'),
    setState: (change) => changed(setState.get({ ...change, failure: change.failure })),
    unchecked: (conversationId) => unchecked.all({ conversationId }).map(messageRow),
    restamp: (change) =>
      database.transaction(() => {
        const before = found(byId.get({ id: change.id }));
        const row = changed(restamp.get(change));
        if (before === undefined || before.sentAtMs === row.sentAtMs) return row;
        const { conversationId, authorId, sentAtMs } = row;
        const quote = { conversationId, authorId, sentAtMs, before: before.sentAtMs };
        requote.run(quote);
        requoteDraft.run(quote);
        return row;
      }),
    setHashes: (change) =>
      changed(setHashes.get({ id: change.id, ownHash: change.ownHash, remoteHash: change.remoteHash })),
    markSynced: (id) => changed(markSynced.get({ id })),
    markReadByPeer: ({ sentAtMs, ...receipt }) =>
      markReadByPeer.all({ ...receipt, sentAtMs: JSON.stringify(sentAtMs) }).map(idOf),
    rewrite: ({ id, body, quote, details, mentionsUs }) =>
      changed(
        rewrite.get({
          id,
          body,
          searchText: searchTextOf(body),
          quoteAuthorId: quote?.authorId,
          quoteSentAtMs: quote?.sentAtMs,
          details: encodeDetails(details),
          mentionsUs,
        }),
      ),
    setDetails: (id, details) => changed(setDetails.get({ id, details: encodeDetails(details) })),
    leavePlaceholder: (id, deletion) =>
      database.transaction(() => {
        removeAttachments.run({ id });
        removeReactions.run({ id });
        return changed(leavePlaceholder.get({ id, deletion }));
      }),
    deleteTimerUpdates: ({ conversationId, authorId }) =>
      (authorId === undefined
        ? removeTimerUpdates.all({ conversationId })
        : removeTimerUpdatesOf.all({ conversationId, authorId })
      ).map(idOf),
    deleteOlderTimerUpdates: ({ conversationId, authorId }) =>
      (authorId === undefined
        ? removeOlderTimerUpdatesOfAll.all({ conversationId })
        : removeOlderTimerUpdates.all({ conversationId, authorId })
      ).map(idOf),
    delete: (id) => remove.run({ id }) > 0,
  };
}

function contentParameters(message: MessageContent): SqlParameters {
  return {
    conversationId: message.conversationId,
    authorId: message.authorId,
    kind: message.kind ?? 'text',
    body: message.body,
    searchText: searchTextOf(message.body),
    sentAtMs: message.sentAtMs,
    receivedAtMs: message.receivedAtMs,
    quoteAuthorId: message.quote?.authorId,
    quoteSentAtMs: message.quote?.sentAtMs,
    ...messageParameters(message.expiration),
    details: encodeDetails(message.details),
  };
}
