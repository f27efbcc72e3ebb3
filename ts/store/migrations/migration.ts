import type { Database } from '../driver/database.ts';

/** A step from the schema before it to `version`. Once released it is never changed. */
export interface Migration {
  /** `user_version` of the database afterwards. */
  readonly version: number;
  readonly sql: string;
  /** What SQL cannot say; runs after `sql`, in the same transaction. */
  readonly complete?: (database: Database) => void;
}
