import { StoreError } from '../errors.ts';
import type { StoreErrorCode } from '../errors.ts';

/** By the start of SQLite's extended result code; the first that fits. */
const CODES: readonly (readonly [string, StoreErrorCode])[] = [
  ['SQLITE_FULL', 'store-disk-full'],
  ['SQLITE_BUSY', 'store-locked'],
  ['SQLITE_LOCKED', 'store-locked'],
  ['SQLITE_NOTADB', 'store-corrupt'],
  ['SQLITE_CORRUPT', 'store-corrupt'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'store-not-found'],
  ['SQLITE_CONSTRAINT', 'store-conflict'],
];

/**
 * The {@link StoreError} for what the driver or the file system threw. SQLite's texts name tables and columns, never
 * values, so the cause may be kept.
 */
export function storeErrorOf(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StoreError('store-disk-full', { cause });
  const known = CODES.find(([start]) => code.startsWith(start));
  return new StoreError(known?.[1] ?? 'store-io', { cause });
}

/** True when SQLite may have ended the transaction by itself. Refused rows do not end it. */
export function endsTransaction(error: StoreError): boolean {
  return error.code !== 'store-conflict' && error.code !== 'store-not-found';
}

function codeOf(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
