import { integer } from '../driver/columns.ts';
import type { Database } from '../driver/database.ts';
import { mergeIndexSlice } from '../search/index-upkeep.ts';
import type { StoreStatistics, TidySlice } from '../model/health.ts';

const COUNTED = ['contacts', 'conversations', 'messages', 'attachments', 'files', 'jobs'] as const;

/**
 * Takes words of deleted messages out of the index, then gives free pages back to the file system; at most `pages` a call.
 * When none is left, empties the journal if it may.
 */
export function tidySlice(
  database: Database,
  { pages, emptiesJournal }: { readonly pages: number; readonly emptiesJournal: boolean },
): TidySlice {
  const limit = Math.max(1, Math.floor(pages));
  if (mergeIndexSlice(database, limit)) return { more: true };
  database.exec(`PRAGMA incremental_vacuum(${limit})`);
  if (Number(database.pragma('freelist_count') ?? 0) > 0) return { more: true };
  if (emptiesJournal) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return { more: false };
}

/** Writes the database anew without gaps: seconds for a large one, and as much room again meanwhile. */
export function compact(database: Database): void {
  // A database from before this mode gets it when it is written anew.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('VACUUM');
}

/** Counts rows and sizes; reads through indexes, some 50 ms for a million messages. */
export function statisticsOf(database: Database): StoreStatistics {
  const pageBytes = Number(database.pragma('page_size') ?? 0);
  const rows = Object.fromEntries(
    COUNTED.map((table) => [table, numberOf(database, `SELECT count(*) AS value FROM ${table}`)]),
  ) as StoreStatistics['rows'];
  return {
    databaseBytes: Number(database.pragma('page_count') ?? 0) * pageBytes,
    freeBytes: Number(database.pragma('freelist_count') ?? 0) * pageBytes,
    fileBytes: numberOf(database, 'SELECT coalesce(sum(size), 0) AS value FROM files'),
    rows,
    filesByConversation: database
      .prepare(
        `SELECT conversation_id, count(*) AS files, sum(files.size) AS bytes
        FROM attachments JOIN files ON files.id = file_id JOIN messages ON messages.id = message_id
        GROUP BY conversation_id ORDER BY bytes DESC`,
      )
      .all()
      .map((row) => ({
        conversationId: integer(row, 'conversation_id'),
        files: integer(row, 'files'),
        bytes: integer(row, 'bytes'),
      })),
  };
}

function numberOf(database: Database, sql: string): number {
  return Number(database.prepare(sql).get()?.['value'] ?? 0);
}
