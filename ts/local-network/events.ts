import type { FileAction } from './file-server/endpoints.ts';

/** Where a connection or request comes from: a client of the network, or another node. */
export type Origin = 'client' | 'peer';

/** What happens in the network, told as it happens. `node` is an Ed25519 key in hex. */
export type NetworkEvent =
  | { readonly type: 'connection'; readonly node: string; readonly remotePort: number }
  | {
      readonly type: 'handshake';
      readonly node: string;
      readonly from: Origin;
      readonly resumed: boolean;
      /** Where the connection comes from: a port of this machine. */
      readonly remotePort: number;
    }
  | { readonly type: 'request'; readonly node: string; readonly from: Origin; readonly endpoint: string }
  | { readonly type: 'rpc'; readonly node: string; readonly method: string; readonly code: number }
  /** A storage request that came without an onion, as it came: from somebody whose address the node sees. */
  | { readonly type: 'unwrapped'; readonly node: string; readonly body: Uint8Array }
  | { readonly type: 'hop'; readonly node: string; readonly to: 'node' | 'server' | 'self' }
  | StoreEvent
  | FileEvent
  | CommunityEvent
  | { readonly type: 'seed-request'; readonly method: string; readonly remotePort: number };

/** The file server answered a request with `code`. */
export interface FileEvent {
  readonly type: 'file';
  readonly action: FileAction;
  readonly code: number;
  readonly fileId?: string;
}

/** The community server answered a request with `code`; told for each one of a batch. */
export interface CommunityEvent {
  readonly type: 'community';
  /** E.g. `GET /room/:room/messages/recent`; `unknown` for what it does not know. */
  readonly endpoint: string;
  /** Without the query. */
  readonly path: string;
  readonly code: number;
  /** The ID of who asked, if they said. */
  readonly user?: string;
}

/** A message was stored; told once for each request, by the node that got it from the client, when the whole swarm has answered. */
export interface StoreEvent {
  readonly type: 'stored';
  readonly node: string;
  /** 66 hex digits. */
  readonly account: string;
  readonly namespace: number;
  readonly hash: string;
  readonly timestampMs: number;
  readonly expiryMs: number;
  /** The message had been there already. */
  readonly already: boolean;
}
