import { fromBase64, isCodedError } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asArray, asCount, asRecord, isRecord } from '../json.ts';
import { NODE_FIELDS } from '../nodes/node-list.ts';
import type { RpcCall } from './calls.ts';

/** Bytes of a subaccount token (spec 02 §4.3). */
const TOKEN_BYTES = 36;
const HASH = /^[A-Za-z0-9+/_-]{1,100}$/;

/** Asks any node for the swarm of an account of 66 hex characters (spec 02 §4.13). */
export function getSwarmCall(account: string): RpcCall {
  return { method: 'get_swarm', params: { pubkey: account } };
}

/** Asks a node for its version and clock (spec 02 §4.15). */
export function infoCall(): RpcCall {
  return { method: 'info', params: {} };
}

/** Asks a node for the list of all active nodes (spec 02 §1.3, §4.14). */
export function serviceNodesCall(): RpcCall {
  return oxendCall('get_service_nodes', { active_only: true, fields: NODE_FIELDS });
}

/** A request that a node passes on to its blockchain daemon (spec 02 §4.14). */
export function oxendCall(endpoint: 'get_service_nodes' | 'ons_resolve', params: object): RpcCall {
  return { method: 'oxend_request', params: { endpoint, params } };
}

/** What a node says of itself (spec 02 §4.15). */
export interface NodeInfo {
  /** Three numbers. */
  readonly version: readonly number[];
  /** The node's clock. */
  readonly timestampMs: number;
}

/** @throws {NetworkError} `bad-response` */
export function readInfo(body: unknown): NodeInfo {
  const { version, timestamp } = asRecord(body, 'info');
  const parts = asArray(version, 'version').map(asCount);
  const timestampMs = asCount(timestamp);
  if (parts.length !== 3 || !parts.every((part) => part !== undefined) || timestampMs === undefined)
    throw new NetworkError('bad-response', { message: 'info' });
  return { version: parts, timestampMs };
}

/**
 * When the messages asked for expire at the node that answered, in milliseconds; those that are gone are missing (spec 02 §4.11).
 * @throws {NetworkError} `bad-response`
 */
export function readExpiries(body: unknown): ReadonlyMap<string, number> {
  const entries = Object.entries(asRecord(asRecord(body, 'answer')['expiries'], 'expiries'));
  return new Map(
    entries.map(([hash, value]) => {
      const expiryMs = asCount(value);
      if (!HASH.test(hash) || expiryMs === undefined)
        throw new NetworkError('bad-response', { message: 'expiry' });
      return [hash, expiryMs] as const;
    }),
  );
}

/**
 * The revoked tokens of a group, 36 bytes each (spec 02 §4.12).
 * @throws {NetworkError} `bad-response`
 */
export function readRevokedSubaccounts(body: unknown): readonly Uint8Array[] {
  return asArray(asRecord(body, 'answer')['revoked_subaccounts'], 'revoked_subaccounts').map(readToken);
}

function readToken(value: unknown): Uint8Array {
  const token = typeof value === 'string' ? bytesOf(value) : undefined;
  if (token?.length !== TOKEN_BYTES) throw new NetworkError('bad-response', { message: 'token' });
  return token;
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return fromBase64(base64);
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}

/**
 * The `result` object of an answer of the blockchain daemon.
 * @throws {NetworkError} `bad-response`
 */
export function readOxendResult(body: unknown): Readonly<Record<string, unknown>> {
  const { result } = asRecord(body, 'oxend answer');
  if (!isRecord(result)) throw new NetworkError('bad-response', { message: 'oxend result' });
  return result;
}
