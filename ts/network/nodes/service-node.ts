// Spec 02 §1.2.

import type { X25519PublicKey } from '../../crypto/index.ts';
import type { Brand } from '../../util/index.ts';

/** Ed25519 public key of a service node: 64 characters of lower-case hex. */
export type NodeId = Brand<string, 'NodeId'>;

/** One service node of the network, as the node list describes it. */
export interface ServiceNode {
  readonly ed25519: NodeId;
  /** Always the X25519 form of {@link ed25519}, whatever the list said. */
  readonly x25519: X25519PublicKey;
  readonly ip: string;
  /** HTTPS port. */
  readonly port: number;
  readonly swarmId?: bigint;
}

const HEX_32 = /^[0-9a-f]{64}$/;

/** The id in `value`, either case; undefined unless it is 64 characters of hex. */
export function parseNodeId(value: unknown): NodeId | undefined {
  if (typeof value !== 'string') return undefined;
  const hex = value.toLowerCase();
  return HEX_32.test(hex) ? (hex as NodeId) : undefined;
}
