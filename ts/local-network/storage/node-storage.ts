import { HARD_FORK } from '../constants.ts';
import type { Directory, NodeRecord } from '../directory.ts';
import type { NetworkEvent } from '../events.ts';
import type { NodeFaults } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import type { MessageTable } from '../message-table.ts';
import type { NodeIdentity } from '../node-identity.ts';
import type { NameTable } from '../name-table.ts';
import type { Claim } from './authentication.ts';
import { isAuthentic } from './authentication.ts';
import type { Account, Params } from './fields.ts';
import { RpcError } from './rpc.ts';
import { swarmBody } from './swarm-body.ts';

/** Result of a request forwarded to another member of the swarm: what that node says, or why there is no answer. */
export type PeerResult =
  | { readonly ok: JsonObject }
  | { readonly failed: { readonly timeout: true } | { readonly code: string; readonly reason: string } };

export interface NodeStorageParts {
  readonly record: NodeRecord;
  readonly identity: NodeIdentity;
  readonly directory: Directory;
  readonly table: MessageTable;
  readonly names: NameTable;
  readonly faults: () => NodeFaults;
  /** Clock of this node, skew included. */
  readonly nowMs: () => number;
  readonly emit: (event: NetworkEvent) => void;
  /** Forwards a request as it came to another node and tells what became of it within 5 s. */
  readonly forward: (to: NodeRecord, method: string, params: Params) => Promise<PeerResult>;
}

/** How far a timestamp of a request may be off: a forwarded request has been on the way. Spec 02 §4.17. */
const TOLERANCE_MS = { direct: 60_000, forwarded: 70_000 } as const;

/** How a request reached the node: from a client, or from another member of the swarm. */
export type Arrival = keyof typeof TOLERANCE_MS;

/** What the storage RPC methods of one node work with. */
export class NodeStorage {
  readonly parts: NodeStorageParts;

  constructor(parts: NodeStorageParts) {
    this.parts = parts;
  }

  get table(): MessageTable {
    return this.parts.table;
  }

  nowMs(): number {
    return this.parts.nowMs();
  }

  /** Signature of an answer, in base64; a wrong one when that fault is on. */
  sign(message: string | Uint8Array): string {
    const { identity, faults } = this.parts;
    return faults().wrongSignature ? identity.sign('something else') : identity.sign(message);
  }

  /** @throws {RpcError} 421 with the right swarm when this node does not keep the account's messages. */
  requireSwarm(account: Account): void {
    const { directory, record, faults } = this.parts;
    const swarm = directory.swarmOf(account.bytes);
    if (swarm.members.some(({ id }) => id === record.id) && !faults().wrongSwarm) return;
    throw new RpcError(421, { ...swarmBody(swarm), ...this.stamp() });
  }

  /** @throws {RpcError} 406 with `text` when a timestamp is too far from now. */
  requireRecent(timestampMs: number, text: string, { arrival }: { readonly arrival: Arrival }): void {
    if (Math.abs(timestampMs - this.nowMs()) > TOLERANCE_MS[arrival]) throw new RpcError(406, text);
  }

  /** How far in the past or future a forwarded or direct request may lie, milliseconds. */
  toleranceMs(arrival: Arrival): number {
    return TOLERANCE_MS[arrival];
  }

  /** @throws {RpcError} 401 with `text` unless the request is signed by somebody who may make it. */
  requireAuthentic(claim: Omit<Claim, 'isRevoked'> & { readonly evenRevoked?: boolean }, text: string): void {
    const isRevoked = (token: Uint8Array): boolean =>
      claim.evenRevoked !== true && this.table.isRevoked(claim.account.hex, token);
    if (!isAuthentic({ ...claim, isRevoked })) throw new RpcError(401, text);
  }

  /** `t` and `hf` of every answer. */
  stamp(): { readonly t: number; readonly hf: readonly [number, number] } {
    return { t: this.nowMs(), hf: HARD_FORK };
  }
}
