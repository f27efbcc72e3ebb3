import { CommunityError } from './errors.ts';
import { asBytes, asList, asRecord, isAbsent, isRecord, refuse } from './json.ts';
import { batchEntry, isJson } from './request.ts';
import type { CommunityReply, CommunityRequest } from './request.ts';
import { isSuccess } from './reply-errors.ts';

const COMPOSITE: ReadonlySet<string> = new Set(['/batch', '/sequence']);

/**
 * Requests that the server answers all, whatever becomes of others (spec 05 §4).
 * @throws {CommunityError} `argument-invalid` for none, or for a batch or sequence among them.
 */
export function batchRequest(requests: readonly CommunityRequest[]): CommunityRequest {
  return composite('/batch', requests);
}

/**
 * Requests of which the server does the next only when it could do the one before (spec 05 §4).
 * @throws {CommunityError} as {@link batchRequest}
 */
export function sequenceRequest(requests: readonly CommunityRequest[]): CommunityRequest {
  return composite('/sequence', requests);
}

/**
 * The replies to the requests of a batch, in their order (spec 05 §4).
 * @param json the answer's, see `jsonOf`.
 * @throws {CommunityError} `answer-invalid`
 */
export function readBatch(json: unknown, requestCount: number): readonly CommunityReply[] {
  const replies = asList(json, 'batch').map(readEntry);
  return replies.length === requestCount ? replies : refuse('number of replies');
}

/**
 * The replies to the requests of a sequence: all of them, or those up to the first that is no success (spec 05 §4).
 * @throws {CommunityError} `answer-invalid`
 */
export function readSequence(json: unknown, requestCount: number): readonly CommunityReply[] {
  const replies = asList(json, 'sequence').map(readEntry);
  const firstFailure = replies.findIndex((reply) => !isSuccess(reply));
  const expected = firstFailure < 0 ? requestCount : firstFailure + 1;
  return replies.length === expected && expected <= requestCount ? replies : refuse('number of replies');
}

function composite(path: '/batch' | '/sequence', requests: readonly CommunityRequest[]): CommunityRequest {
  if (requests.length === 0) throw new CommunityError('argument-invalid', { message: 'no request' });
  if (requests.some((request) => COMPOSITE.has(request.path)))
    throw new CommunityError('argument-invalid', { message: 'nested requests' });
  return { method: 'POST', path, body: { json: requests.map(batchEntry) } };
}

/** A request that crashed the server has no headers. */
function readEntry(value: unknown): CommunityReply {
  const { code, headers: named, body } = asRecord(value, 'reply');
  if (!Number.isInteger(code)) return refuse('reply without code');
  const headers = isRecord(named) ? textHeaders(named) : {};
  return {
    status: code as number,
    headers,
    body: isJson(headers)
      ? { json: body }
      : { bytes: isAbsent(body) ? new Uint8Array() : asBytes(body, 'body') },
  };
}

function textHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
