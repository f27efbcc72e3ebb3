import { ed25519PublicKey, ed25519ToX25519 } from '../../crypto/index.ts';
import type { X25519PublicKey } from '../../crypto/index.ts';
import { fromHex, isCodedError, toHex } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asArray, asCount, asRecord, isRecord } from '../json.ts';
import { isPublicIpv4, parseIpv4 } from './subnets.ts';
import { parseNodeId } from './service-node.ts';
import type { NodeId, ServiceNode } from './service-node.ts';

/** Fields that we ask of every node list (spec 02 §1.2). */
export const NODE_FIELDS = {
  public_ip: true,
  storage_port: true,
  pubkey_x25519: true,
  pubkey_ed25519: true,
  swarm_id: true,
} as const;

export interface NodeListRules {
  /** Keep only nodes at public addresses. */
  readonly publicOnly: boolean;
  /** Leave out nodes whose requested unlock height is reached. */
  readonly atHeight?: number;
}

/** More would be no node list of this network. */
export const MAX_NODES = 20_000;
/** Swarm id of a node that is in none. */
export const NO_SWARM = 2n ** 64n - 1n;
/** A key conversion takes some 0.1 ms: after so many the event loop gets its turn. */
const CONVERSIONS_PER_TURN = 32;

/**
 * The usable nodes of a `result` object with `service_node_states`; broken entries are left out, and so are those whose X25519 key
 * is not that of their Ed25519 key. Yields to the event loop.
 * @throws {NetworkError} `bad-response` when it is no list, or nothing in it is usable.
 */
export async function readNodeList(result: unknown, rules: NodeListRules): Promise<ServiceNode[]> {
  const states = asArray(asRecord(result, 'node list')['service_node_states'], 'service_node_states');
  if (states.length > MAX_NODES) throw new NetworkError('bad-response', { message: 'oversized node list' });
  return convertNodes(states, (state) => readNode(state, rules));
}

/**
 * What `convert` makes of all `items`, of equal nodes the last. Yields to the event loop.
 * @throws {NetworkError} `bad-response` when it makes nothing of them.
 */
export async function convertNodes<Item>(
  items: readonly Item[],
  convert: (item: Item) => ServiceNode | undefined,
): Promise<ServiceNode[]> {
  const nodes = new Map<NodeId, ServiceNode>();
  for (const [index, item] of items.entries()) {
    if (index % CONVERSIONS_PER_TURN === CONVERSIONS_PER_TURN - 1) await nextTurn();
    const node = convert(item);
    if (node !== undefined) nodes.set(node.ed25519, node);
  }
  if (nodes.size === 0) throw new NetworkError('bad-response', { message: 'no usable node' });
  return [...nodes.values()];
}

/** Whether a node may be at `ip`: dotted decimal, not 0.0.0.0, public where the rules say so. */
export function isUsableAddress(ip: string, { publicOnly }: Pick<NodeListRules, 'publicOnly'>): boolean {
  if (parseIpv4(ip) === undefined || ip === '0.0.0.0') return false;
  return !publicOnly || isPublicIpv4(ip);
}

/** The X25519 form of a node's key; undefined when it is no point. */
export function x25519Of(ed25519: NodeId): X25519PublicKey | undefined {
  try {
    return ed25519ToX25519(ed25519PublicKey(fromHex(ed25519)));
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}

function readNode(state: unknown, rules: NodeListRules): ServiceNode | undefined {
  if (!isRecord(state)) return undefined;
  const { public_ip: ip, storage_port: port, requested_unlock_height: unlock } = state;
  if (typeof ip !== 'string' || !isUsableAddress(ip, rules)) return undefined;
  const portNumber = asCount(port) ?? 0;
  if (portNumber === 0 || portNumber > 65_535) return undefined;
  const unlockHeight = asCount(unlock) ?? 0;
  if (rules.atHeight !== undefined && unlockHeight !== 0 && unlockHeight <= rules.atHeight) return undefined;
  const ed25519 = parseNodeId(state['pubkey_ed25519']);
  const x25519 = ed25519 === undefined ? undefined : matchingX25519(ed25519, state['pubkey_x25519']);
  if (ed25519 === undefined || x25519 === undefined) return undefined;
  const swarmId = parseSwarmId(state['swarm_id']);
  return { ed25519, x25519, ip, port: portNumber, ...(swarmId === undefined ? {} : { swarmId }) };
}

function matchingX25519(ed25519: NodeId, listed: unknown): X25519PublicKey | undefined {
  const derived = x25519Of(ed25519);
  return derived !== undefined && toHex(derived) === parseNodeId(listed) ? derived : undefined;
}

function parseSwarmId(value: unknown): bigint | undefined {
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return undefined;
  const id = BigInt(value);
  return id < NO_SWARM ? id : undefined;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
