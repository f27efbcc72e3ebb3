import { closeSync, copyFileSync, linkSync, openSync, rmSync } from 'node:fs';

import type { Clock } from '../../util/index.ts';
import { text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { openSqlcipher } from '../driver/sqlcipher.ts';
import { storeErrorOf } from '../driver/sqlite-errors.ts';
import { StoreError } from '../errors.ts';
import { damagedPath, moveIntoPlace, nascentPath, removeCompanions, removeWithCompanions } from '../files.ts';
import { migrate } from '../migrate.ts';
import type { MigrateOptions } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import type { RepairedTable, RepairReport } from '../model/health.ts';
import { stringSetting } from '../model/settings.ts';
import type { SettingKey } from '../model/settings.ts';
import { createSettingsRepository } from '../repositories/settings.ts';
import { damagedSource, rescueTable } from './damaged-table.ts';
import type { DamagedSource, TableShape } from './damaged-table.ts';
import { RECOUNT } from './recount.ts';

/** What the last repair saved: JSON of {@link RepairNote}. */
export const REPAIR_REPORT: SettingKey<string> = stringSetting('repair.report');

/** Whose profile it is, when a repair has lost the account itself with its seed; empty when nothing tells. All else may be there. */
export const LOST_ACCOUNT: SettingKey<string> = stringSetting('repair.lost-account');

/** What is kept of a report. */
export interface RepairNote {
  readonly atMs: number;
  /** Rows. */
  readonly copied: number;
  /** Rows, as far as it could be counted, with those that spoke of lost ones. */
  readonly lost: number;
}

export type RepairOptions = Omit<MigrateOptions, 'database' | 'migrations' | 'clock'> & {
  readonly key: Uint8Array;
  readonly clock: Clock;
};

/**
 * Copies everything that can be read of a damaged database into a new one, counts and indexes it anew and puts it in the old
 * one's place; the old one stays beside it. Nothing may have the database open. Seconds for a large one.
 * @throws {StoreError} `store-corrupt` when not even the list of tables can be read, or the schema is an old one; `store-locked`,
 *   `store-disk-full`, `store-io`. The damaged file is then where it was.
 */
export function repairStore(options: RepairOptions): RepairReport {
  const { path, key, log } = options;
  const nascent = nascentPath(path);
  const source = damagedSource(() => openSqlcipher({ path, key, isDamaged: true }));
  try {
    refuseOtherSchema(source);
    removeWithCompanions(nascent);
    closeSync(openSync(nascent, 'wx', 0o600));
    const target = openSqlcipher({ path: nascent, key });
    try {
      migrate({ ...options, path: nascent, database: target, migrations });
      const report = fill(target, source);
      note(target, { ...report, atMs: options.clock.nowMs() });
      noteLostAccount(target);
      target.close();
      source.close();
      keepDamaged(path);
      removeCompanions(path);
      moveIntoPlace(nascent, path);
      log.write('warn', 'store-repaired', { dropped: report.dropped });
      return { ...report, damagedPath: damagedPath(path) };
    } finally {
      target.close();
    }
  } catch (cause) {
    removeWithCompanions(nascent);
    throw storeErrorOf(cause);
  } finally {
    source.close();
  }
}

function note(
  target: Database,
  { tables, dropped, atMs }: Omit<RepairReport, 'damagedPath'> & { readonly atMs: number },
): void {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const report: RepairNote = {
    atMs,
    copied: sum(tables.map(({ copied }) => copied)) - dropped,
    lost: sum(tables.map(({ lost = 0 }) => Math.max(0, lost))) + dropped,
  };
  createSettingsRepository(target).set(REPAIR_REPORT, JSON.stringify(report));
}

/** Removes the file that {@link repairStore} left beside the repaired one. */
export function discardDamaged(path: string): void {
  rmSync(damagedPath(path), { force: true });
}

/** The seed comes back with the recovery password: of this account, and no other. */
function noteLostAccount(target: Database): void {
  if (target.prepare('SELECT 1 FROM account').get() !== undefined) return;
  const row = target
    .prepare(
      `SELECT coalesce(
        (SELECT account FROM configs WHERE account LIKE '05%' LIMIT 1),
        (SELECT account FROM last_hashes WHERE account LIKE '05%' LIMIT 1),
        (SELECT account FROM seen_hashes WHERE account LIKE '05%' LIMIT 1),
        (SELECT peer_id FROM conversations WHERE kind = 'note-to-self'),
        (SELECT author_id FROM messages WHERE direction = 'outgoing' AND author_id LIKE '05%' LIMIT 1),
        (SELECT '' FROM conversations LIMIT 1)) AS id`,
    )
    .get();
  const id = row?.['id'];
  if (typeof id === 'string') createSettingsRepository(target).set(LOST_ACCOUNT, id);
}

function refuseOtherSchema(source: DamagedSource): void {
  const [row] = source.read('SELECT user_version FROM pragma_user_version') ?? [];
  if (row?.['user_version'] !== migrations.length) {
    throw new StoreError('store-corrupt', { message: 'the schema cannot be read, or is an old one' });
  }
}

function fill(target: Database, source: DamagedSource): Omit<RepairReport, 'damagedPath'> {
  target.exec('PRAGMA foreign_keys = OFF');
  return target.transaction(() => {
    const triggers = target.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
    for (const trigger of triggers) target.exec(`DROP TRIGGER ${text(trigger, 'name')}`);
    const tables = tablesOf(target).map((table) => copyTable(target, source, table));
    copySequences(target, source);
    const dropped = dropDangling(target);
    for (const statement of RECOUNT) target.prepare(statement).run();
    for (const trigger of triggers) target.exec(text(trigger, 'sql'));
    return { tables, dropped };
  });
}

/** Tables of rows: not those of SQLite, nor the full-text indexes, which are made anew. */
function tablesOf(database: Database): readonly TableShape[] {
  return database
    .prepare(
      `SELECT name, wr FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name`,
    )
    .all()
    .map((row) => {
      const name = text(row, 'name');
      const columns = database
        .prepare(`SELECT name, pk FROM pragma_table_xinfo('${name}') WHERE hidden = 0 ORDER BY cid`)
        .all();
      const key = columns
        .filter((column) => Number(column['pk']) > 0)
        .sort((a, b) => Number(a['pk']) - Number(b['pk']))
        .map((column) => text(column, 'name'));
      return {
        name,
        columns: columns.map((column) => text(column, 'name')),
        key: row['wr'] === 1 ? key : undefined,
      };
    });
}

function copyTable(target: Database, source: DamagedSource, table: TableShape): RepairedTable {
  const { name, columns } = table;
  const insert = target.prepare(`
    INSERT OR IGNORE INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((column) => `$${column}`).join(', ')})`);
  let copied = 0;
  rescueTable(source, table, (rows) => {
    for (const row of rows) copied += insert.run(valuesOf(row, columns));
  });
  const [count] = source.read(`SELECT count(*) AS total FROM ${name}`) ?? [];
  return { name, copied, lost: count === undefined ? undefined : Number(count['total']) - copied };
}

function valuesOf(row: SqlRow, columns: readonly string[]): SqlRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** Ids of rows that are gone must not be given again. */
function copySequences(target: Database, source: DamagedSource): void {
  const raise = target.prepare('UPDATE sqlite_sequence SET seq = max(seq, $seq) WHERE name = $name');
  const add = target.prepare(`
    INSERT INTO sqlite_sequence (name, seq) SELECT $name, $seq
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = $name)`);
  for (const row of source.read('SELECT name, seq FROM sqlite_sequence') ?? []) {
    add.run(row);
    raise.run(row);
  }
}

/** Removes rows that speak of lost ones, until none is left; returns how many. */
function dropDangling(target: Database): number {
  let dropped = 0;
  for (const [child, column, parent] of REFERENCES) {
    dropped += target
      .prepare(
        `DELETE FROM ${child} WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT id FROM ${parent})`,
      )
      .run();
  }
  return dropped;
}

/** From the top down. References to files are only taken away. */
const REFERENCES = [
  ['messages', 'conversation_id', 'conversations'],
  ['attachments', 'message_id', 'messages'],
  ['reactions', 'message_id', 'messages'],
  ['deliveries', 'message_id', 'messages'],
  ['community_rooms', 'conversation_id', 'conversations'],
  ['community_rooms', 'server_id', 'community_servers'],
  ['posts', 'conversation_id', 'conversations'],
  ['posts', 'message_id', 'messages'],
  ['post_reactions', 'message_id', 'messages'],
  ['own_post_reactions', 'message_id', 'messages'],
  ['blinded_people', 'server_id', 'community_servers'],
] as const;

function keepDamaged(path: string): void {
  const kept = damagedPath(path);
  rmSync(kept, { force: true });
  try {
    linkSync(path, kept);
  } catch {
    // Not every file system has links.
    copyFileSync(path, kept);
  }
}
