import { AppError } from '../app-error.ts';

export type LockErrorCode =
  /** The engine is not there until the password was given. */
  | 'app-locked'
  /** Clearing the device is offered on the lock screen only, and after some wrong passwords. */
  | 'lock-clear-refused';

/** Refused because of the state of the app lock. */
export class LockError extends AppError<LockErrorCode> {}
