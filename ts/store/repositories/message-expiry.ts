import { integer, optional, text } from '../driver/columns.ts';
import type { Database } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { MessageRepository } from '../model/messages.ts';
import { existing } from './existing.ts';
import { createMessageRemoval } from './message-removal.ts';
import { MESSAGE_COLUMNS, messageRow } from './message-row.ts';

type Expiry = Pick<
  MessageRepository,
  'setExpirationStart' | 'startReadClocks' | 'nextExpiryMs' | 'expireDue' | 'expireUnread'
>;

/** How messages disappear (spec 04 §4.3, §4.4). */
export function createMessageExpiry(database: Database): Expiry {
  // A message without a mode has no clock: the schema refuses to start it.
  const setStart = database.prepare(`
    UPDATE messages SET
      expiration_started_at_ms = $startedAtMs,
      expires_at_ms = CASE WHEN $startedAtMs IS NULL THEN NULL
        ELSE coalesce($expiresAtMs, $startedAtMs + expiration_timer_s * 1000) END
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);
  const startRead = database.prepare(`
    UPDATE messages SET
      expiration_started_at_ms = $startedAtMs, expires_at_ms = $startedAtMs + expiration_timer_s * 1000
    WHERE conversation_id = $conversationId AND is_unread = 0 AND direction = 'incoming'
      AND expiration_mode = 'after-read' AND expiration_started_at_ms IS NULL
    RETURNING id, own_hash, expires_at_ms`);
  const next = database.prepare(
    'SELECT min(expires_at_ms) AS expires_at_ms FROM messages WHERE expires_at_ms IS NOT NULL',
  );
  const due = database.prepare(
    `SELECT id FROM messages WHERE expires_at_ms <= $nowMs ORDER BY expires_at_ms, id ${LIMIT}`,
  );
  const unread = database.prepare(`
    SELECT id FROM messages
    WHERE is_unread = 1 AND expiration_mode = 'after-read' AND sent_at_ms < $sentBeforeMs
    ORDER BY sent_at_ms ${LIMIT}`);
  const removeSlice = createMessageRemoval(database);

  return {
    setExpirationStart: ({ id, startedAtMs, expiresAtMs }) =>
      messageRow(existing(setStart.get({ id, startedAtMs, expiresAtMs }), 'message')),
    startReadClocks: ({ conversationId, startedAtMs }) =>
      startRead.all({ conversationId, startedAtMs }).map((row) => ({
        id: integer(row, 'id'),
        ownHash: optional(text, row, 'own_hash'),
        expiresAtMs: integer(row, 'expires_at_ms'),
      })),
    nextExpiryMs: () => optional(integer, existing(next.get(), 'expiry'), 'expires_at_ms'),
    expireDue: ({ inBulk = false, ...query }) => removeSlice(due, query, { inBulk }),
    expireUnread: ({ inBulk = false, ...query }) => removeSlice(unread, query, { inBulk }),
  };
}
