import type { Database, Statement } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import { StoreError } from '../errors.ts';
import type { MessageCursor, MessagePage, MessagePageQuery, MessageRow } from '../model/messages.ts';
import { existing } from './existing.ts';
import { MESSAGE_COLUMNS, messageRow } from './message-row.ts';

/** After every row: with it the newest page is a search like any other. */
const NEWEST: MessageCursor = { sentAtMs: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

interface Stretch {
  readonly conversationId: number;
  readonly from: MessageCursor;
  readonly limit: number;
}

/** Reads a conversation in windows by (sent-at, id), so that the cost of a page does not depend on where it lies. */
export function createMessagePager(database: Database): (query: MessagePageQuery) => MessagePage {
  const older = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND (sent_at_ms, id) < ($sentAtMs, $id)
    ORDER BY sent_at_ms DESC, id DESC ${LIMIT}`);
  const newer = database.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM messages
    WHERE conversation_id = $conversationId AND (sent_at_ms, id) > ($sentAtMs, $id)
    ORDER BY sent_at_ms, id ${LIMIT}`);
  const anyOlder = database.prepare(`
    SELECT id FROM messages
    WHERE conversation_id = $conversationId AND (sent_at_ms, id) < ($sentAtMs, $id) LIMIT 1`);
  const anyNewer = database.prepare(`
    SELECT id FROM messages
    WHERE conversation_id = $conversationId AND (sent_at_ms, id) > ($sentAtMs, $id) LIMIT 1`);
  const centre = database.prepare(
    `SELECT ${MESSAGE_COLUMNS} FROM messages WHERE id = $id AND conversation_id = $conversationId`,
  );

  const olderThan = ({ conversationId, from, limit }: Stretch): readonly MessageRow[] =>
    older.all({ conversationId, sentAtMs: from.sentAtMs, id: from.id, limit }).map(messageRow).reverse();
  const newerThan = ({ conversationId, from, limit }: Stretch): readonly MessageRow[] =>
    newer.all({ conversationId, sentAtMs: from.sentAtMs, id: from.id, limit }).map(messageRow);

  const exists = (statement: Statement, conversationId: number, from: MessageCursor | undefined): boolean =>
    from !== undefined &&
    statement.get({ conversationId, sentAtMs: from.sentAtMs, id: from.id }) !== undefined;

  const rowsOf = (query: MessagePageQuery): readonly MessageRow[] => {
    const { conversationId, limit } = query;
    if (query.after !== undefined) return newerThan({ conversationId, from: query.after, limit });
    if (query.around === undefined) {
      return olderThan({ conversationId, from: query.before ?? NEWEST, limit });
    }
    const middle = messageRow(existing(centre.get({ id: query.around, conversationId }), 'message'));
    const half = Math.floor((limit - 1) / 2);
    const before = olderThan({ conversationId, from: middle, limit: half });
    const after = newerThan({ conversationId, from: middle, limit: limit - 1 - before.length });
    const missing = limit - before.length - 1 - after.length;
    const [oldest = middle] = before;
    const earlier = missing > 0 ? olderThan({ conversationId, from: oldest, limit: missing }) : [];
    return [...earlier, ...before, middle, ...after];
  };

  return (query) => {
    if (!Number.isSafeInteger(query.limit) || query.limit < 1) {
      throw new StoreError('store-conflict', { message: 'limit of a page' });
    }
    const { conversationId, before, after } = query;
    const rows = rowsOf(query);
    // A page without rows lies just behind its cursor, whose own row is then on the other side.
    const oldest = rows[0] ?? (after === undefined ? before : { ...after, id: after.id + 1 });
    const newest = rows.at(-1) ?? (before === undefined ? after : { ...before, id: before.id - 1 });
    return {
      rows,
      hasOlder: exists(anyOlder, conversationId, oldest),
      hasNewer: exists(anyNewer, conversationId, newest),
    };
  };
}
