// Why a community server did not do what it was asked, in codes that a person can be told.

import { CommunityError } from '../../community/index.ts';
import { NetworkError } from '../../network/index.ts';
import { MessagingError } from '../errors.ts';
import type { CommunityState } from './community-state.ts';

export type CommunityFailure =
  | 'community-unreachable'
  | 'community-banned'
  | 'community-forbidden'
  | 'community-not-found'
  | 'community-key-wrong'
  | 'community-clock'
  | 'community-rate-limited'
  | 'community-filtered'
  | 'community-rejected';

/** A server that cannot open what was sealed to its key says this, by the last hop, without a word inside. */
const BAD_REQUEST = 400;

/** Whether the server does not have the key that we know it by. */
export function isKeyRefused(error: unknown): boolean {
  return error instanceof NetworkError && error.status === BAD_REQUEST;
}

/** Why a request failed; undefined for our own end, and for what is no matter of the server. */
export function failureOf(error: unknown): CommunityFailure | undefined {
  if (isKeyRefused(error)) return 'community-key-wrong';
  if (error instanceof NetworkError) {
    if (error.code === 'aborted' || error.code === 'closed') return undefined;
    return error.code === 'too-large' ? 'community-rejected' : 'community-unreachable';
  }
  return error instanceof CommunityError ? failureOfAnswer(error) : undefined;
}

function failureOfAnswer({ code }: CommunityError): CommunityFailure {
  switch (code) {
    case 'banned':
      return 'community-banned';
    case 'forbidden':
    case 'authentication-required':
    case 'authentication-failed':
      return 'community-forbidden';
    case 'not-found':
      return 'community-not-found';
    case 'clock-out-of-sync':
      return 'community-clock';
    case 'rate-limited':
      return 'community-rate-limited';
    case 'message-filtered':
      return 'community-filtered';
    case 'server-failed':
    case 'answer-invalid':
    case 'nonce-reused':
      return 'community-unreachable';
    default:
      return 'community-rejected';
  }
}

/** Whether another time may help, with nobody doing anything about it. */
export function isPassing(failure: CommunityFailure): boolean {
  return failure === 'community-unreachable' || failure === 'community-clock';
}

/** How a server or room is that answered so. */
export function stateAfter(failure: CommunityFailure | undefined): CommunityState {
  switch (failure) {
    case 'community-banned':
      return 'banned';
    case 'community-forbidden':
      return 'forbidden';
    case 'community-not-found':
      return 'gone';
    case 'community-key-wrong':
      return 'key-wrong';
    default:
      return 'unreachable';
  }
}

/**
 * The result of `ask`, its failures as ours.
 * @throws {MessagingError} of a {@link CommunityFailure}
 */
export async function asked<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    const failure = failureOf(cause);
    throw failure === undefined ? cause : new MessagingError(failure, { cause });
  }
}
