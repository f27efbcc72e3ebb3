/** A step from the schema before it to `version`. Once released it is never changed. */
export interface Migration {
  /** `user_version` of the database afterwards. */
  readonly version: number;
  readonly sql: string;
}
