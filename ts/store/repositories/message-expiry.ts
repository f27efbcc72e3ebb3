import { integer, optional } from '../driver/columns.ts';
import type { Database, SqlRow, Statement } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { MessageRepository, RemovedMessage } from '../model/messages.ts';
import type { Slice } from '../model/slice.ts';
import { existing } from './existing.ts';
import { MESSAGE_COLUMNS, messageRow } from './message-row.ts';

type Expiry = Pick<MessageRepository, 'setExpirationStart' | 'nextExpiryMs' | 'expireDue' | 'expireUnread'>;

/** How messages disappear (spec 04 §4.3, §4.4). */
export function createMessageExpiry(database: Database): Expiry {
  // A message without a mode has no clock: the schema refuses to start it.
  const setStart = database.prepare(`
    UPDATE messages SET
      expiration_started_at_ms = $startedAtMs,
      expires_at_ms = CASE WHEN $startedAtMs IS NULL THEN NULL
        ELSE coalesce($expiresAtMs, $startedAtMs + expiration_timer_s * 1000) END
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);
  const next = database.prepare(
    'SELECT min(expires_at_ms) AS expires_at_ms FROM messages WHERE expires_at_ms IS NOT NULL',
  );
  const expireDue = database.prepare(`
    DELETE FROM messages WHERE id IN (
      SELECT id FROM messages WHERE expires_at_ms <= $nowMs ORDER BY expires_at_ms, id ${LIMIT}
    ) RETURNING id, conversation_id`);
  const expireUnread = database.prepare(`
    DELETE FROM messages WHERE id IN (
      SELECT id FROM messages
      WHERE is_unread = 1 AND expiration_mode = 'after-read' AND sent_at_ms < $sentBeforeMs
      ORDER BY sent_at_ms ${LIMIT}
    ) RETURNING id, conversation_id`);

  const slice = (
    statement: Statement,
    query: { readonly limit: number; readonly [name: string]: number },
  ): Slice<RemovedMessage> => {
    const rows = statement.all(query).map(removedMessage);
    return { rows, more: rows.length === query.limit };
  };

  return {
    setExpirationStart: ({ id, startedAtMs, expiresAtMs }) =>
      messageRow(existing(setStart.get({ id, startedAtMs, expiresAtMs }), 'message')),
    nextExpiryMs: () => optional(integer, existing(next.get(), 'expiry'), 'expires_at_ms'),
    expireDue: (query) => slice(expireDue, { ...query }),
    expireUnread: (query) => slice(expireUnread, { ...query }),
  };
}

function removedMessage(row: SqlRow): RemovedMessage {
  return { id: integer(row, 'id'), conversationId: integer(row, 'conversation_id') };
}
