import { toBase64 } from '../../util/index.ts';
import type { DeliveryFault } from '../faults.ts';
import type { StoredMessage } from '../message-table.ts';
import { credentialsFields, SUBACCOUNT_FLAG } from './authentication.ts';
import type { Credentials } from './authentication.ts';
import {
  accountField,
  integerField,
  isMessageHash,
  namespaceField,
  optional,
  timestampField,
  unsignedValue,
} from './fields.ts';
import type { Account, Params } from './fields.ts';
import type { LocalMethod } from './method.ts';
import { isReadableByAnybody, isReadableWhenRevoked, namespaceInSignature } from './namespaces.ts';
import type { NodeStorage } from './node-storage.ts';
import { invalidRequest, RpcError } from './rpc.ts';

const MAX_ANSWER_BYTES = 7_800_000;
const DEFAULT_PART = 5;
/** What a message costs beside its data: the members of the answer around it, and its hash. */
const MESSAGE_OVERHEAD_BYTES = 143;

interface Retrieve {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly namespace: number;
  readonly timestampMs: number | undefined;
  readonly lastHash: string | undefined;
  readonly maxCount: number;
  readonly maxSize: number;
}

/** The messages of a namespace in the order in which this node got them. Spec 02 §4.5. */
export const retrieve: LocalMethod<Retrieve> = {
  kind: 'local',

  parse: (params) => {
    const account = accountField(params, { orPubKey: true });
    const credentials = credentialsFields(params, account);
    return {
      account,
      credentials,
      namespace: namespaceField(params),
      timestampMs: credentials.signature === undefined ? undefined : timestampField(params, 'timestamp'),
      lastHash: lastHashField(params),
      ...limitFields(params),
    };
  },

  run: (request, node) => {
    node.requireSwarm(request.account);
    checkReader(request, node);
    const { account, namespace, lastHash, maxCount, maxSize } = request;
    const { delivery } = node.parts.faults();
    const { messages, more } = node.table.page({
      owner: account.hex,
      namespace,
      afterHash: delivery === 'repeated' ? undefined : lastHash,
      sizeOf,
      fits: (message, before) => before.count < maxCount && before.size + sizeOf(message) <= maxSize,
    });
    const handedOut = spoiled(messages, delivery);
    return { code: 200, body: { messages: handedOut.map(messageBody), more, ...node.stamp() } };
  },
};

function checkReader({ account, credentials, namespace, timestampMs }: Retrieve, node: NodeStorage): void {
  if (timestampMs === undefined) {
    if (isReadableByAnybody(namespace)) return;
    throw new RpcError(401, 'retrieve: request signature required');
  }
  node.requireRecent(timestampMs, 'retrieve timestamp too far from current time', { arrival: 'direct' });
  node.requireAuthentic(
    {
      account,
      credentials,
      signed: `retrieve${namespaceInSignature(namespace)}${timestampMs}`,
      flags: SUBACCOUNT_FLAG.read,
      evenRevoked: isReadableWhenRevoked(namespace),
    },
    'retrieve signature verification failed',
  );
}

function spoiled(messages: readonly StoredMessage[], delivery: DeliveryFault): readonly StoredMessage[] {
  switch (delivery) {
    case 'none':
      return messages;
    case 'reversed':
      return [...messages].reverse();
    case 'repeated':
      return messages.flatMap((message) => [message, message]);
  }
}

function sizeOf({ data }: StoredMessage): number {
  return MESSAGE_OVERHEAD_BYTES + Math.floor((data.length * 4) / 3);
}

function messageBody({ hash, timestamp, expiry, data }: StoredMessage) {
  return { hash, timestamp, expiration: expiry, data: toBase64(data) };
}

function lastHashField(params: Params): string | undefined {
  const [hash, alias] = [optional(params, 'last_hash'), optional(params, 'lastHash')];
  if (hash !== undefined && alias !== undefined)
    throw invalidRequest("Only one of 'last_hash' and 'lastHash' may be given");
  const value = hash ?? alias ?? '';
  if (value === '') return undefined;
  if (!isMessageHash(value)) throw invalidRequest('last_hash must be a message hash (43 characters)');
  return value;
}

function limitFields(params: Params): Pick<Retrieve, 'maxCount' | 'maxSize'> {
  const count = unsignedValue(optional(params, 'max_count') ?? 0, 'max_count');
  const given = integerField(params, 'max_size') ?? 0;
  const size = given === 0 && count === 0 ? -DEFAULT_PART : given;
  return { maxCount: count === 0 ? Number.POSITIVE_INFINITY : count, maxSize: sizeLimit(size) };
}

/** Positive: bytes; negative: that part of the largest answer; 0: the largest answer. */
function sizeLimit(size: number): number {
  if (size === 0) return MAX_ANSWER_BYTES;
  return size > 0 ? Math.min(size, MAX_ANSWER_BYTES) : Math.floor(MAX_ANSWER_BYTES / -size);
}
