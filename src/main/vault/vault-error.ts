import { AppError } from '../app-error.ts';

export type VaultErrorCode =
  /** The file cannot be read or written. */
  | 'vault-io'
  /** The file is not what it should be. */
  | 'vault-malformed'
  /** Written by a newer version of the app. */
  | 'vault-newer'
  /** The operating system's key store is not there or gives no answer for our key: another machine, another desktop, a reset key store. */
  | 'vault-locked'
  /** There is a database, and no key for it. */
  | 'vault-missing';

/** The key of the database could not be had. Nothing was changed on the disk. */
export class VaultError extends AppError<VaultErrorCode> {}
