export { createNetwork } from './create-network.ts';
export type { NetworkPorts } from './create-network.ts';
export * from './errors.ts';
export * from './file-server/errors.ts';
export * from './file-server/file-answers.ts';
export * from './file-server/file-client.ts';
export { deprecatedFileId, deterministicFileId, isExtendable, isFileId } from './file-server/file-id.ts';
export * from './file-server/file-requests.ts';
export * from './file-server/file-servers.ts';
export { fileUrl, parseFileUrl } from './file-server/file-url.ts';
export type { FileLocation } from './file-server/file-url.ts';
export * from './file-server/own-server.ts';
export type * from './network.ts';
export { activeNodesIn, decodeActiveNodes, usableActiveNodes } from './nodes/active-nodes.ts';
export type { ActiveNode } from './nodes/active-nodes.ts';
export { parseNodeId } from './nodes/service-node.ts';
export type { NodeId, ServiceNode } from './nodes/service-node.ts';
export { bundledNodesFile } from './nodes/bundled-nodes.ts';
export type { BundledNodes, BundledNodesSource } from './nodes/bundled-nodes.ts';
export type { OnionServer } from './onion/build.ts';
export type { ServerAnswer, ServerRequest } from './onion/server-request.ts';
export * from './ons/ons-name.ts';
export { resolveOns } from './ons/resolve-ons.ts';
export type { OnsPorts } from './ons/resolve-ons.ts';
export type { PathKind } from './paths/path.ts';
export { fileServerOf, parseSeed } from './profile.ts';
export type { NetworkChoice, NetworkPreferences, NetworkProfile, Seed, SeedSettings } from './profile.ts';
export * from './push/push-requests.ts';
export type { GuardRecord, NetworkState } from './state.ts';
export type { AccountAuth, MemberAuth, StorageAuth } from './storage/auth.ts';
export { signCall } from './storage/calls.ts';
export type { NamespaceOrAll, RpcCall, StorageCall } from './storage/calls.ts';
export * from './storage/composite.ts';
export * from './storage/namespaces.ts';
export * from './storage/node-calls.ts';
export { retrieveRequest, unsignedRetrieveRequest } from './storage/retrieve.ts';
export type { RetrieveQuery, RetrieveRequest, RetrieveResult, StoredMessage } from './storage/retrieve.ts';
export type { SequenceStep, StepResult } from './storage/sequence.ts';
export { MAX_STORE_BYTES, storeCall } from './storage/store.ts';
export type { StoreReceipt, StoreRequest } from './storage/store.ts';
export type { WebPurpose } from './transport/agents.ts';
export { parseProxy } from './transport/proxy.ts';
export type { Proxy, ProxySettings } from './transport/proxy.ts';
export type {
  TransferOptions,
  TransferProgress,
  Transport,
  TransportAnswer,
  TransportOptions,
} from './transport/transport.ts';
export type { LatencyReport } from './report/latencies.ts';
export { type ServerReport, serverOrigin } from './report/server-records.ts';
export type { TrafficReport } from './transport/counted-transport.ts';
export { REPLY_TASKS, type OpenReply, type ReplyTasks, openInPool } from './onion/reply-tasks.ts';
