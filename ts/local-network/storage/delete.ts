import { namespaceInSignature } from './namespaces.ts';
import { requiredCredentials, SUBACCOUNT_FLAG } from './authentication.ts';
import type { Credentials } from './authentication.ts';
import {
  accountField,
  booleanField,
  messageHashesField,
  namespaceOrAllField,
  timestampField,
} from './fields.ts';
import type { Account } from './fields.ts';
import type { MemberAnswer, SwarmMethod } from './method.ts';
import type { NodeStorage } from './node-storage.ts';
import { RpcError } from './rpc.ts';
import { groupedByNamespace, hashesOf } from './selection.ts';
import type { Selection } from './selection.ts';

interface Delete {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly hashes: readonly string[];
  readonly required: boolean;
}

/** Deletes messages by hash. Spec 02 §4.6. */
export const deleteMessages: SwarmMethod<Delete> = {
  kind: 'swarm',

  parse: (params) => {
    const account = accountField(params);
    return {
      account,
      credentials: requiredCredentials(params, account),
      hashes: messageHashesField(params),
      required: booleanField(params, 'required'),
    };
  },

  check: ({ account, credentials, hashes }, node) => {
    node.requireAuthentic(
      { account, credentials, signed: `delete${hashes.join('')}`, flags: SUBACCOUNT_FLAG.delete },
      'delete_msgs signature verification failed',
    );
  },

  apply: ({ account, hashes }, node) => {
    const deleted = node.table.atomically(() => {
      const found = new Set(hashes.filter((hash) => node.table.find(account.hex, hash) !== undefined));
      for (const hash of found) node.table.delete(hash);
      return [...found].sort();
    });
    return { deleted, signature: node.sign([account.hex, ...hashes, ...deleted].join('')) };
  },

  summarize: ({ required }, results) => (required && results.every(nothingDeleted) ? { code: 404 } : {}),
};

interface DeleteAll {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly namespace: number | 'all';
  readonly timestampMs: number;
}

/** Deletes every message of a namespace, or of all. Spec 02 §4.7. */
export const deleteAll: SwarmMethod<DeleteAll> = {
  kind: 'swarm',

  parse: (params) => {
    const account = accountField(params);
    return {
      account,
      credentials: requiredCredentials(params, account),
      namespace: namespaceOrAllField(params),
      timestampMs: timestampField(params, 'timestamp'),
    };
  },

  check: ({ account, credentials, namespace, timestampMs }, node, { arrival }) => {
    node.requireRecent(timestampMs, 'delete_all timestamp too far from current time', { arrival });
    node.requireAuthentic(
      {
        account,
        credentials,
        signed: `delete_all${namespaceInSignature(namespace)}${timestampMs}`,
        flags: SUBACCOUNT_FLAG.delete,
      },
      'delete_all signature verification failed',
    );
  },

  apply: ({ account, namespace, timestampMs }, node) =>
    deleteSelection(node, { account, namespace, timeMs: timestampMs }, () => true),
};

interface DeleteBefore {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly namespace: number | 'all';
  readonly beforeMs: number;
}

/** Deletes the messages of a namespace, or of all, up to a timestamp. Spec 02 §4.8. */
export const deleteBefore: SwarmMethod<DeleteBefore> = {
  kind: 'swarm',

  parse: (params) => {
    const account = accountField(params);
    return {
      account,
      credentials: requiredCredentials(params, account),
      namespace: namespaceOrAllField(params),
      beforeMs: timestampField(params, 'before'),
    };
  },

  check: ({ account, credentials, namespace, beforeMs }, node, { arrival }) => {
    if (beforeMs > node.nowMs() + node.toleranceMs(arrival)) {
      throw new RpcError(401, 'delete_before timestamp too far in the future');
    }
    node.requireAuthentic(
      {
        account,
        credentials,
        signed: `delete_before${namespaceInSignature(namespace)}${beforeMs}`,
        flags: SUBACCOUNT_FLAG.delete,
      },
      'delete_before signature verification failed',
    );
  },

  apply: ({ account, namespace, beforeMs }, node) =>
    deleteSelection(node, { account, namespace, timeMs: beforeMs }, (timestampMs) => timestampMs <= beforeMs),
};

/** Deletes what `isMeant` says by its timestamp; `timeMs` is the time that the request and the answer's signature have. */
function deleteSelection(
  node: NodeStorage,
  { account, namespace, timeMs }: Selection,
  isMeant: (timestampMs: number) => boolean,
): MemberAnswer {
  const deleted = node.table.atomically(() => {
    const meant = node.table.all(account.hex, namespace).filter(({ timestamp }) => isMeant(timestamp));
    for (const { hash } of meant) node.table.delete(hash);
    return meant;
  });
  return {
    deleted: namespace === 'all' ? groupedByNamespace(deleted) : hashesOf(deleted),
    signature: node.sign([account.hex, timeMs, ...hashesOf(deleted)].join('')),
  };
}

function nothingDeleted({ deleted }: MemberAnswer): boolean {
  return Array.isArray(deleted) && deleted.length === 0;
}
