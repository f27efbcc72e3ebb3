// Spec 02 §1, §2.9.

import { errorCode } from '../util/index.ts';
import type { Log } from '../util/index.ts';
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

/**
 * `state` for those who must go on without it: what it cannot load was never saved, what it cannot save is lost at the next
 * start. Failures are logged.
 */
export function forgivingState(state: NetworkState, log: Log): NetworkState {
  const attempt = <Result>(operation: string, work: () => Result, otherwise: Result): Result => {
    try {
      return work();
    } catch (error) {
      log.write('warn', 'network.state-failed', { operation, reason: errorCode(error) });
      return otherwise;
    }
  };
  return {
    loadNodes: () => attempt('loadNodes', () => state.loadNodes(), undefined),
    saveNodes: (nodes, updatedAtMs) =>
      attempt('saveNodes', () => state.saveNodes(nodes, updatedAtMs), undefined),
    loadGuards: () => attempt('loadGuards', () => state.loadGuards(), []),
    saveGuards: (guards) => attempt('saveGuards', () => state.saveGuards(guards), undefined),
    loadSwarm: (account) => attempt('loadSwarm', () => state.loadSwarm(account), undefined),
    saveSwarm: (account, nodes) => attempt('saveSwarm', () => state.saveSwarm(account, nodes), undefined),
    loadClockOffsetMs: () => attempt('loadClockOffsetMs', () => state.loadClockOffsetMs(), undefined),
    saveClockOffsetMs: (offsetMs) =>
      attempt('saveClockOffsetMs', () => state.saveClockOffsetMs(offsetMs), undefined),
  };
}
