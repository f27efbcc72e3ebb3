/** A value of a column. SQL knows null, so it ends here: the repositories give undefined. */
export type SqlValue = string | number | Uint8Array | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** What a statement takes by the names in it, without their `$`: undefined becomes NULL, booleans 0 and 1. */
export type SqlParameters = Readonly<Record<string, SqlValue | boolean | undefined>>;

/** A compiled statement. All of it runs before a call returns, so a failing commit is never missed. */
export interface Statement {
  /** Returns how many rows were changed, not counting those that triggers and cascades changed. */
  run(parameters?: SqlParameters): number;
  /** The first row. Meant for statements that yield one row at most. */
  get(parameters?: SqlParameters): SqlRow | undefined;
  all(parameters?: SqlParameters): readonly SqlRow[];
}

/**
 * All that the store wants of a database, so that the driver can be exchanged. Every failure is a
 * {@link StoreError}.
 */
export interface Database {
  exec(sql: string): void;
  /** The compiled statement, from a cache by its text. */
  prepare(sql: string): Statement;
  /** First column of the first row of `PRAGMA source`. */
  pragma(source: string): SqlValue | undefined;
  /** The words of a text as the full-text index sees them. */
  tokens(text: string): readonly string[];
  /** How often it has connected: one more each time it has met damage. What was set for a connection is gone then. */
  readonly connections: number;
  /** See {@link Store.transaction}. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}
