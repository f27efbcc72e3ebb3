import type { Database } from '../driver/database.ts';

/** Whether the index of messages holds words of deleted ones: `due` until a merge of all of it begins, then `running`. */
const STATE = 'search.merge';

/** Whether deleting a message overwrites its words in the pages of the index, or only marks them. */
export function takeWordsOutAtOnce(database: Database, atOnce: boolean): void {
  database
    .prepare(
      "INSERT INTO messages_fts (messages_fts, rank) VALUES ('secure-delete', CAST($atOnce AS INTEGER))",
    )
    .run({ atOnce });
}

/** Words were only marked: {@link mergeIndexSlice} is to take them out. */
export function markForMerge(database: Database): void {
  setState(database, 'due');
}

/** Merges at most about `pages` pages of the index of messages; false when nothing (more) is to be merged. */
export function mergeIndexSlice(database: Database, pages: number): boolean {
  return database.transaction(() => {
    const state = stateOf(database);
    if (state === undefined) return false;
    const before = totalChanges(database);
    // A negative number begins a merge of everything.
    const rank = state === 'due' ? -pages : pages;
    database
      .prepare("INSERT INTO messages_fts (messages_fts, rank) VALUES ('merge', CAST($rank AS INTEGER))")
      .run({ rank });
    // One change is the command itself.
    const isDone = totalChanges(database) - before < 2;
    if (isDone) database.prepare('DELETE FROM settings WHERE key = $key').run({ key: STATE });
    else if (state === 'due') setState(database, 'running');
    return !isDone;
  });
}

function stateOf(database: Database): string | undefined {
  const value = database.prepare('SELECT value FROM settings WHERE key = $key').get({ key: STATE })?.[
    'value'
  ];
  return typeof value === 'string' ? (JSON.parse(value) as string) : undefined;
}

function setState(database: Database, state: 'due' | 'running'): void {
  database
    .prepare(
      `INSERT INTO settings (key, value) VALUES ($key, $value)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
    )
    .run({ key: STATE, value: JSON.stringify(state) });
}

function totalChanges(database: Database): number {
  return Number(database.prepare('SELECT total_changes() AS total').get()?.['total'] ?? 0);
}
