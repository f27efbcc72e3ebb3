import { toBase64, utf8 } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asCount, asRecord } from '../json.ts';
import type { NodeId } from '../nodes/service-node.ts';
import { credentials } from './auth.ts';
import type { StorageAuth } from './auth.ts';
import { namespaceText } from './calls.ts';
import type { RpcCall } from './calls.ts';
import { isSignedBy, swarmEntries } from './response-signatures.ts';

/** Proof that a swarm has a message. */
export interface StoreReceipt {
  /** 43 characters of unpadded base64. */
  readonly hash: string;
  /** The message's timestamp at the nodes. */
  readonly storedAtMs: number;
  readonly expiresAtMs: number;
  /** How many nodes of the swarm signed for it. */
  readonly storedOn: number;
  /** The hops it took, guard first. */
  readonly path: readonly NodeId[];
}

export interface StoreRequest {
  readonly account: string;
  readonly namespace: number;
  readonly data: Uint8Array;
  readonly ttlMs: number;
  readonly auth?: StorageAuth;
}

export const MAX_STORE_BYTES = 76_800;

const HASH = /^[A-Za-z0-9+/]{43}$/;

/**
 * The request to store (spec 02 §4.4), signed when `auth` is given. A message may be older than its signature, which nodes take for
 * a minute only: then `signedAtMs` is the time of the signature, and `timestampMs` that of the message.
 */
export function storeCall(
  request: StoreRequest,
  { timestampMs, signedAtMs }: { readonly timestampMs: number; readonly signedAtMs?: number },
): RpcCall {
  const { account, namespace, data, ttlMs, auth } = request;
  const signed =
    auth === undefined
      ? {}
      : {
          ...credentials(auth, utf8(`store${namespaceText(namespace)}${signedAtMs ?? timestampMs}`)),
          ...(signedAtMs === undefined ? {} : { sig_timestamp: signedAtMs }),
        };
  return {
    method: 'store',
    params: {
      ...signed,
      pubkey: account,
      namespace,
      data: toBase64(data),
      ttl: ttlMs,
      timestamp: timestampMs,
    },
  };
}

/**
 * The receipt in the answer to a store. Signatures of nodes outside `members` count for nothing.
 * @throws {NetworkError} `node-failed` unless a member signed for the hash.
 */
export function readReceipt(
  body: unknown,
  sent: {
    readonly members: ReadonlySet<NodeId>;
    readonly timestampMs: number;
    readonly ttlMs: number;
    readonly path: readonly NodeId[];
  },
): StoreReceipt {
  const answer = asRecord(body, 'store answer');
  const hash = answer['hash'];
  if (typeof hash !== 'string' || !HASH.test(hash))
    throw new NetworkError('node-failed', { message: 'no hash' });
  const message = utf8(hash);
  const proofs = swarmEntries(answer).filter(
    ([node, entry]) =>
      sent.members.has(node) && entry['hash'] === hash && isSignedBy(node, message, entry['signature']),
  );
  if (proofs.length === 0) throw new NetworkError('node-failed', { message: 'nobody signed' });
  const expiries = proofs.flatMap(([, entry]) => asCount(entry['expiry']) ?? []);
  return {
    hash,
    storedAtMs: sent.timestampMs,
    expiresAtMs: expiries.length === 0 ? sent.timestampMs + sent.ttlMs : Math.min(...expiries),
    storedOn: proofs.length,
    path: sent.path,
  };
}
