import { fromBase64, isCodedError, utf8 } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asArray, asCount, asRecord } from '../json.ts';
import { credentials } from './auth.ts';
import type { StorageAuth } from './auth.ts';
import { namespaceText } from './calls.ts';
import type { RpcCall } from './calls.ts';
import { maxSizes } from './max-size.ts';
import { MAX_STORE_BYTES } from './store.ts';

export interface RetrieveQuery {
  readonly namespace: number;
  /** Hash of the last message seen on the same node. */
  readonly lastHash?: string;
}

export interface StoredMessage {
  readonly hash: string;
  readonly data: Uint8Array;
  readonly storedAtMs: number;
  readonly expiresAtMs: number;
}

export interface RetrieveResult {
  readonly namespace: number;
  /** In the node's order. */
  readonly messages: readonly StoredMessage[];
  /** The node has more: ask again with the hash of the last one. */
  readonly more: boolean;
  /** We may not read it (any more), though others of the query. */
  readonly isRefused?: true;
}

/**
 * We ask for this part of what a node would send at most (7.8 MB): a page small enough to be read between two breaths of the
 * engine, and `more` says when to ask again.
 */
export const PAGE_PART = 24;

const HASH = /^[A-Za-z0-9+/_-]{1,100}$/;

/** One retrieve (spec 02 §4.5). `maxSize`: −k is 1/k of 7.8 MB, else bytes. */
export interface RetrieveRequest extends RetrieveQuery {
  readonly maxSize?: number;
  /** Messages at most. */
  readonly maxCount?: number;
}

/** A retrieve signed at `timestampMs` of the network (spec 02 §4.5). */
export function retrieveRequest(
  auth: StorageAuth,
  request: RetrieveRequest,
  { timestampMs }: { readonly timestampMs: number },
): RpcCall {
  const message = utf8(`retrieve${namespaceText(request.namespace)}${timestampMs}`);
  return { method: 'retrieve', params: { ...credentials(auth, message), ...paramsOf(request, timestampMs) } };
}

/** A retrieve from a namespace that anybody may read (spec 02 §4.2); old nodes want a timestamp all the same. */
export function unsignedRetrieveRequest(
  account: string,
  request: RetrieveRequest,
  { timestampMs }: { readonly timestampMs: number },
): RpcCall {
  return { method: 'retrieve', params: { pubkey: account, ...paramsOf(request, timestampMs) } };
}

/** One retrieve for each query, signed at `timestampMs` (spec 02 §4.5); each answer at most 1/`pagePart` of its share. */
export function retrieveRequests(
  auth: StorageAuth,
  queries: readonly RetrieveQuery[],
  { timestampMs, pagePart }: { readonly timestampMs: number; readonly pagePart: number },
): readonly RpcCall[] {
  const sizes = new Map(
    maxSizes(queries.map(({ namespace }) => namespace)).map(({ namespace, maxSize }) => [
      namespace,
      maxSize * pagePart,
    ]),
  );
  return queries.map((query) => {
    const maxSize = sizes.get(query.namespace);
    return retrieveRequest(auth, maxSize === undefined ? query : { ...query, maxSize }, { timestampMs });
  });
}

function paramsOf(
  { namespace, lastHash, maxSize, maxCount }: RetrieveRequest,
  timestampMs: number,
): Readonly<Record<string, unknown>> {
  return {
    namespace,
    timestamp: timestampMs,
    last_hash: lastHash ?? '',
    ...(maxSize === undefined ? {} : { max_size: maxSize }),
    ...(maxCount === undefined ? {} : { max_count: maxCount }),
  };
}

/**
 * One page of messages.
 * @throws {NetworkError} `bad-response` when anything in it is not as it should be.
 */
export function readPage(namespace: number, body: unknown): RetrieveResult {
  const page = asRecord(body, 'retrieve answer');
  const messages = asArray(page['messages'], 'messages').map(readMessage);
  return { namespace, messages, more: page['more'] === true };
}

function readMessage(value: unknown): StoredMessage {
  const { hash, data, timestamp, expiration } = asRecord(value, 'message');
  const [storedAtMs, expiresAtMs] = [asCount(timestamp), asCount(expiration)];
  if (typeof hash !== 'string' || !HASH.test(hash))
    throw new NetworkError('bad-response', { message: 'message hash' });
  if (typeof data !== 'string' || storedAtMs === undefined || expiresAtMs === undefined) {
    throw new NetworkError('bad-response', { message: 'message fields' });
  }
  return { hash, data: readData(data), storedAtMs, expiresAtMs };
}

function readData(text: string): Uint8Array {
  try {
    const data = fromBase64(text);
    if (data.length <= MAX_STORE_BYTES) return data;
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new NetworkError('bad-response', { cause });
  }
  throw new NetworkError('bad-response', { message: 'oversized message' });
}
