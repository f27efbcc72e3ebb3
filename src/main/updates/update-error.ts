import { AppError } from '../app-error.ts';

export type UpdateErrorCode =
  /** Not an envelope, or one that is too large. */
  | 'update-envelope-invalid'
  /** Too few of the keys that count have signed. */
  | 'update-signature-wrong'
  /** Signed, and yet not in order. */
  | 'update-manifest-invalid'
  | 'update-statement-invalid'
  /** Older than what was seen before. */
  | 'update-rolled-back'
  | 'update-expired'
  /** No answer, or none that says anything. */
  | 'update-unreachable'
  /** The release has no file for this computer. */
  | 'update-not-for-us'
  /** What was loaded is not what was signed, or did not arrive. */
  | 'update-download-failed'
  | 'update-install-failed';

/** Why there is no update; nothing has changed then. */
export class UpdateError extends AppError<UpdateErrorCode> {}
