import { integer, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { ConversationRepository, ReadMessage } from '../model/conversations.ts';
import type { PersonId } from '../model/people.ts';
import { existing } from './existing.ts';
import { createMessageRemoval } from './message-removal.ts';

type Slices = Pick<ConversationRepository, 'markRead' | 'markReadSlice' | 'clearSlice' | 'deleteSlice'>;

/** What changes many messages of a conversation, a few at a time if asked. */
export function createConversationSlices(database: Database, remove: (id: number) => boolean): Slices {
  const raiseReadMark = database.prepare(`
    UPDATE conversations SET
      last_read_ms = max(last_read_ms, $upToSentAtMs), is_marked_unread = is_marked_unread AND $keepsMark
    WHERE id = $id RETURNING id`);
  const read = database.prepare(`
    UPDATE messages SET is_unread = 0
    WHERE conversation_id = $id AND is_unread = 1 AND sent_at_ms <= $upToSentAtMs`);
  const readSome = database.prepare(`
    UPDATE messages SET is_unread = 0 WHERE id IN (
      SELECT id FROM messages WHERE conversation_id = $id AND is_unread = 1 AND sent_at_ms <= $upToSentAtMs
      ORDER BY sent_at_ms, id ${LIMIT}
    ) RETURNING id, author_id, sent_at_ms`);
  const oldest = database.prepare(`
    SELECT id FROM messages WHERE conversation_id = $id AND sent_at_ms <= $upToSentAtMs
    ORDER BY sent_at_ms, id ${LIMIT}`);
  const removeSlice = createMessageRemoval(database);

  const clearSlice: Slices['clearSlice'] = ({
    id,
    upToSentAtMs = Number.MAX_SAFE_INTEGER,
    limit,
    inBulk = false,
  }) => {
    const { rows, more } = removeSlice(oldest, { id, upToSentAtMs, limit }, { inBulk });
    return { rows: rows.map((row) => row.id), more };
  };

  return {
    markRead: (mark) =>
      database.transaction(() => {
        existing(raiseReadMark.get({ ...mark, keepsMark: false }), 'conversation');
        return read.run(mark);
      }),
    markReadSlice: ({ limit, keepsMark = false, ...mark }) =>
      database.transaction(() => {
        existing(raiseReadMark.get({ ...mark, keepsMark }), 'conversation');
        const rows = readSome.all({ ...mark, limit }).map(readMessage);
        return { rows, more: rows.length === limit };
      }),
    clearSlice,
    deleteSlice: ({ id, ...slicing }) =>
      database.transaction(() => {
        const slice = clearSlice({ id, ...slicing });
        if (!slice.more) remove(id);
        return slice;
      }),
  };
}

function readMessage(row: SqlRow): ReadMessage {
  return {
    id: integer(row, 'id'),
    authorId: text(row, 'author_id') as PersonId,
    sentAtMs: integer(row, 'sent_at_ms'),
  };
}
