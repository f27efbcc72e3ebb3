import { blob, integer, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { FileRepository, FileRow } from '../model/files.ts';
import { existing } from './existing.ts';

const COLUMNS = 'id, path, size, key, reference_count, created_at_ms';

/** The files of a database. References are counted by the triggers of the schema. */
export function createFileRepository(database: Database): FileRepository {
  const byId = database.prepare(`SELECT ${COLUMNS} FROM files WHERE id = $id`);
  const insert = database.prepare(`
    INSERT INTO files (path, size, key, created_at_ms) VALUES ($path, $size, $key, $nowMs) RETURNING ${COLUMNS}`);
  const page = database.prepare(`SELECT ${COLUMNS} FROM files WHERE id > $afterId ORDER BY id ${LIMIT}`);
  const sweep = database.prepare(
    'DELETE FROM files WHERE reference_count = 0 AND created_at_ms < $createdBeforeMs',
  );
  const discard = database.prepare('DELETE FROM files WHERE id = $id AND reference_count = 0');
  const orphans = database.prepare(`SELECT path FROM orphan_files WHERE id > 0 ORDER BY id ${LIMIT}`);
  const forget = database.prepare('DELETE FROM orphan_files WHERE path = $path');

  return {
    get: (id) => {
      const row = byId.get({ id });
      return row === undefined ? undefined : fileRow(row);
    },
    create: (file) => fileRow(existing(insert.get(file), 'file')),
    page: ({ limit, afterId = 0 }) => page.all({ limit, afterId }).map(fileRow),
    discard: (id) => discard.run({ id }) > 0,
    sweep: (createdBeforeMs) => sweep.run({ createdBeforeMs }),
    orphans: (limit) => orphans.all({ limit }).map((row) => text(row, 'path')),
    forgetOrphan: (path) => void forget.run({ path }),
  };
}

function fileRow(row: SqlRow): FileRow {
  return {
    id: integer(row, 'id'),
    path: text(row, 'path'),
    size: integer(row, 'size'),
    key: blob(row, 'key'),
    referenceCount: integer(row, 'reference_count'),
    createdAtMs: integer(row, 'created_at_ms'),
  };
}
