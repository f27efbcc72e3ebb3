import { toBase64 } from '../../util/index.ts';
import type { BlindedId } from '../../account/index.ts';
import { asCount, asRecord } from '../json.ts';
import type { CommunityRequest } from '../request.ts';
import { numberSegment, queryOf, userSegment } from './paths.ts';

/** Which direct messages of ours (spec 05 §10). */
export interface InboxQuery {
  readonly box: 'inbox' | 'outbox';
  /** Only later ones than this id. */
  readonly since?: number;
  /** 1–256; 100 when not said. */
  readonly limit?: number;
}

/** @throws {CommunityError} `argument-invalid` */
export function inboxRequest({ box, since, limit }: InboxQuery): CommunityRequest {
  const path = since === undefined ? `/${box}` : `/${box}/since/${numberSegment(since)}`;
  return { method: 'GET', path: path + queryOf({ limit }) };
}

/**
 * Sends an encrypted direct message (spec 05 §10).
 * @throws {CommunityError} `argument-invalid`
 */
export function sendToInboxRequest(recipient: BlindedId, message: Uint8Array): CommunityRequest {
  const json = { message: toBase64(message) };
  return { method: 'POST', path: `/inbox/${userSegment(recipient)}`, body: { json } };
}

/** Deletes all that is in our inbox (spec 05 §10). */
export function clearInboxRequest(): CommunityRequest {
  return { method: 'DELETE', path: '/inbox' };
}

/** How many messages were deleted. @throws {CommunityError} `answer-invalid` */
export function readDeletedCount(json: unknown): number {
  return asCount(asRecord(json, 'answer')['deleted'], 'deleted');
}
