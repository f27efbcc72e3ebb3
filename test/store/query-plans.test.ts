import { describe, expect, onTestFinished, test } from 'vitest';

import type { Database } from '../../ts/store/driver/database.ts';
import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { prepareMeasure } from '../../ts/store/health/measure.ts';
import { createRepositories } from '../../ts/store/repositories/index.ts';
import { KEY, temporaryPath, temporaryStore } from './support.ts';

/** Small lists that are always read whole. */
const READ_WHOLE = ['service_nodes', 'guards'];

function openDatabase(): Database {
  const path = temporaryPath();
  temporaryStore(path).close();
  const database = openSqlcipher({ path, key: KEY });
  onTestFinished(() => database.close());
  return database;
}

function planOf(database: Database, sql: string): readonly string[] {
  const parameters = Array.from(sql.matchAll(/\$(\w+)/g), ([, name]) => [name, undefined] as const);
  return database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(parameters.length === 0 ? undefined : Object.fromEntries(parameters))
    .map((row) => String(row['detail']));
}

/** A full-text index says SCAN too, and M when it looks words up, = when it looks a row up. */
function readsThrough(line: string, table: string): boolean {
  return new RegExp(`^SCAN ${table}\\b`).test(line) && !/ VIRTUAL TABLE INDEX \d+:[^ ]*[M=]/.test(line);
}

/** Every table is one that may grow to a million rows, but for the small lists. */
function scansOf(database: Database, plan: readonly string[]): readonly string[] {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map((row) => String(row['name']))
    .filter((name) => !READ_WHOLE.includes(name));
  return plan.filter((line) => tables.some((table) => readsThrough(line, table)));
}

/** What a trigger does, with parameters for the row that set it off. */
function statementsOf(trigger: string): readonly string[] {
  const body = /\bBEGIN\b(.+)\bEND$/s.exec(trigger)?.[1] ?? '';
  return body
    .replace(/\b(?:NEW|OLD)\.(\w+)/g, '$$$1')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

describe('a million messages', () => {
  test('are never read through by a statement of a repository', () => {
    const database = openDatabase();
    const statements: string[] = [];
    createRepositories({
      exec: (sql) => database.exec(sql),
      pragma: (source) => database.pragma(source),
      transaction: (work) => database.transaction(work),
      tokens: (text) => database.tokens(text),
      connections: database.connections,
      close: () => database.close(),
      prepare: (sql: string) => {
        statements.push(sql);
        return database.prepare(sql);
      },
    });
    expect(statements.length).toBeGreaterThan(50);
    for (const sql of statements) {
      // Forgetting an account empties whole tables, on purpose.
      if (/^DELETE FROM \w+$/.test(sql)) continue;
      const plan = planOf(database, sql);
      expect(scansOf(database, plan), sql).toEqual([]);
      const sorts = plan.some((line) => line.includes('TEMP B-TREE'));
      // Only the jobs at the heads of their queues, and people whose name fits, are sorted after they are found.
      if (sorts) expect(sql).toMatch(/FROM (?:heads|contacts_fts|conversations_fts)/);
      // A number that the planner sees is compiled into the statement, again for every call.
      expect(sql).not.toMatch(/LIMIT \$/);
    }
  });

  test('are never read through when they are counted, but for what one stroke reads', () => {
    const database = openDatabase();
    const statements: string[] = [];
    prepareMeasure({
      prepare: (sql) => {
        statements.push(sql);
        return database.prepare(sql);
      },
    });
    for (const sql of statements) {
      // Whole tables are counted by their smallest index, where they are small.
      if (/^SELECT count\(\*\) AS value FROM (?:contacts|jobs)$/.test(sql)) continue;
      const plan = planOf(database, sql);
      expect(scansOf(database, plan), sql).toEqual([]);
      expect(plan.join(), sql).not.toContain('TEMP B-TREE');
    }
  });

  test('are never read through by a trigger', () => {
    const database = openDatabase();
    const triggers = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").all();
    expect(triggers.length).toBeGreaterThan(0);
    for (const { sql } of triggers) {
      const statements = statementsOf(String(sql));
      expect(statements, String(sql)).not.toEqual([]);
      for (const statement of statements) {
        const plan = planOf(database, statement);
        expect(scansOf(database, plan), statement).toEqual([]);
        expect(plan.join()).not.toContain('TEMP B-TREE');
      }
    }
  });

  test('would be seen if they were', () => {
    const database = openDatabase();
    expect(scansOf(database, planOf(database, 'SELECT * FROM messages WHERE body = $body'))).toEqual([
      'SCAN messages',
    ]);
  });
});
