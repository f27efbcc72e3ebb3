import { flag, integer, optional, text } from '../driver/columns.ts';
import type { SqlRow } from '../driver/database.ts';
import type {
  Deletion,
  MessageClock,
  MessageDirection,
  MessageKind,
  MessageRow,
  MessageState,
  QuoteKey,
} from '../model/messages.ts';
import type { PersonId } from '../model/people.ts';
import { decodeDetails } from './details.ts';
import { messageExpiration } from './expiration-columns.ts';

/** The columns that {@link messageRow} reads. */
export const MESSAGE_COLUMNS = `id, conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms,
  clock, state, failure, is_unread, is_synced, own_hash, remote_hash, deletion, mentions_us, quote_author_id,
  quote_sent_at_ms, expiration_mode, expiration_timer_s, expiration_started_at_ms, expires_at_ms, read_at_ms, has_media,
  has_voice, has_files, details`;

/** A row with {@link MESSAGE_COLUMNS} as the rest of the engine sees it. */
export function messageRow(row: SqlRow): MessageRow {
  const details = optional(text, row, 'details');
  return {
    id: integer(row, 'id'),
    conversationId: integer(row, 'conversation_id'),
    authorId: text(row, 'author_id') as PersonId,
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
    deletion: optional(text, row, 'deletion') as Deletion | undefined,
    mentionsUs: flag(row, 'mentions_us'),
    quote: quote(row),
    expiration: messageExpiration(row),
    readAtMs: optional(integer, row, 'read_at_ms'),
    hasMedia: flag(row, 'has_media'),
    hasVoice: flag(row, 'has_voice'),
    hasFiles: flag(row, 'has_files'),
    details: details === undefined ? undefined : decodeDetails(details),
  };
}

function quote(row: SqlRow): QuoteKey | undefined {
  const authorId = optional(text, row, 'quote_author_id');
  if (authorId === undefined) return undefined;
  return { authorId: authorId as PersonId, sentAtMs: integer(row, 'quote_sent_at_ms') };
}
