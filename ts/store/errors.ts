import { CodedError } from '../util/index.ts';

export type StoreErrorCode =
  /** The file has the shape of an encrypted database, and this key does not open it. */
  | 'store-wrong-key'
  /** Written by a newer version of the application. */
  | 'store-newer-schema'
  /** Truncated, damaged, or not a database of ours. */
  | 'store-corrupt'
  | 'store-disk-full'
  /** Another process has the file open. */
  | 'store-locked'
  | 'store-closed'
  /** The system refused to read or write, or the database refused a statement. */
  | 'store-io'
  /** The row that the call speaks of does not exist. */
  | 'store-not-found'
  /** The row breaks a rule of the schema, as a second one with the same key does. */
  | 'store-conflict';

/** A failure of the database; never carries keys, texts or parameters. */
export class StoreError extends CodedError<StoreErrorCode> {}
