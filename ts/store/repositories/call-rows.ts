import type { Database } from '../driver/database.ts';
import type { MessageRepository } from '../model/messages.ts';
import { encodeDetails } from './details.ts';
import { existing } from './existing.ts';
import { MESSAGE_COLUMNS, messageRow } from './message-row.ts';

type CallRows = Pick<MessageRepository, 'findCall' | 'callsOfId' | 'ringingCalls' | 'hasAnyOf' | 'setCall'>;

/** The rows of calls, and what is asked about somebody who calls (spec 04 §6.3). */
export function createCallRows(database: Database): CallRows {
  const byCall = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND author_id = $authorId AND kind = 'call'
      AND details ->> '$.call.id' = $callId
    ORDER BY id LIMIT 1`);
  const byId = database.prepare(
    `SELECT ${MESSAGE_COLUMNS} FROM messages WHERE kind = 'call' AND details ->> '$.call.id' = $callId`,
  );
  const ringing = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE kind = 'call' AND details ->> '$.call.outcome' = 'ringing' ORDER BY id`);
  const anyOf = database.prepare(
    'SELECT id FROM messages WHERE conversation_id = $conversationId AND author_id = $authorId LIMIT 1',
  );
  const setCall = database.prepare(`
    UPDATE messages SET
      details = $details,
      is_unread = $isUnread AND sent_at_ms > (
        SELECT last_read_ms FROM conversations WHERE conversations.id = messages.conversation_id
      )
    WHERE id = $id RETURNING ${MESSAGE_COLUMNS}`);

  return {
    findCall: ({ conversationId, authorId, callId }) => {
      const row = byCall.get({ conversationId, authorId, callId });
      return row && messageRow(row);
    },
    callsOfId: (callId) => byId.all({ callId }).map(messageRow),
    ringingCalls: () => ringing.all().map(messageRow),
    hasAnyOf: ({ conversationId, authorId }) => anyOf.get({ conversationId, authorId }) !== undefined,
    setCall: ({ id, call, isUnread }) =>
      messageRow(existing(setCall.get({ id, isUnread, details: encodeDetails({ call }) }), 'message')),
  };
}
