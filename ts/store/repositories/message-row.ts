import type { AccountId } from '../../account/index.ts';
import { flag, integer, optional, text } from '../driver/columns.ts';
import type { SqlRow } from '../driver/database.ts';
import type {
  MessageClock,
  MessageDirection,
  MessageKind,
  MessageRow,
  MessageState,
} from '../model/messages.ts';

/** The columns that {@link messageRow} reads. */
export const MESSAGE_COLUMNS = `id, conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms,
  clock, state, failure, is_unread, is_synced, own_hash, remote_hash`;

/** A row with {@link MESSAGE_COLUMNS} as the rest of the engine sees it. */
export function messageRow(row: SqlRow): MessageRow {
  return {
    id: integer(row, 'id'),
    conversationId: integer(row, 'conversation_id'),
    authorId: text(row, 'author_id') as AccountId,
    direction: text(row, 'direction') as MessageDirection,
    kind: text(row, 'kind') as MessageKind,
    body: text(row, 'body'),
    sentAtMs: integer(row, 'sent_at_ms'),
    receivedAtMs: integer(row, 'received_at_ms'),
    clock: text(row, 'clock') as MessageClock,
    state: text(row, 'state') as MessageState,
    failure: optional(text, row, 'failure'),
    isUnread: flag(row, 'is_unread'),
    isSynced: flag(row, 'is_synced'),
    ownHash: optional(text, row, 'own_hash'),
    remoteHash: optional(text, row, 'remote_hash'),
  };
}
