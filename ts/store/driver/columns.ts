import { StoreError } from '../errors.ts';
import type { SqlRow, SqlValue } from './database.ts';

/** @throws {StoreError} `store-corrupt` when the column does not hold text. */
export function text(row: SqlRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : fail(column);
}

/** @throws {StoreError} `store-corrupt` when the column does not hold a number. */
export function integer(row: SqlRow, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : fail(column);
}

/** Fresh bytes that nothing else looks at. @throws {StoreError} `store-corrupt` when the column does not hold bytes. */
export function blob(row: SqlRow, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? Uint8Array.from(value) : fail(column);
}

/** @throws {StoreError} `store-corrupt` when the column does not hold 0 or 1. */
export function flag(row: SqlRow, column: string): boolean {
  return integer(row, column) === 1;
}

/** `read` of a column that may be NULL. */
export function optional<Value>(
  read: (row: SqlRow, column: string) => Value,
  row: SqlRow,
  column: string,
): Value | undefined {
  return isNull(row[column]) ? undefined : read(row, column);
}

function isNull(value: SqlValue | undefined): boolean {
  return value === null || value === undefined;
}

function fail(column: string): never {
  throw new StoreError('store-corrupt', { message: `column ${column}` });
}
