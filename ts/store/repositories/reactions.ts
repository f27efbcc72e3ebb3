import { integer, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { ReactionRepository, ReactionRow } from '../model/reactions.ts';
import type { PersonId } from '../model/people.ts';

/** Different emoji of one person at one message, also those taken away again: nobody fills the disk with them. */
const MAX_EMOJI_OF_SENDER = 50;

/** The reactions of a database. */
export function createReactionRepository(database: Database): ReactionRepository {
  const current = database.prepare(`
    SELECT action FROM reactions WHERE message_id = $messageId AND sender_id = $senderId AND emoji = $emoji`);
  const count = database.prepare(`
    SELECT count(*) AS count FROM reactions WHERE message_id = $messageId AND sender_id = $senderId`);
  const apply = database.prepare(`
    INSERT INTO reactions (message_id, sender_id, emoji, action, sent_at_ms, since_ms)
    VALUES ($messageId, $senderId, $emoji, $action, $sentAtMs, $sentAtMs)
    ON CONFLICT (message_id, sender_id, emoji) DO UPDATE
    SET action = excluded.action, sent_at_ms = excluded.sent_at_ms,
      since_ms = CASE action WHEN excluded.action THEN since_ms ELSE excluded.since_ms END
    WHERE excluded.sent_at_ms > sent_at_ms`);
  const forMessages = database.prepare(`
    SELECT message_id, sender_id, emoji, since_ms FROM reactions
    WHERE message_id IN (SELECT value FROM json_each($messageIds)) AND action = 'react'
    ORDER BY message_id, since_ms, id`);

  return {
    apply: (reaction) =>
      database.transaction(() => {
        const { messageId, senderId, emoji, action, sentAtMs } = reaction;
        const known = current.get({ messageId, senderId, emoji });
        if (known === undefined && isFull(count.get({ messageId, senderId }))) return false;
        const before = known?.['action'] ?? 'remove';
        const isNew = apply.run({ messageId, senderId, emoji, action, sentAtMs }) > 0;
        return isNew && action !== before;
      }),
    forMessages: (messageIds) => forMessages.all({ messageIds: JSON.stringify(messageIds) }).map(reactionRow),
  };
}

function isFull(row: SqlRow | undefined): boolean {
  return row !== undefined && integer(row, 'count') >= MAX_EMOJI_OF_SENDER;
}

function reactionRow(row: SqlRow): ReactionRow {
  return {
    messageId: integer(row, 'message_id'),
    senderId: text(row, 'sender_id') as PersonId,
    emoji: text(row, 'emoji'),
    sentAtMs: integer(row, 'since_ms'),
  };
}
