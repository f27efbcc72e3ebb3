import type { Database } from '../driver/database.ts';
import { openSqlcipher } from '../driver/sqlcipher.ts';
import { StoreError } from '../errors.ts';
import type { StoreErrorCode } from '../errors.ts';

/** `quick` finds broken structure, `full` every page that was altered and every index that lies. */
export type IntegrityDepth = 'quick' | 'full';

const CHECKS: Readonly<Record<IntegrityDepth, readonly string[]>> = {
  quick: ['PRAGMA quick_check', 'PRAGMA foreign_key_check'],
  full: [
    'PRAGMA cipher_integrity_check',
    'PRAGMA integrity_check',
    'PRAGMA foreign_key_check',
    // With rank 1 the index is compared with the text that it is made of.
    "INSERT INTO messages_fts (messages_fts, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO contacts_fts (contacts_fts, rank) VALUES ('integrity-check', 1)",
  ],
};

const TOO_DAMAGED: readonly StoreErrorCode[] = ['store-corrupt', 'store-io'];

/** Everything that is wrong with a database, in SQLite's words; empty for a sound one. */
export function checkIntegrity(database: Database, depth: IntegrityDepth): readonly string[] {
  return CHECKS[depth].flatMap((check) => linesOf(database, check)).filter((line) => line !== 'ok');
}

/**
 * Everything that is wrong with a database that nothing has open.
 * @throws {StoreError} but for damage, which is what it tells.
 */
export function checkFile({
  path,
  key,
}: {
  readonly path: string;
  readonly key: Uint8Array;
}): readonly string[] {
  let database: Database | undefined;
  try {
    database = openSqlcipher({ path, key });
    return checkIntegrity(database, 'full');
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store-corrupt')
      return ['the database cannot be opened'];
    throw error;
  } finally {
    database?.close();
  }
}

function linesOf(database: Database, check: string): readonly string[] {
  try {
    return database
      .prepare(check)
      .all()
      .map((row) => Object.values(row).join(' '));
  } catch (error) {
    // Too damaged to be checked to the end; the full-text indexes say it in their own way.
    if (error instanceof StoreError && TOO_DAMAGED.includes(error.code)) return [`${check} failed`];
    throw error;
  }
}
