import { CodedError } from '../../util/index.ts';

export type FileServerErrorCode =
  /** There is no such file any more. */
  | 'file-not-found'
  /** It was there, until the time that we were told has come. */
  | 'file-expired'
  /** More than the server takes: 10,000,000 bytes. */
  | 'file-too-large'
  /** The server believes our signed timestamp is a day off or more. */
  | 'clock-out-of-sync'
  /** The server refuses the request for what it is. */
  | 'file-request-rejected'
  /** The server could not do its work; another time it may. */
  | 'file-server-failed'
  /** The server does not understand what is sealed for any key that we know of it. */
  | 'file-server-key-wrong'
  /** An answer that is none. */
  | 'file-answer-invalid'
  /** Not the URL of a file, or of a file on a server that nobody knows. */
  | 'file-url-invalid'
  | 'file-server-unknown'
  | 'file-id-invalid';

/** What went wrong with a file server or the URL of a file. `status` is the server's, when it answered. */
export class FileServerError extends CodedError<FileServerErrorCode> {
  readonly status: number | undefined;

  constructor(
    code: FileServerErrorCode,
    details: { readonly message?: string; readonly cause?: unknown; readonly status?: number } = {},
  ) {
    super(code, details);
    this.status = details.status;
  }
}
