import { AppError } from '../app-error.ts';

export type PasswordErrorCode =
  /** Not the password; when to try again is in {@link PasswordError.retryAfterMs}. */
  | 'password-wrong'
  /** Too soon after a wrong one: this try was not looked at. */
  | 'password-delayed'
  /** Another password is being tried or set right now. */
  | 'password-busy'
  | 'password-too-short'
  | 'password-too-long'
  | 'password-unprintable'
  | 'password-already-set'
  | 'password-not-set'
  /** A password is set, and was not given. */
  | 'password-needed'
  /** This machine has not enough memory free to derive the key. */
  | 'password-out-of-memory'
  /** The thread that derives the key has failed. */
  | 'password-failed';

/** Why nothing was done with a password. Nothing was changed on the disk. */
export class PasswordError extends AppError<PasswordErrorCode> {
  /** How long the next try has to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: PasswordErrorCode,
    details: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(code, details);
    this.retryAfterMs = details.retryAfterMs;
  }
}
