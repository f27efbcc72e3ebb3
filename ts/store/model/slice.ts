/** What one call of a long work has done; while there is `more`, it is to be called again. */
export interface Slice<Row> {
  /** In no order. */
  readonly rows: readonly Row[];
  readonly more: boolean;
}
