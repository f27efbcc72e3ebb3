import type { Clock, Log, Unsubscribe } from '../util/index.ts';
import type { CommunityControl, CommunityDescription } from './community-server/control.ts';
import type { RoomOptions } from './community-server/model/room.ts';
import type { NetworkEvent, StoreEvent } from './events.ts';
import type { Release, ReleaseChannel } from './file-server/endpoints.ts';
import type { FileServerFaults } from './file-server/faults.ts';
import type { FaultControl } from './faults.ts';
import type { NameRecord } from './name-table.ts';
import type { ServerHosts } from './onion/server-relay.ts';
import type { NetworkStatistics } from './statistics.ts';

export interface LocalNetworkOptions {
  /** How many service nodes, 1–200. */
  readonly nodeCount: number;
  /**
   * How many nodes at least keep each account's messages: 3 or more, by default 6. Nodes that are too few for one more swarm
   * join those there are.
   */
  readonly swarmSize?: number;
  /** Folder of the SQLite file that keeps nodes and messages; everything is in memory without it. */
  readonly dataDir?: string;
  /** Port of the seed; the nodes and the servers get the ones after it. By default free ports are chosen. */
  readonly port?: number;
  /** Where all listeners are; 127.0.0.1 by default. */
  readonly host?: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Where other servers are that onion requests name, e.g. `{'open.example': 'http://127.0.0.1:8080'}`. */
  readonly serverHosts?: ServerHosts;
  /** Whether nodes limit the direct requests of an address as real ones do (IPv6 gets 400); they do not by default. */
  readonly rateLimit?: boolean;
  /** The rooms of the community server; none by default. */
  readonly rooms?: readonly RoomOptions[];
}

/** A node as `--describe` writes it. */
export interface NodeDescription {
  readonly ip: string;
  readonly port_https: number;
  readonly port_omq: number;
  readonly pubkey_ed25519: string;
  readonly pubkey_x25519: string;
}

/** The file server as `--describe` writes it. */
export interface FileServerDescription {
  /** The name by which onion requests reach it. */
  readonly host: string;
  /** Where it listens. */
  readonly url: string;
  readonly pubkey_ed25519: string;
  readonly pubkey_x25519: string;
  /** Host and key in one, as a client's settings take them: `http://<host>#p=<ed25519 hex>`. */
  readonly address: string;
}

export interface NetworkDescription {
  readonly seedUrl: string;
  readonly nodes: readonly NodeDescription[];
  readonly file_server: FileServerDescription;
  readonly community: CommunityDescription;
}

/** A message as the network keeps it, with the keys of the nodes that have it. */
export interface NetworkMessage {
  readonly hash: string;
  readonly timestampMs: number;
  readonly expiryMs: number;
  readonly data: Uint8Array;
  readonly nodes: readonly string[];
}

/** A message that is put into a swarm without anybody's request. */
export interface PlantedMessage {
  readonly data: Uint8Array;
  readonly timestampMs: number;
  readonly expiryMs: number;
}

/** The network's file server. */
export interface FileServerControl extends FileServerDescription {
  readonly faults: FaultControl<FileServerFaults>;
  /** What `session_version` answers from now on. */
  setRelease(channel: ReleaseChannel, release: Release): void;
}

/** A Session Network in this process. */
export interface LocalNetwork {
  /** `http://host:port` of the seed. */
  readonly seedUrl: string;
  /** Every node and the id of its swarm. */
  readonly nodes: readonly (NodeDescription & { readonly swarmId: bigint })[];
  readonly fileServer: FileServerControl;
  readonly community: CommunityControl;
  describe(): NetworkDescription;
  /** @throws {LocalNetworkError} `unknown-node`; `nodeId` is an Ed25519 key in hex. */
  faults(nodeId: string): FaultControl;
  /** From the moment of the call every node and server refuses connections and the seed cuts them. */
  goDark(): Promise<void>;
  comeBack(): Promise<void>;
  /** Hears of everything that happens. */
  observe(listener: (event: NetworkEvent) => void): Unsubscribe;
  statistics(): NetworkStatistics;
  resetStatistics(): void;
  /** Live messages of an account (66 hex digits) on any node of its swarm, in the order of their timestamps. */
  messagesOf(accountHex: string, namespace: number): readonly NetworkMessage[];
  /** The next store that `predicate` accepts. Rejects with `closed` when the network ends first, `aborted` when the signal fires. */
  waitForStore(predicate: (store: StoreEvent) => boolean, signal?: AbortSignal): Promise<StoreEvent>;
  /** The keys of the nodes of an account's swarm. */
  swarmOf(accountHex: string): readonly string[];
  /**
   * Other nodes keep an account's messages from now on: the nodes of its swarm and those of another change places, and hand each
   * other what they have, as nodes do. Those of old answer 421.
   * @returns the keys of the new ones
   * @throws {LocalNetworkError} `no-other-swarm`
   */
  moveSwarm(accountHex: string): readonly string[];
  /**
   * Nodes of different islands reach each other no more: no onion is passed on, nothing is replicated. Nodes that are named nowhere
   * are one more island. In place of a partition before; without islands there is none any more, and the members of each swarm
   * hand each other what they have missed. Clients reach all nodes.
   * @throws {LocalNetworkError} `unknown-node`
   */
  partition(islands: readonly (readonly string[])[]): void;
  /** Puts messages into the stores of a swarm, in this order. Nobody is told of it. */
  plant(accountHex: string, namespace: number, messages: readonly PlantedMessage[]): void;
  /** Registers an ONS name for an account of 66 hex digits. */
  registerName(name: string, accountHex: string): void;
  /** As {@link registerName}, with a record made elsewhere; `nameHash` is base64. */
  setNameRecord(nameHash: string, record: NameRecord): void;
  /** Ends every listener and connection, and closes the database. */
  close(): Promise<void>;
}
