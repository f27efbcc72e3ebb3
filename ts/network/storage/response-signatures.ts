import { ed25519PublicKey, verify } from '../../crypto/index.ts';
import { concatBytes, fromBase64, fromHex, isCodedError, utf8 } from '../../util/index.ts';
import { isRecord } from '../json.ts';
import type { JsonRecord } from '../json.ts';
import { parseNodeId } from '../nodes/service-node.ts';
import type { NodeId } from '../nodes/service-node.ts';
import type { StorageCall } from './calls.ts';

/** Entries of `swarm` by node; nodes that failed are left out. */
export function swarmEntries(body: JsonRecord): readonly (readonly [NodeId, JsonRecord])[] {
  const swarm = body['swarm'];
  if (!isRecord(swarm)) return [];
  return Object.entries(swarm).flatMap(([key, entry]) => {
    const node = parseNodeId(key);
    return node === undefined || !isRecord(entry) || entry['failed'] === true ? [] : [[node, entry] as const];
  });
}

/** Whether `signature` (base64) of `message` is `node`'s. */
export function isSignedBy(node: NodeId, message: Uint8Array, signature: unknown): boolean {
  if (typeof signature !== 'string') return false;
  try {
    return verify(fromBase64(signature), message, ed25519PublicKey(fromHex(node)));
  } catch (error) {
    if (isCodedError(error)) return false;
    throw error;
  }
}

/**
 * What a node of the swarm signs for having done `call` (spec 02 §4.6–4.12), or undefined when its `entry` does not have what it
 * should or the method has no signatures. `timestampMs` is that of the request.
 */
export function signedResult(
  call: StorageCall,
  entry: JsonRecord,
  { account, timestampMs }: { readonly account: string; readonly timestampMs: number },
): Uint8Array | undefined {
  switch (call.method) {
    case 'delete':
      return joined(account, call.hashes, sortedHashes(entry['deleted']));
    case 'delete_all':
      return joined(account, [timestampMs], sortedHashes(entry['deleted']));
    case 'delete_before':
      return joined(account, [call.beforeMs], sortedHashes(entry['deleted']));
    case 'expire':
      return joined(
        account,
        expiries(entry['expiry']),
        call.hashes,
        sortedHashes(entry['updated']),
        unchanged(entry['unchanged']),
      );
    case 'expire_all':
      return joined(account, [call.expiryMs], sortedHashes(entry['updated']));
    case 'revoke_subaccount':
    case 'unrevoke_subaccount':
      return concatBytes(utf8(`${account}${timestampMs}`), ...call.tokens);
    case 'get_expiries':
    case 'revoked_subaccounts':
      return undefined;
  }
}

type Part = readonly (string | number)[] | undefined;

function joined(account: string, ...parts: readonly Part[]): Uint8Array | undefined {
  if (parts.includes(undefined)) return undefined;
  return utf8([account, ...parts.flatMap((part) => part ?? [])].join(''));
}

/** A list, or for all namespaces a list for each. */
function sortedHashes(value: unknown): readonly string[] | undefined {
  const lists = isRecord(value) ? Object.values(value) : [value];
  const hashes = lists.flat();
  if (!lists.every(Array.isArray) || !hashes.every((hash) => typeof hash === 'string')) return undefined;
  return hashes.sort();
}

function expiries(value: unknown): readonly number[] | undefined {
  const list: unknown[] = [value].flat();
  return list.every((expiry) => Number.isSafeInteger(expiry)) ? (list as number[]) : undefined;
}

function unchanged(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  if (!isRecord(value) || !Object.values(value).every(Number.isSafeInteger)) return undefined;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([hash, expiry]) => `${hash}${String(expiry)}`);
}
