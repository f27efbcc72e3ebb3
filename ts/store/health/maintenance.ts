import type { Database } from '../driver/database.ts';
import { mergeIndexSlice } from '../search/index-upkeep.ts';
import type { StoreRoom, TidySlice } from '../model/health.ts';

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
  if (emptiesJournal) emptyJournal(database);
  return { more: false };
}

/** Moves the journal into the file and cuts it off: until then it holds pages as they were before something was deleted. */
export function emptyJournal(database: Database): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** Writes the database anew without gaps: seconds for a large one, and as much room again meanwhile. */
export function compact(database: Database): void {
  // A database from before this mode gets it when it is written anew.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('VACUUM');
}

/** How large the file is, and how much of that holds nothing. */
export function roomOf(database: Database): Pick<StoreRoom, 'databaseBytes' | 'freeBytes'> {
  const pageBytes = Number(database.pragma('page_size') ?? 0);
  return {
    databaseBytes: Number(database.pragma('page_count') ?? 0) * pageBytes,
    freeBytes: Number(database.pragma('freelist_count') ?? 0) * pageBytes,
  };
}
