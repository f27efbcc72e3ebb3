import { fromUtf8, isCodedError } from '../util/index.ts';
import { CommunityError } from './errors.ts';
import type { CommunityErrorCode } from './errors.ts';
import { refuse } from './json.ts';
import type { CommunityReply } from './request.ts';

const MAX_TEXT = 300;

/** Texts that tell apart what one status means (spec 05 §3.2). */
const BLINDING_REQUIRED = [
  'Invalid authentication: this server requires the use of blinded ids',
  'This endpoint requires blinded pubkeys be used',
];
const AUTHENTICATION_REQUIRED = 'X-SOGS-* request authentication required';
const NONCE_REUSED = 'X-SOGS-Nonce cannot be reused';
const BANNED = 'Banned';
const RATE_LIMITED = 'Rate limited';

/** Whether the server did what it was asked. */
export function isSuccess({ status }: Pick<CommunityReply, 'status'>): boolean {
  return status >= 200 && status <= 299;
}

/**
 * The JSON of a good reply.
 * @throws {CommunityError} what {@link replyError} makes of one that is not; `answer-invalid` when it is no JSON.
 */
export function jsonOf(reply: CommunityReply): unknown {
  if (!isSuccess(reply)) throw replyError(reply);
  return 'json' in reply.body ? reply.body.json : refuse('not JSON');
}

/**
 * The bytes of a good reply, a view.
 * @throws {CommunityError} as {@link jsonOf}
 */
export function bytesOf(reply: CommunityReply): Uint8Array {
  if (!isSuccess(reply)) throw replyError(reply);
  return 'bytes' in reply.body ? reply.body.bytes : refuse('not bytes');
}

/**
 * Ends well when the server did what it was asked, whatever it said.
 * @throws {CommunityError} as {@link replyError}
 */
export function assertSuccess(reply: CommunityReply): void {
  if (!isSuccess(reply)) throw replyError(reply);
}

/** Why a server did not do what it was asked (spec 05 §3.2, §12). */
export function replyError(reply: CommunityReply): CommunityError {
  const { status } = reply;
  const message = textOf(reply);
  return new CommunityError(codeOf(status, message), { status, ...(message === '' ? {} : { message }) });
}

function codeOf(status: number, text: string): CommunityErrorCode {
  switch (status) {
    case 401:
      if (BLINDING_REQUIRED.includes(text)) return 'blinding-required';
      return text === AUTHENTICATION_REQUIRED ? 'authentication-required' : 'authentication-failed';
    case 400:
      return BLINDING_REQUIRED.includes(text) ? 'blinding-required' : 'request-rejected';
    case 403:
      return text === BANNED ? 'banned' : 'forbidden';
    case 404:
      return 'not-found';
    case 406:
      return 'image-unsuitable';
    case 412:
      return 'capability-missing';
    case 425:
      return text.includes(NONCE_REUSED) ? 'nonce-reused' : 'clock-out-of-sync';
    case 429:
      return text === RATE_LIMITED ? 'rate-limited' : 'message-filtered';
    default:
      return status >= 400 && status <= 499 ? 'request-rejected' : 'server-failed';
  }
}

/** The server's words, which are no secret and for no user. */
function textOf({ body }: CommunityReply): string {
  if ('json' in body) return '';
  try {
    return fromUtf8(body.bytes.subarray(0, MAX_TEXT)).trim();
  } catch (error) {
    if (isCodedError(error)) return '';
    throw error;
  }
}
