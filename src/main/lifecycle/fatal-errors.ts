import { AppError } from '../app-error.ts';

export type FatalErrorCode =
  /** The profile's folder cannot be made or written to. */
  | 'profile-io'
  /** The page crashed again and again. */
  | 'page-lost'
  /** A fault in the main process itself. */
  | 'main-failed';

/** The app cannot go on. */
export class FatalError extends AppError<FatalErrorCode> {}
