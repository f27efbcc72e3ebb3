import { CodedError } from '../util/index.ts';

export type CommunityErrorCode =
  /** The server takes blinded IDs only: ask for its capabilities again. */
  | 'blinding-required'
  /** The request has to be signed. */
  | 'authentication-required'
  /** The server does not believe our signature. */
  | 'authentication-failed'
  /** Our clock and the server's are a day apart or more. */
  | 'clock-out-of-sync'
  /** A nonce was used before: sign again with a fresh one. */
  | 'nonce-reused'
  /** Banned from the whole server. */
  | 'banned'
  /** Not allowed, or banned from the room. */
  | 'forbidden'
  | 'not-found'
  /** The server refuses the request for what it is. */
  | 'request-rejected'
  /** The file named is no picture for a room. */
  | 'image-unsuitable'
  /** The server cannot do what was demanded of it. */
  | 'capability-missing'
  /** Too many posts: wait 16 s. */
  | 'rate-limited'
  /** The server's filter refuses the text, and will again. */
  | 'message-filtered'
  /** The server could not do its work; another time it may. */
  | 'server-failed'
  /** An answer, or a part of it, that is none. */
  | 'answer-invalid'
  /** Something that no request can ask for. */
  | 'argument-invalid'
  | 'url-invalid'
  /** A join URL without the key of the server. */
  | 'url-key-missing'
  /** An attachment that is not as long as its message says. */
  | 'file-size'
  /** A direct message that was not made for us, or not by who sent it. */
  | 'inbox-message-invalid';

/** What went wrong with a community server. `status` is the one that the server gave. */
export class CommunityError extends CodedError<CommunityErrorCode> {
  readonly status: number | undefined;

  constructor(
    code: CommunityErrorCode,
    details: { readonly message?: string; readonly cause?: unknown; readonly status?: number } = {},
  ) {
    super(code, details);
    this.status = details.status;
  }
}
