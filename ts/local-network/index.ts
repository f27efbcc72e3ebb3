export { LocalNetworkError } from './errors.ts';
export type { LocalNetworkErrorCode } from './errors.ts';
export type { NetworkEvent, Origin, StoreEvent } from './events.ts';
export { NO_FAULTS } from './faults.ts';
export type { NodeFaults, ReplyFault } from './faults.ts';
export { startLocalNetwork } from './local-network.ts';
export type { NameRecord } from './name-table.ts';
export type { ServerHosts } from './onion/server-relay.ts';
export type { NetworkStatistics, NodeStatistics } from './statistics.ts';
export type {
  FaultControl,
  LocalNetwork,
  LocalNetworkOptions,
  NetworkDescription,
  NetworkMessage,
  NodeDescription,
} from './types.ts';
