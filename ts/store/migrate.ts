import type { Clock, Log } from '../util/index.ts';
import type { Database } from './driver/database.ts';
import { StoreError } from './errors.ts';
import { backupPath, moveIntoPlace, nascentPath, removeBackups, removeWithCompanions } from './files.ts';
import type { Migration } from './migrations/migration.ts';

export interface MigrateOptions {
  readonly database: Database;
  readonly path: string;
  readonly migrations: readonly Migration[];
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
}

/**
 * Brings a database to the newest schema and returns its version. Before a database that holds something is changed, an
 * encrypted copy is put beside it; the copy goes when the new schema has been opened once more. All steps are one
 * transaction.
 * @throws {StoreError} `store-newer-schema` (nothing is changed), `store-disk-full`, `store-corrupt`, `store-io`
 */
export function migrate(options: MigrateOptions): number {
  const { database, path, migrations, clock, log } = options;
  const from = schemaVersionOf(database);
  const to = migrations.length;
  if (from > to) throw new StoreError('store-newer-schema', { message: `version ${from}, known ${to}` });
  if (from === to) {
    removeBackups(path);
    return to;
  }
  const startMs = clock.monotonicMs();
  if (from > 0) backUp(database, path, from);
  apply(database, migrations.slice(from));
  log.write('info', 'store-migrated', { from, to, tookMs: Math.round(clock.monotonicMs() - startMs) });
  return to;
}

/** `user_version` of a database: 0 for an empty one. */
export function schemaVersionOf(database: Database): number {
  return Number(database.pragma('user_version') ?? 0);
}

function backUp(database: Database, path: string, version: number): void {
  removeBackups(path);
  const finished = backupPath(path, version);
  const unfinished = nascentPath(finished);
  try {
    database.prepare('VACUUM INTO $path').run({ path: unfinished });
  } catch (error) {
    removeWithCompanions(unfinished);
    throw error;
  }
  moveIntoPlace(unfinished, finished);
}

function apply(database: Database, pending: readonly Migration[]): void {
  // A step may build a table anew; its references are checked at the end instead of on the way.
  database.exec('PRAGMA foreign_keys = OFF');
  try {
    database.transaction(() => {
      for (const { sql, version, complete } of pending) {
        database.exec(sql);
        complete?.(database);
        database.exec(`PRAGMA user_version = ${version}`);
      }
      const broken = database.prepare('SELECT count(*) AS total FROM pragma_foreign_key_check').get();
      if (broken?.['total'] !== 0) throw new StoreError('store-corrupt', { message: 'broken references' });
    });
  } finally {
    database.exec('PRAGMA foreign_keys = ON');
  }
}
