import { integer, optional } from '../driver/columns.ts';
import type { Database, SqlRow, Statement } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { StoreStatistics } from '../model/health.ts';

/** Rows of an index that are passed over in one stroke: about a millisecond. */
const STRIDE = 2_000;
/** Rows that are read in one stroke. */
const PAGE = 100;

type Statements = ReturnType<typeof prepareMeasure>;

/** Statements that reach their rows through indexes, and stop. */
export function prepareMeasure(database: Pick<Database, 'prepare'>) {
  const page = { sql: LIMIT } as const;
  return {
    contacts: database.prepare('SELECT count(*) AS value FROM contacts'),
    jobs: database.prepare('SELECT count(*) AS value FROM jobs'),
    conversations: database.prepare(`SELECT id FROM conversations WHERE id > $after ORDER BY id ${page.sql}`),
    /** The last row of a stride, if there are so many. */
    stride: database.prepare(
      `SELECT sent_at_ms, id FROM messages
      WHERE conversation_id = $conversationId AND (sent_at_ms, id) > ($sentAtMs, $id)
      ORDER BY sent_at_ms, id LIMIT 1 OFFSET CAST($skipped AS INTEGER)`,
    ),
    rest: database.prepare(
      `SELECT count(*) AS value FROM messages
      WHERE conversation_id = $conversationId AND (sent_at_ms, id) > ($sentAtMs, $id)`,
    ),
    attachments: database.prepare(
      `SELECT attachments.id AS id, conversation_id, files.size AS size FROM attachments
      JOIN messages ON messages.id = message_id LEFT JOIN files ON files.id = file_id
      WHERE attachments.id > $after ORDER BY attachments.id ${page.sql}`,
    ),
    files: database.prepare(
      `SELECT id, size, EXISTS (SELECT 1 FROM attachments WHERE file_id = files.id) AS is_attached
      FROM files WHERE id > $after ORDER BY id ${page.sql}`,
    ),
  };
}

interface ConversationTally {
  readonly conversationId: number;
  messages: number;
  files: number;
  bytes: number;
}

/**
 * Counts everything in strokes of about a millisecond: the caller goes on with the next when others have had their turn. What is written in
 * between may be counted or not.
 */
export function* measure(database: Database): Generator<undefined, StoreStatistics> {
  const statements = prepareMeasure(database);
  const contacts = numberIn(statements.contacts);
  const jobs = numberIn(statements.jobs);
  yield;
  const tallies = new Map<number, ConversationTally>();
  for (const page of pages(statements.conversations)) {
    for (const row of page) {
      const conversationId = integer(row, 'id');
      const tally = { conversationId, messages: 0, files: 0, bytes: 0 };
      tallies.set(conversationId, tally);
      tally.messages = yield* countMessages(statements, conversationId);
    }
    yield;
  }
  let attachments = 0;
  for (const page of pages(statements.attachments)) {
    attachments += page.length;
    for (const row of page)
      addFile(tallies.get(integer(row, 'conversation_id')), optional(integer, row, 'size'));
    yield;
  }
  const attached = { files: 0, bytes: 0 };
  const others = { files: 0, bytes: 0 };
  for (const page of pages(statements.files)) {
    for (const row of page)
      addFile(integer(row, 'is_attached') === 1 ? attached : others, integer(row, 'size'));
    yield;
  }
  const byConversation = [...tallies.values()];
  const messages = byConversation.reduce((sum, tally) => sum + tally.messages, 0);
  return {
    rows: { contacts, conversations: tallies.size, messages, attachments, jobs },
    attached,
    others,
    byConversation,
  };
}

/** In strides over the index, so that one conversation of a million messages is many strokes. */
function* countMessages({ stride, rest }: Statements, conversationId: number): Generator<undefined, number> {
  let [counted, sentAtMs, id] = [0, -1, 0];
  for (;;) {
    const place = { conversationId, sentAtMs, id };
    const last = stride.get({ ...place, skipped: STRIDE - 1 });
    if (last === undefined) return counted + Number(rest.get(place)?.['value'] ?? 0);
    counted += STRIDE;
    [sentAtMs, id] = [integer(last, 'sent_at_ms'), integer(last, 'id')];
    yield;
  }
}

function* pages(statement: Statement): Generator<readonly SqlRow[]> {
  for (let after = 0; ;) {
    const rows = statement.all({ after, limit: PAGE });
    if (rows.length > 0) yield rows;
    const last = rows.length === PAGE ? rows.at(-1) : undefined;
    if (last === undefined) return;
    after = integer(last, 'id');
  }
}

function addFile(tally: { files: number; bytes: number } | undefined, size: number | undefined): void {
  if (tally === undefined || size === undefined) return;
  tally.files += 1;
  tally.bytes += size;
}

function numberIn(statement: Statement): number {
  return Number(statement.get()?.['value'] ?? 0);
}
