import { CodedError } from '../../util/index.ts';

export type BackupErrorCode =
  /** The file does not begin as a backup does. */
  | 'backup-not-one'
  /** Written by a newer version of the application. */
  | 'backup-newer'
  | 'backup-wrong-password'
  /** The file ends before the backup does. */
  | 'backup-truncated'
  /** Something in it was altered, or it holds what no backup holds. */
  | 'backup-damaged';

/** A backup that cannot be restored; never carries keys or paths. */
export class BackupError extends CodedError<BackupErrorCode> {}
