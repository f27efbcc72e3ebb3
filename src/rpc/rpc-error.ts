import { AppError } from '../main/app-error.ts';

export type RpcErrorCode =
  /** The channel needs a window or a desktop. */
  | 'not-here'
  /** The command line cannot be used; `cause` says what is wrong. */
  | 'arguments-invalid'
  /** The key file cannot be read. */
  | 'key-file-io'
  /** The key file holds no key. */
  | 'key-file-malformed';

/** The engine without a window cannot do, or not start with, what it was given. */
export class RpcError extends AppError<RpcErrorCode> {}
