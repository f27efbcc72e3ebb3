import { fromBase64 } from '../../util/index.ts';
import type { Insertion, StoredMessage } from '../message-table.ts';
import { credentialsFields, SUBACCOUNT_FLAG } from './authentication.ts';
import type { Credentials } from './authentication.ts';
import {
  accountField,
  namespaceField,
  optional,
  required,
  timestampField,
  timestampValue,
  unsignedValue,
} from './fields.ts';
import type { Account, Params } from './fields.ts';
import { messageHash } from './message-hash.ts';
import type { MemberAnswer, SwarmMethod } from './method.ts';
import { isPublicInbox, isPublicOutbox, namespaceInSignature } from './namespaces.ts';
import type { Arrival, NodeStorage } from './node-storage.ts';
import { invalidRequest, RpcError } from './rpc.ts';

const MAX_DATA_BYTES = 76_800;
const MAX_DATA_CHARACTERS = 102_400;
const MIN_TTL_MS = 10_000;
const DAY_MS = 86_400_000;
const MAX_TTL_MS = { inbox: 14 * DAY_MS, other: 30 * DAY_MS } as const;
const CLOCK_TOLERANCE_MS: Readonly<Record<Arrival, number>> = { direct: 10_000, forwarded: 70_000 };

interface Store {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly namespace: number;
  readonly timestampMs: number;
  readonly signedAtMs: number;
  readonly expiryMs: number;
  readonly data: Uint8Array;
  readonly hash: string;
}

/** Keeps a message at every member of the account's swarm. Spec 02 §4.4. */
export const store: SwarmMethod<Store> = {
  kind: 'swarm',
  stampsOwn: true,

  parse: (params) => {
    const account = accountField(params, { orPubKey: true });
    const timestampMs = timestampField(params, 'timestamp', { orText: true });
    const namespace = namespaceField(params);
    const data = dataField(params);
    const signedAt = optional(params, 'sig_timestamp');
    return {
      account,
      credentials: credentialsFields(params, account),
      namespace,
      timestampMs,
      signedAtMs: signedAt === undefined ? timestampMs : timestampValue(signedAt, 'sig_timestamp'),
      expiryMs: expiryField(params, timestampMs),
      data,
      hash: messageHash({ account: account.bytes, namespace, data }),
    };
  },

  check: (request, node, { arrival }) => {
    checkTimes(request, node, arrival);
    if (isPublicInbox(request.namespace)) return;
    const { account, credentials, namespace, signedAtMs } = request;
    if (credentials.signature === undefined) {
      throw new RpcError(401, `store: signature required to store to namespace ${namespace}`);
    }
    node.requireRecent(signedAtMs, 'store signature timestamp too far from current time', { arrival });
    node.requireAuthentic(
      {
        account,
        credentials,
        signed: `store${namespaceInSignature(namespace)}${signedAtMs}`,
        flags: SUBACCOUNT_FLAG.write | (isPublicOutbox(namespace) ? SUBACCOUNT_FLAG.delete : 0),
      },
      'store signature verification failed',
    );
  },

  apply: (request, node) => {
    const { account, namespace, hash, timestampMs, expiryMs, data } = request;
    if (node.parts.faults().forgetful) return { hash, signature: node.sign(hash), expiry: expiryMs };
    const message = { hash, namespace, timestamp: timestampMs, expiry: expiryMs, data };
    const { expiry, existed } = isPublicOutbox(namespace)
      ? replaceOthers(node, account, message)
      : node.table.insert(account.hex, message);
    return { hash, signature: node.sign(hash), expiry, ...(existed ? { already: true } : {}) };
  },

  summarize: ({ account, namespace, hash, timestampMs }, results, node) => {
    const own = results[0] as MemberAnswer;
    node.parts.emit({
      type: 'stored',
      node: node.parts.record.id,
      account: account.hex,
      namespace,
      hash,
      timestampMs,
      expiryMs: own['expiry'] as number,
      already: own['already'] === true,
    });
    return { extra: { hash } };
  },
};

function checkTimes(request: Store, node: NodeStorage, arrival: Arrival): void {
  const { timestampMs, expiryMs, namespace } = request;
  const ttlMs = expiryMs - timestampMs;
  const longestMs = isPublicInbox(namespace) ? MAX_TTL_MS.inbox : MAX_TTL_MS.other;
  if (ttlMs < MIN_TTL_MS || ttlMs > longestMs) throw new RpcError(403, 'Provided expiry/TTL is not valid.');
  const toleranceMs = CLOCK_TOLERANCE_MS[arrival];
  const nowMs = node.nowMs();
  if (timestampMs > nowMs + toleranceMs || expiryMs < nowMs - toleranceMs) {
    throw new RpcError(406, 'Timestamp error: check your clock');
  }
}

/** The message comes first: an account without any would be forgotten with its revocations. */
function replaceOthers({ table }: NodeStorage, account: Account, message: StoredMessage): Insertion {
  return table.atomically(() => {
    const insertion = table.insert(account.hex, message);
    for (const { hash } of table.all(account.hex, message.namespace)) {
      if (hash !== message.hash) table.delete(hash);
    }
    return insertion;
  });
}

function expiryField(params: Params, timestampMs: number): number {
  const [ttl, expiry] = [optional(params, 'ttl'), optional(params, 'expiry')];
  if ((ttl === undefined) === (expiry === undefined)) {
    throw invalidRequest("Exactly one of 'ttl' and 'expiry' must be given");
  }
  return expiry === undefined
    ? timestampMs + unsignedValue(ttl, 'ttl', { orText: true })
    : timestampValue(expiry, 'expiry');
}

function dataField(params: Params): Uint8Array {
  const value = required(params, 'data');
  if (typeof value !== 'string') throw invalidRequest('data must be a string');
  const data = value.length > MAX_DATA_CHARACTERS ? undefined : decoded(value);
  if (data === undefined || data.length > MAX_DATA_BYTES) {
    throw invalidRequest(`Message body exceeds maximum allowed length of ${MAX_DATA_BYTES} bytes`);
  }
  return data;
}

function decoded(base64: string): Uint8Array {
  try {
    return fromBase64(base64);
  } catch {
    throw invalidRequest('data must be base64 encoded');
  }
}
