import { integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlParameters, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { MessageHit, MessageHits, MessageSearch, PersonHit, SearchRepository } from '../model/search.ts';
import { MARKS, matchesIn } from '../search/matches.ts';
import { matchExpression } from '../search/query.ts';
import { CONTACT_COLUMNS, contactRow } from './contacts.ts';
import { MESSAGE_COLUMNS, messageRow } from './message-row.ts';

/** How many messages with the words one call looks at, so that no search blocks long. */
const MOST_EXAMINED = 2_000;
const BATCH = 200;
const LAST = Number.MAX_SAFE_INTEGER;

const ACCOUNT_ID_START = /^[0-9a-f]{4,66}$/;

/** Full-text search. By the order of arrival, never by rank: a rank needs every message that has the words. */
export function createSearchRepository(database: Database): SearchRepository {
  const found = database.prepare(`
    SELECT rowid, highlight(messages_fts, 1, '${MARKS.open}', '${MARKS.close}') AS marked FROM messages_fts
    WHERE messages_fts MATCH $match AND rowid < $before ORDER BY rowid DESC ${LIMIT}`);
  const foundIds = database.prepare(`
    SELECT rowid FROM messages_fts
    WHERE messages_fts MATCH $match AND rowid < $before ORDER BY rowid DESC ${LIMIT}`);
  const filtered = `
    FROM messages WHERE id IN (SELECT value FROM json_each($ids))
      AND ($authorId IS NULL OR author_id = $authorId)
      AND sent_at_ms >= $sentFromMs AND sent_at_ms < $sentBeforeMs
      AND CASE $kind WHEN 'media' THEN has_media WHEN 'voice' THEN has_voice WHEN 'files' THEN has_files
        WHEN 'links' THEN has_links ELSE 1 END
      AND NOT EXISTS (SELECT 1 FROM contacts WHERE account_id = author_id AND is_blocked = 1)
      AND NOT EXISTS (
        SELECT 1 FROM conversations WHERE conversations.id = messages.conversation_id AND is_blocked = 1
      )`;
  const rows = database.prepare(`SELECT ${MESSAGE_COLUMNS} ${filtered} ORDER BY id DESC`);
  const count = database.prepare(`SELECT count(*) AS total ${filtered}`);
  const peopleByName = database.prepare(`
    SELECT ${CONTACT_COLUMNS}, conversations.id AS conversation_id
    FROM contacts_fts CROSS JOIN contacts ON contacts.id = contacts_fts.rowid
      LEFT JOIN conversations ON conversations.peer_id = contacts.account_id
    WHERE contacts_fts MATCH $match AND (conversations.id IS NOT NULL OR contacts.is_approved = 1)
    ORDER BY conversations.last_active_ms DESC, contacts.id ${LIMIT}`);
  const peopleById = database.prepare(`
    SELECT ${CONTACT_COLUMNS}, conversations.id AS conversation_id
    FROM contacts LEFT JOIN conversations ON conversations.peer_id = contacts.account_id
    WHERE contacts.account_id >= $start AND contacts.account_id < $start || 'g'
      AND (conversations.id IS NOT NULL OR contacts.is_approved = 1)
    ORDER BY contacts.account_id ${LIMIT}`);
  const conversationsByName = database.prepare(`
    SELECT conversations.id
    FROM conversations_fts CROSS JOIN conversations ON conversations.id = conversations_fts.rowid
    WHERE conversations_fts MATCH $match AND shelf <> 'hidden'
    ORDER BY conversations.last_active_ms DESC, conversations.id ${LIMIT}`);
  const conversationsById = database.prepare(`
    SELECT id FROM conversations
    WHERE peer_id >= $start AND peer_id < $start || 'g' AND kind = 'group' AND shelf <> 'hidden'
    ORDER BY peer_id ${LIMIT}`);

  const expressionOf = ({ text: typed, conversationId }: MessageSearch): string | undefined => {
    const words = matchExpression(typed, (term) => database.tokens(term));
    if (words === undefined) return undefined;
    return conversationId === undefined
      ? `body : (${words})`
      : `place : "c${conversationId}" AND body : (${words})`;
  };

  /** The next messages with the words, those that fit the filter with what was found in them. */
  const batchOf = (query: MessageSearch, { match, before, limit }: BatchQuery): Batch => {
    const marked = new Map(
      found.all({ match, before, limit }).map((row) => [integer(row, 'rowid'), text(row, 'marked')]),
    );
    const ids = [...marked.keys()];
    const hits = rows.all(filterOf(query, ids)).map((row) => {
      const message = messageRow(row);
      return { message, matches: matchesIn(message.body, marked.get(message.id) ?? '') };
    });
    return { hits, examined: ids.length, last: ids.length < limit ? undefined : ids.at(-1) };
  };

  const page = (query: MessageSearch, { match, before, limit }: BatchQuery): MessageHits => {
    const hits: MessageHit[] = [];
    let next: number | undefined = before;
    for (let examined = 0; next !== undefined && hits.length < limit && examined < MOST_EXAMINED;) {
      const batch = batchOf(query, { match, before: next, limit: Math.min(limit, BATCH) });
      hits.push(...batch.hits);
      examined += batch.examined;
      next = batch.last;
    }
    const rest = hits.splice(limit);
    return { hits, next: rest.length > 0 ? hits.at(-1)?.message.id : next };
  };

  return {
    messages: ({ limit, before = LAST, ...query }) => {
      const match = expressionOf(query);
      if (match === undefined || limit < 1) return { hits: [], next: undefined };
      return page(query, { match, before, limit });
    },
    countMessages: ({ atMost, ...query }) => {
      const match = expressionOf(query);
      if (match === undefined) return 0;
      const ids = foundIds.all({ match, before: LAST, limit: atMost }).map((row) => integer(row, 'rowid'));
      const [row] = count.all(filterOf(query, ids));
      return row === undefined ? 0 : integer(row, 'total');
    },
    people: ({ text: typed, limit }) => {
      const match = matchExpression(typed, (term) => database.tokens(term));
      const named = match === undefined ? [] : peopleByName.all({ match, limit }).map(personHit);
      const start = typed.trim().toLowerCase();
      if (!ACCOUNT_ID_START.test(start)) return named;
      const known = new Set(named.map(({ contact }) => contact.accountId));
      const identified = [start, `05${start}`]
        .flatMap((each) => peopleById.all({ start: each, limit }))
        .map(personHit)
        .filter(({ contact }) => !known.has(contact.accountId));
      return [...named, ...identified].slice(0, limit);
    },
    named: ({ text: typed, limit }) => {
      const match = matchExpression(typed, (term) => database.tokens(term));
      const rows = match === undefined ? [] : conversationsByName.all({ match, limit });
      const start = typed.trim().toLowerCase();
      const identified = ACCOUNT_ID_START.test(start)
        ? [start, `03${start}`].flatMap((each) => conversationsById.all({ start: each, limit }))
        : [];
      return [...new Set([...rows, ...identified].map((row) => integer(row, 'id')))].slice(0, limit);
    },
  };
}

interface BatchQuery {
  readonly match: string;
  /** Id of a message. */
  readonly before: number;
  readonly limit: number;
}

interface Batch {
  readonly hits: readonly MessageHit[];
  /** How many messages had the words. */
  readonly examined: number;
  /** Id of the last of them, if there may be more. */
  readonly last: number | undefined;
}

function personHit(row: SqlRow): PersonHit {
  return { contact: contactRow(row), conversationId: optional(integer, row, 'conversation_id') };
}

function filterOf(query: MessageSearch, ids: readonly number[]): SqlParameters {
  return {
    ids: JSON.stringify(ids),
    authorId: query.authorId,
    sentFromMs: query.sentFromMs ?? 0,
    sentBeforeMs: query.sentBeforeMs ?? LAST,
    kind: query.kind,
  };
}
