import { lacksFlag, requiredCredentials, SUBACCOUNT_FLAG } from './authentication.ts';
import type { Credentials } from './authentication.ts';
import {
  accountField,
  booleanField,
  messageHashesField,
  namespaceOrAllField,
  required,
  timestampField,
  timestampValue,
} from './fields.ts';
import type { Account, Params } from './fields.ts';
import type { SwarmMethod } from './method.ts';
import { namespaceInSignature } from './namespaces.ts';
import type { Arrival, NodeStorage } from './node-storage.ts';
import { invalidRequest, RpcError } from './rpc.ts';
import { groupedByNamespace, hashesOf } from './selection.ts';

/** No message lives longer than this from now on. */
const MAX_TTL_MS = 30 * 86_400_000;

/** What may happen to an expiry: it is set, or only ever later, or only ever earlier. */
type Direction = 'set' | 'extend' | 'shorten';

interface Expire {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly hashes: readonly string[];
  /** One for all, or one for each hash. */
  readonly expiriesMs: readonly number[];
  readonly direction: Direction;
}

/** Changes when messages expire. Spec 02 §4.9. */
export const expire: SwarmMethod<Expire> = {
  kind: 'swarm',

  parse: (params) => {
    const account = accountField(params);
    const hashes = messageHashesField(params);
    return {
      account,
      credentials: requiredCredentials(params, account),
      hashes,
      expiriesMs: expiriesField(params, hashes.length),
      direction: directionField(params),
    };
  },

  check: (request, node, { arrival }) => {
    const { account, credentials, hashes, expiriesMs, direction } = request;
    if (direction === 'shorten' && onlyExtends(request)) {
      throw invalidRequest('a subaccount without delete permission cannot shorten expiries');
    }
    for (const expiryMs of expiriesMs) requireFuture(expiryMs, node, { arrival, method: 'expire' });
    const word = direction === 'set' ? '' : direction;
    node.requireAuthentic(
      {
        account,
        credentials,
        signed: ['expire', word, ...expiriesMs, ...hashes].join(''),
        flags: SUBACCOUNT_FLAG.write,
      },
      'expire: signature verification failed',
    );
  },

  apply: (request, node) => {
    const { account, hashes, direction } = request;
    const latestMs = node.nowMs() + MAX_TTL_MS;
    const expiriesMs = request.expiriesMs.map((expiryMs) => Math.min(expiryMs, latestMs));
    const { updated, unchanged } = node.table.atomically(() =>
      applyExpiries({ ...request, expiriesMs }, node),
    );
    const hashesUpdated = [...updated.keys()].sort();
    const several = expiriesMs.length > 1;
    const applied = several ? hashesUpdated.map((hash) => updated.get(hash) as number) : expiriesMs;
    const unchangedPairs = direction === 'set' ? [] : [...unchanged].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      expiry: several ? applied : (applied[0] as number),
      updated: hashesUpdated,
      ...(direction === 'set' ? {} : { unchanged: Object.fromEntries(unchangedPairs) }),
      signature: node.sign(
        [account.hex, ...applied, ...hashes, ...hashesUpdated, ...unchangedPairs.flat()].join(''),
      ),
    };
  },
};

interface ExpireAll {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly namespace: number | 'all';
  readonly expiryMs: number;
}

/** Shortens the life of every message of a namespace, or of all. Spec 02 §4.10. */
export const expireAll: SwarmMethod<ExpireAll> = {
  kind: 'swarm',

  parse: (params) => {
    const account = accountField(params);
    return {
      account,
      credentials: requiredCredentials(params, account),
      namespace: namespaceOrAllField(params),
      expiryMs: timestampField(params, 'expiry'),
    };
  },

  check: ({ account, credentials, namespace, expiryMs }, node, { arrival }) => {
    requireFuture(expiryMs, node, { arrival, method: 'expire_all' });
    node.requireAuthentic(
      {
        account,
        credentials,
        signed: `expire_all${namespaceInSignature(namespace)}${expiryMs}`,
        flags: SUBACCOUNT_FLAG.delete,
      },
      'expire_all signature verification failed',
    );
  },

  apply: ({ account, namespace, expiryMs }, node) => {
    const updated = node.table.atomically(() => {
      const longer = node.table.all(account.hex, namespace).filter(({ expiry }) => expiry > expiryMs);
      for (const { hash } of longer) node.table.setExpiry(hash, expiryMs);
      return longer;
    });
    return {
      updated: namespace === 'all' ? groupedByNamespace(updated) : hashesOf(updated),
      signature: node.sign([account.hex, expiryMs, ...hashesOf(updated)].join('')),
    };
  },
};

interface Changes {
  readonly updated: ReadonlyMap<string, number>;
  readonly unchanged: ReadonlyMap<string, number>;
}

function applyExpiries(request: Expire, node: NodeStorage): Changes {
  const { account, hashes, expiriesMs } = request;
  const direction = onlyExtends(request) ? 'extend' : request.direction;
  const updated = new Map<string, number>();
  const unchanged = new Map<string, number>();
  hashes.forEach((hash, at) => {
    const found = node.table.find(account.hex, hash);
    if (found === undefined || updated.has(hash)) return;
    const expiryMs = expiriesMs[expiriesMs.length === 1 ? 0 : at] as number;
    if (isAllowed(direction, { fromMs: found.expiry, toMs: expiryMs })) {
      node.table.setExpiry(hash, expiryMs);
      updated.set(hash, expiryMs);
      unchanged.delete(hash);
    } else {
      unchanged.set(hash, found.expiry);
    }
  });
  return { updated, unchanged };
}

function isAllowed(
  direction: Direction,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): boolean {
  switch (direction) {
    case 'set':
      return true;
    case 'extend':
      return toMs > fromMs;
    case 'shorten':
      return toMs < fromMs;
  }
}

/** Whoever may write but not delete can let messages live longer, nothing else. */
function onlyExtends({ credentials }: Expire): boolean {
  return lacksFlag(credentials, SUBACCOUNT_FLAG.delete);
}

function requireFuture(
  expiryMs: number,
  node: NodeStorage,
  { arrival, method }: { readonly arrival: Arrival; readonly method: string },
): void {
  if (expiryMs < node.nowMs() - node.toleranceMs(arrival)) {
    throw new RpcError(401, `${method}: expiry timestamp should be >= current timestamp`);
  }
}

function expiriesField(params: Params, hashCount: number): readonly number[] {
  const value = required(params, 'expiry');
  if (!Array.isArray(value)) return [timestampValue(value, 'expiry')];
  if (value.length !== 1 && value.length !== hashCount) {
    throw invalidRequest('expiry must be one timestamp or as many as there are messages');
  }
  return value.map((expiryMs) => timestampValue(expiryMs, 'expiry'));
}

function directionField(params: Params): Direction {
  const [extend, shorten] = [booleanField(params, 'extend'), booleanField(params, 'shorten')];
  if (extend && shorten) throw invalidRequest("'extend' and 'shorten' exclude each other");
  if (extend) return 'extend';
  return shorten ? 'shorten' : 'set';
}
