import { closeSync, openSync } from 'node:fs';

import { toHex } from '../../util/index.ts';
import type { Database } from '../driver/database.ts';
import { removeWithCompanions } from '../files.ts';
import { schemaVersionOf } from '../migrate.ts';

/** Writes a copy of a database under another key of 32 bytes; seconds for a large one. Not inside a transaction. */
export function snapshot(database: Database, path: string, key: Uint8Array): void {
  removeWithCompanions(path);
  closeSync(openSync(path, 'wx', 0o600));
  try {
    database.prepare('ATTACH $path AS copy KEY $key').run({ path, key: `x'${toHex(key)}'` });
    try {
      database.exec('PRAGMA copy.auto_vacuum = INCREMENTAL');
      database.prepare("SELECT sqlcipher_export('copy')").all();
      database.exec(`PRAGMA copy.user_version = ${schemaVersionOf(database)}`);
    } finally {
      database.exec('DETACH copy');
    }
  } catch (error) {
    removeWithCompanions(path);
    throw error;
  }
}
