import type { Database, SqlParameters, SqlRow } from '../driver/database.ts';
import { StoreError } from '../errors.ts';

const CHUNK = 500;

/** A damaged database that is opened anew after every failure, because the cipher refuses everything after the first. */
export interface DamagedSource {
  /** Rows; undefined when they lie where nothing can be read. */
  read(sql: string, parameters?: SqlParameters): readonly SqlRow[] | undefined;
}

export interface TableShape {
  readonly name: string;
  /** Those that are stored. */
  readonly columns: readonly string[];
  /** Columns of the primary key of a table without row ids. */
  readonly key: readonly string[] | undefined;
}

/** A {@link DamagedSource}; `open` gives a fresh connection. */
export function damagedSource(open: () => Database): DamagedSource & { close(): void } {
  let database: Database | undefined;
  const close = (): void => {
    database?.close();
    database = undefined;
  };
  return {
    close,
    read: (sql, parameters) => {
      try {
        database ??= open();
        return database.prepare(sql).all(parameters);
      } catch (error) {
        if (!(error instanceof StoreError) || !['store-corrupt', 'store-io'].includes(error.code))
          throw error;
        close();
        return undefined;
      }
    },
  };
}

/** Hands every row that can be read to `keep`, in chunks, once each. */
export function rescueTable(
  source: DamagedSource,
  table: TableShape,
  keep: (rows: readonly SqlRow[]) => void,
): void {
  if (table.key === undefined) rescueByRowId(source, table, keep);
  else rescueByKey(source, { ...table, key: table.key }, keep);
}

/** Goes through the row ids; where a page is unreadable, leaps over it and looks back for the first row behind it. */
function rescueByRowId(
  source: DamagedSource,
  { name, columns }: TableShape,
  keep: (rows: readonly SqlRow[]) => void,
): void {
  const select = `SELECT rowid AS rescued_id, ${columns.join(', ')} FROM ${name} WHERE rowid >= $from
    ORDER BY rowid LIMIT $limit`;
  const from = (start: number, limit: number) => source.read(select, { from: start, limit });
  let start = 0;
  let limit = CHUNK;
  for (;;) {
    const rows = from(start, limit);
    if (rows !== undefined) {
      keep(rows);
      if (rows.length < limit) return;
      start = Number(rows.at(-1)?.['rescued_id']) + 1;
      limit = Math.min(CHUNK, limit * 2);
    } else if (limit > 1) {
      limit = Math.floor(limit / 4) || 1;
    } else {
      const next = behindDamage(start, (at) => from(at, 1) !== undefined);
      if (next === undefined) return;
      start = next;
    }
  }
}

/** The smallest row id after `start` from which something can be read; undefined when there is none. */
function behindDamage(start: number, isReadable: (rowId: number) => boolean): number | undefined {
  let unreadable = start;
  let leap = 1;
  while (!isReadable(start + leap)) {
    unreadable = start + leap;
    leap *= 2;
    if (!Number.isSafeInteger(start + leap)) return undefined;
  }
  let readable = start + leap;
  while (readable - unreadable > 1) {
    const middle = Math.floor((readable + unreadable) / 2);
    if (isReadable(middle)) readable = middle;
    else unreadable = middle;
  }
  return readable;
}

/** Goes forward until something is unreadable, then backward from the end: what lies between is lost. */
function rescueByKey(
  source: DamagedSource,
  { name, columns, key }: TableShape & { readonly key: readonly string[] },
  keep: (rows: readonly SqlRow[]) => void,
): void {
  if (walkKeys(source, { name, columns, key, isForward: true }, keep)) return;
  walkKeys(source, { name, columns, key, isForward: false }, keep);
}

interface Walk {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly isForward: boolean;
}

/** True when it came to the end. */
function walkKeys(
  source: DamagedSource,
  { name, columns, key, isForward }: Walk,
  keep: (rows: readonly SqlRow[]) => void,
): boolean {
  const order = key.map((column) => `${column} ${isForward ? 'ASC' : 'DESC'}`).join(', ');
  const beyond = `(${key.join(', ')}) ${isForward ? '>' : '<'} (${key.map((column) => `$${column}`).join(', ')})`;
  let last: SqlRow | undefined;
  let limit = CHUNK;
  for (;;) {
    const rows = source.read(
      `SELECT ${columns.join(', ')} FROM ${name} ${last === undefined ? '' : `WHERE ${beyond}`}
      ORDER BY ${order} LIMIT $limit`,
      { limit, ...(last === undefined ? {} : pick(last, key)) },
    );
    if (rows === undefined && limit === 1) return false;
    if (rows === undefined) {
      limit = Math.floor(limit / 4) || 1;
      continue;
    }
    keep(rows);
    if (rows.length < limit) return true;
    last = rows.at(-1);
  }
}

function pick(row: SqlRow, columns: readonly string[]): SqlParameters {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}
