import type { NodeId, ServiceNode } from './nodes/service-node.ts';

/** What the network remembers over restarts. Implemented by an upper floor on the store; synchronous, called rarely. */
export interface NetworkState {
  loadNodes(): { readonly nodes: readonly ServiceNode[]; readonly updatedAtMs: number } | undefined;
  saveNodes(nodes: readonly ServiceNode[], updatedAtMs: number): void;
  loadGuards(): readonly GuardRecord[];
  saveGuards(guards: readonly GuardRecord[]): void;
  loadSwarm(account: string): readonly NodeId[] | undefined;
  saveSwarm(account: string, nodes: readonly NodeId[]): void;
  loadClockOffsetMs(): number | undefined;
  saveClockOffsetMs(offsetMs: number): void;
}

export interface GuardRecord {
  readonly id: NodeId;
  readonly lastSuccessMs: number;
}
