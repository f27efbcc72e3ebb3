/** The release of the storage server whose behaviour the nodes show. */
export const SERVER_VERSION = [2, 8, 0] as const;
/** The hard fork the network is at: `hf` of every answer. */
export const HARD_FORK = [19, 4] as const;
/** Value of the `Server` header of every node. */
export const SERVER_NAME = `Oxen Storage Server/${SERVER_VERSION.join('.')}`;
/** Largest body of a request between clients and nodes and among nodes, in bytes (10 MiB). Spec 02 §2.2. */
export const MAX_BODY_BYTES = 10_485_760;
/** Path of the one request nodes send to each other. */
export const PEER_ONION_PATH = '/sn/onion_request';
/** Server name in the TLS hello of one node to another: tells a node's connections from a client's. */
export const PEER_SERVER_NAME = 'peer.localhost';

/** Block height of the network: one block every two minutes. */
export function heightAt(nowMs: number): number {
  return Math.floor(nowMs / 120_000);
}
