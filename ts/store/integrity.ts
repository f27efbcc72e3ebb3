import type { Database } from './driver/database.ts';
import { StoreError } from './errors.ts';
import type { StoreErrorCode } from './errors.ts';

/** Authentication of every page, then structure, then references. */
const CHECKS = ['cipher_integrity_check', 'integrity_check', 'foreign_key_check'] as const;

const TOO_DAMAGED: readonly StoreErrorCode[] = ['store-corrupt', 'store-io'];

/** Everything that is wrong with a database, in SQLite's words; empty for a sound one. */
export function checkIntegrity(database: Database): readonly string[] {
  return CHECKS.flatMap((check) => linesOf(database, check)).filter((line) => line !== 'ok');
}

function linesOf(database: Database, check: string): readonly string[] {
  try {
    return database
      .prepare(`PRAGMA ${check}`)
      .all()
      .map((row) => Object.values(row).join(' '));
  } catch (error) {
    // Too damaged to be checked to the end; the full-text indexes say it in their own way.
    if (error instanceof StoreError && TOO_DAMAGED.includes(error.code)) return [`${check} failed`];
    throw error;
  }
}
