export { LocalNetworkError } from './errors.ts';
export type { LocalNetworkErrorCode } from './errors.ts';
export type { FileEvent, NetworkEvent, Origin, StoreEvent } from './events.ts';
export { NO_FAULTS } from './faults.ts';
export type { DeliveryFault, NodeFaults, ReplyFault } from './faults.ts';
export { MAX_FILE_BYTES, MAX_TTL_S } from './file-server/endpoints.ts';
export type { FileAction, Release, ReleaseChannel } from './file-server/endpoints.ts';
export { NO_FILE_SERVER_FAULTS } from './file-server/faults.ts';
export type { FileServerFaults } from './file-server/faults.ts';
export { startLocalNetwork } from './local-network.ts';
export type { NameRecord } from './name-table.ts';
export type { ServerHosts } from './onion/server-relay.ts';
export type { NetworkStatistics, NodeStatistics } from './statistics.ts';
export type {
  FaultControl,
  FileServerControl,
  FileServerDescription,
  LocalNetwork,
  LocalNetworkOptions,
  NetworkDescription,
  NetworkMessage,
  NodeDescription,
  PlantedMessage,
} from './types.ts';
