import { fromBase64, isCodedError, readU64be, toHex } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { MAX_NODES, NO_SWARM, convertNodes, isUsableAddress, x25519Of } from './node-list.ts';
import type { NodeListRules } from './node-list.ts';
import type { NodeId, ServiceNode } from './service-node.ts';

/** A node as the binary list describes it. What its writer did not know is missing. */
export interface ActiveNode {
  readonly ed25519: NodeId;
  readonly swarmId?: bigint;
  /** Dotted decimal. */
  readonly ip?: string;
  /** HTTPS port. */
  readonly port?: number;
  /** Port of OxenMQ (TCP) and QUIC (UDP). */
  readonly quicPort?: number;
  /** Three numbers. */
  readonly version?: readonly [number, number, number];
}

const NODE_BYTES = 51;
const [SWARM_AT, IP_AT, PORT_AT, QUIC_PORT_AT, VERSION_AT] = [32, 40, 44, 46, 48];
const UNKNOWN_IP = '0.0.0.0';

/**
 * The list in the answer to `active_nodes_bin` over an onion, which is base64 (spec 02 §1.3).
 * @throws {NetworkError} `bad-response`
 */
export function activeNodesIn(body: unknown): Uint8Array {
  try {
    if (typeof body === 'string') return fromBase64(body);
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
  }
  throw new NetworkError('bad-response', { message: 'active nodes are not base64' });
}

/**
 * The nodes of an `active_nodes_bin` answer: 51 bytes for each, numbers big-endian, zeros for an address, port or version
 * that is unknown (spec 02 §1.3). Zero is a swarm id like others.
 * @throws {NetworkError} `bad-response` unless these are whole nodes, at least one, at most 20,000, none twice.
 */
export function decodeActiveNodes(bytes: Uint8Array): readonly ActiveNode[] {
  const count = bytes.length / NODE_BYTES;
  if (!Number.isInteger(count) || count === 0 || count > MAX_NODES) throw malformed('length');
  const nodes = new Map<NodeId, ActiveNode>();
  for (let start = 0; start < bytes.length; start += NODE_BYTES) {
    const node = readNode(bytes.subarray(start, start + NODE_BYTES));
    nodes.set(node.ed25519, node);
  }
  if (nodes.size !== count) throw malformed('a node twice');
  return [...nodes.values()];
}

/**
 * Those that can be talked to. Yields to the event loop: their X25519 keys are computed.
 * @throws {NetworkError} `bad-response` when there is none.
 */
export function usableActiveNodes(
  nodes: readonly ActiveNode[],
  rules: Pick<NodeListRules, 'publicOnly'>,
): Promise<ServiceNode[]> {
  return convertNodes(nodes, ({ ed25519, ip, port, swarmId }) => {
    if (ip === undefined || port === undefined || !isUsableAddress(ip, rules)) return undefined;
    const x25519 = x25519Of(ed25519);
    if (x25519 === undefined) return undefined;
    return { ed25519, x25519, ip, port, ...(swarmId === undefined ? {} : { swarmId }) };
  });
}

function readNode(bytes: Uint8Array): ActiveNode {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const swarmId = readU64be(bytes, SWARM_AT);
  const ip = bytes.subarray(IP_AT, PORT_AT).join('.');
  const [port, quicPort] = [view.getUint16(PORT_AT), view.getUint16(QUIC_PORT_AT)];
  const [major = 0, minor = 0, patch = 0] = bytes.subarray(VERSION_AT);
  return {
    ed25519: toHex(bytes.subarray(0, SWARM_AT)) as NodeId,
    ...(swarmId === NO_SWARM ? {} : { swarmId }),
    ...(ip === UNKNOWN_IP ? {} : { ip }),
    ...(port === 0 ? {} : { port }),
    ...(quicPort === 0 ? {} : { quicPort }),
    ...(major + minor + patch === 0 ? {} : { version: [major, minor, patch] }),
  };
}

function malformed(message: string): NetworkError {
  return new NetworkError('bad-response', { message: `active nodes: ${message}` });
}
