import { closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Clock, Log } from '../util/index.ts';
import type { Database } from './driver/database.ts';
import { openSqlcipher } from './driver/sqlcipher.ts';
import { storeErrorOf } from './driver/sqlite-errors.ts';
import { StoreError } from './errors.ts';
import {
  claimPlace,
  ownNascentPath,
  refuseTruncated,
  removeCompanions,
  removeNascent,
  removeWithCompanions,
  whyUnreadable,
} from './files.ts';
import { Checkpoints } from './health/checkpoints.ts';
import { checkIntegrity } from './health/integrity.ts';
import { compact, emptyJournal, roomOf, tidySlice } from './health/maintenance.ts';
import { measure } from './health/measure.ts';
import { migrate } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import type { Store } from './model/store.ts';
import { createRepositories } from './repositories/index.ts';

export interface OpenStoreOptions {
  /** The database file; its folder and itself are made when absent. */
  readonly path: string;
  /** 32 bytes, used raw (spec 01 §10). Not kept without `onDamage`; the caller wipes it. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when a part of the open database cannot be read, in the middle of whatever has met it. */
  readonly onDamage?: (() => void) | undefined;
}

/**
 * Opens the encrypted database of a profile, brings its schema up to date and locks it against other processes.
 * A file that cannot be opened is left as it is.
 * @throws {StoreError} `store-wrong-key`, `store-newer-schema`, `store-corrupt`, `store-disk-full`, `store-locked`,
 *   `store-io`
 */
export function openStore(options: OpenStoreOptions): Store {
  return openStoreWith(options, allMigrations);
}

/** {@link openStore} with a list of migrations of its own, so that the way from one version to the next can be tested. */
export function openStoreWith(options: OpenStoreOptions, migrations: readonly Migration[]): Store {
  const { path, log } = options;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!existsSync(path)) createFile(options, migrations);
    refuseTruncated(path);
    const database = openExisting(options);
    const store = closingOnFailure(database, () => {
      const schemaVersion = migrate({ ...options, database, migrations });
      return storeOf(database, { path, schemaVersion });
    });
    removeNascent(path);
    log.write('info', 'store-opened', { schemaVersion: store.schemaVersion });
    return store;
  } catch (cause) {
    const error = storeErrorOf(cause);
    log.write('error', 'store-not-opened', { error });
    throw error;
  }
}

/**
 * A database takes its name only when its schema is complete: an empty file is therefore always a damaged one. Of several
 * processes that make one at once, one gives its own the name; the others find it.
 */
function createFile(options: OpenStoreOptions, migrations: readonly Migration[]): void {
  const { path } = options;
  const nascent = ownNascentPath(path);
  try {
    closeSync(openSync(nascent, 'wx', 0o600));
    const database = openSqlcipher({ path: nascent, key: options.key });
    closingOnFailure(database, () => migrate({ ...options, path: nascent, database, migrations }));
    database.close();
    // A journal without its database must not be replayed into the new one.
    if (!existsSync(path)) removeCompanions(path);
    claimPlace(nascent, path);
  } catch (error) {
    // Whoever was first may have cleared away what the others had begun.
    if (!existsSync(path)) throw error;
  } finally {
    removeWithCompanions(nascent);
  }
}

function openExisting({ path, key, onDamage }: OpenStoreOptions): Database {
  try {
    return openSqlcipher({ path, key, onDamage });
  } catch (cause) {
    const error = storeErrorOf(cause);
    if (sqliteCodeOf(error) !== 'SQLITE_NOTADB') throw error;
    throw new StoreError(whyUnreadable(path), { cause: error });
  }
}

function sqliteCodeOf(error: StoreError): unknown {
  return (error.cause as { readonly code?: unknown } | undefined)?.code;
}

function closingOnFailure<Result>(database: Database, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}

function storeOf(
  database: Database,
  { path, schemaVersion }: { readonly path: string; readonly schemaVersion: number },
): Store {
  const repositories = createRepositories(database);
  const checkpoints = new Checkpoints(database);
  return {
    ...repositories,
    schemaVersion,
    transaction: (work) => database.transaction(() => work(repositories)),
    integrityCheck: (depth = 'full') => checkIntegrity(database, depth),
    tidySlice: (pages) => tidySlice(database, { pages, emptiesJournal: !checkpoints.areHeld }),
    emptyJournal: () => {
      if (!checkpoints.areHeld && sizeOf(`${path}-wal`) > 0) emptyJournal(database);
    },
    copyTo: (to) => checkpoints.whileHeld(() => copyWithJournal(database, { from: path, to })),
    compact: () => compact(database),
    room: () => ({ ...roomOf(database), journalBytes: sizeOf(`${path}-wal`) }),
    measure: () => measure(database),
    close: () => database.close(),
  };
}

/** Bytes of a file; 0 when there is none. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** All that is committed lies in the file and its journal. Nothing is taken from one into the other meanwhile. */
async function copyWithJournal(
  database: Pick<Database, 'connections'>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { connections } = database;
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    removeWithCompanions(to);
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    // It only grows or, when all of it was in the file before, begins anew: however it is cut off, what it holds is whole.
    if (existsSync(`${from}-wal`)) await copyFile(`${from}-wal`, `${to}-wal`, constants.COPYFILE_FICLONE);
    // Connecting anew has moved the journal into the file.
    if (database.connections !== connections) throw new StoreError('store-corrupt');
  } catch (cause) {
    removeWithCompanions(to);
    throw storeErrorOf(cause);
  }
}
