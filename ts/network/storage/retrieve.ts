import { fromBase64, isCodedError, utf8 } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asArray, asCount, asRecord } from '../json.ts';
import type { StorageAuth } from './auth.ts';
import { credentials, namespaceText } from './calls.ts';
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
}

/**
 * We ask for this part of what a node would send at most (7.8 MB): a page small enough to be read between two breaths of the
 * engine, and `more` says when to ask again.
 */
export const PAGE_PART = 24;

/** Nodes take so many requests in one batch. */
export const MAX_QUERIES = 20;

const HASH = /^[A-Za-z0-9+/_-]{1,100}$/;

/** One retrieve for each query, signed at `timestampMs` (spec 02 §4.5), as a batch; each answer at most 1/`pagePart` of its share. */
export function retrieveCall(
  auth: StorageAuth,
  queries: readonly RetrieveQuery[],
  { timestampMs, pagePart }: { readonly timestampMs: number; readonly pagePart: number },
): RpcCall {
  const sizes = new Map(
    maxSizes(queries.map(({ namespace }) => namespace)).map(({ namespace, maxSize }) => [
      namespace,
      maxSize * pagePart,
    ]),
  );
  const requests = queries.map(({ namespace, lastHash }) => ({
    method: 'retrieve',
    params: {
      ...credentials(auth, utf8(`retrieve${namespaceText(namespace)}${timestampMs}`)),
      namespace,
      timestamp: timestampMs,
      last_hash: lastHash ?? '',
      max_size: sizes.get(namespace),
    },
  }));
  return { method: 'batch', params: { requests } };
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
