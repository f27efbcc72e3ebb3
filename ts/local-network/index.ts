export type {
  CommunityControl,
  CommunityDescription,
  CommunityPost,
  PlantedPost,
} from './community-server/control.ts';
export { openDemoRooms } from './community-server/demo-rooms.ts';
export type { RoomInvitation } from './community-server/demo-rooms.ts';
export { NO_COMMUNITY_FAULTS } from './community-server/faults.ts';
export type { CommunityFaults, PostFault } from './community-server/faults.ts';
export type { Filter, FilterVerdict } from './community-server/model/community.ts';
export type { Content } from './community-server/model/post.ts';
export type { RoomOptions } from './community-server/model/room.ts';
export { startCommunityServer } from './community-server/start.ts';
export type { CommunityServerOptions } from './community-server/start.ts';
export { LocalNetworkError } from './errors.ts';
export type { LocalNetworkErrorCode } from './errors.ts';
export type { CommunityEvent, FileEvent, NetworkEvent, Origin, StoreEvent } from './events.ts';
export { NO_FAULTS } from './faults.ts';
export type { DeliveryFault, FaultControl, NodeFaults, ReplyFault } from './faults.ts';
export { MAX_FILE_BYTES, MAX_TTL_S } from './file-server/endpoints.ts';
export type { FileAction, Release, ReleaseChannel } from './file-server/endpoints.ts';
export { NO_FILE_SERVER_FAULTS } from './file-server/faults.ts';
export type { FileServerFaults } from './file-server/faults.ts';
export { startLocalNetwork } from './local-network.ts';
export type { NameRecord } from './name-table.ts';
export type { ServerHosts } from './onion/server-relay.ts';
export type { NetworkStatistics, NodeStatistics } from './statistics.ts';
export type {
  FileServerControl,
  FileServerDescription,
  LocalNetwork,
  LocalNetworkOptions,
  NetworkDescription,
  NetworkMessage,
  NodeDescription,
  PlantedMessage,
} from './types.ts';
