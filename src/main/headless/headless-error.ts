import { AppError } from '../app-error.ts';

export type HeadlessErrorCode =
  /** `APP_USER_DATA`, the folder of the profile, is not set. */
  'user-data-missing';

/** The headless entry cannot start with what it was given. */
export class HeadlessError extends AppError<HeadlessErrorCode> {}
