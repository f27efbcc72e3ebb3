import { closeSync, openSync } from 'node:fs';

import { toHex } from '../../util/index.ts';
import type { Database } from '../driver/database.ts';
import { openSqlcipher } from '../driver/sqlcipher.ts';
import { removeWithCompanions } from '../files.ts';
import { schemaVersionOf } from '../migrate.ts';

/** A database that nothing has open, and where it is to be written anew. */
export interface CopyUnderKey {
  readonly from: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly to: string;
  /** 32 bytes. */
  readonly newKey: Uint8Array;
}

/**
 * Writes a database anew under another key; seconds for a large one.
 * @throws {StoreError} `store-corrupt`, `store-disk-full`, `store-io`
 */
export function copyUnderKey({ from, key, to, newKey }: CopyUnderKey): void {
  removeWithCompanions(to);
  closeSync(openSync(to, 'wx', 0o600));
  const database = openSqlcipher({ path: from, key });
  try {
    exportInto(database, { path: to, key: newKey });
  } catch (error) {
    removeWithCompanions(to);
    throw error;
  } finally {
    database.close();
  }
}

function exportInto(
  database: Database,
  { path, key }: { readonly path: string; readonly key: Uint8Array },
): void {
  database.prepare('ATTACH $path AS copy KEY $key').run({ path, key: `x'${toHex(key)}'` });
  try {
    database.exec('PRAGMA copy.auto_vacuum = INCREMENTAL');
    database.prepare("SELECT sqlcipher_export('copy')").all();
    database.exec(`PRAGMA copy.user_version = ${schemaVersionOf(database)}`);
  } finally {
    database.exec('DETACH copy');
  }
}
