import type { GuardRecord, NetworkState, NodeId, ServiceNode } from '../network/index.ts';
import { type Store, numberSetting } from '../store/index.ts';

const CLOCK_OFFSET_MS = numberSetting('network.clock-offset-ms');

/** Keeps in the store what the network remembers over restarts. */
export function networkStateIn(store: Store): NetworkState {
  return {
    loadNodes: () => {
      const pool = store.network.loadNodes();
      return pool === undefined ? undefined : { ...pool, nodes: pool.nodes as readonly ServiceNode[] };
    },
    saveNodes: (nodes, updatedAtMs) => store.network.saveNodes(nodes, updatedAtMs),
    loadGuards: () => store.network.loadGuards() as readonly GuardRecord[],
    saveGuards: (guards) => store.network.saveGuards(guards),
    loadSwarm: (account) => store.network.loadSwarm(account) as readonly NodeId[] | undefined,
    saveSwarm: (account, nodes) => store.network.saveSwarm(account, nodes),
    loadClockOffsetMs: () => store.settings.get(CLOCK_OFFSET_MS),
    saveClockOffsetMs: (offsetMs) => store.settings.set(CLOCK_OFFSET_MS, offsetMs),
  };
}
