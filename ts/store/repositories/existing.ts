import { StoreError } from '../errors.ts';

/**
 * `row`, which the caller relies on.
 * @throws {StoreError} `store-not-found` when there is none.
 */
export function existing<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new StoreError('store-not-found', { message: what });
  return row;
}
