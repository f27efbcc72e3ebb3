import type { Database } from 'better-sqlite3';

import { cryptoReady } from '../crypto/index.ts';
import { createDeferred, Emitter, fromHex, silentLog, systemClock, toHex } from '../util/index.ts';
import type { Log, Unsubscribe } from '../util/index.ts';
import { CommunityServer } from './community-server/community-server.ts';
import { communityControl, communityDescription } from './community-server/control.ts';
import type { CommunityControl } from './community-server/control.ts';
import type { RoomOptions } from './community-server/model/room.ts';
import { loadCommunity, saveCommunity } from './community-server/state-table.ts';
import { control } from './control.ts';
import { openDatabase } from './database.ts';
import { Directory } from './directory.ts';
import type { NodeRecord, Swarm } from './directory.ts';
import { LocalNetworkError } from './errors.ts';
import type { NetworkEvent, StoreEvent } from './events.ts';
import { NO_FAULTS } from './faults.ts';
import type { FaultControl, NodeFaults } from './faults.ts';
import { NO_FILE_SERVER_FAULTS } from './file-server/faults.ts';
import { FILE_SERVER_HOST, FileServer } from './file-server/file-server.ts';
import { FileTable } from './file-server/file-table.ts';
import { loadServerIdentity } from './file-server/identity.ts';
import type { ServerIdentity } from './file-server/identity.ts';
import { exchangeMessages, levelMessages } from './handover.ts';
import { Islands } from './islands.ts';
import { MessageTable } from './message-table.ts';
import { NameTable } from './name-table.ts';
import type { NameRecord } from './name-table.ts';
import { loadRoster, saveSwarms } from './roster.ts';
import type { Roster } from './roster.ts';
import { SeedServer } from './seed-server.ts';
import { ServiceNode } from './service-node.ts';
import { messageHash } from './storage/message-hash.ts';
import type { PeerResult } from './storage/node-storage.ts';
import { Statistics } from './statistics.ts';
import type { NetworkStatistics } from './statistics.ts';
import type {
  FileServerControl,
  FileServerDescription,
  LocalNetwork,
  LocalNetworkOptions,
  NetworkDescription,
  NetworkMessage,
  NodeDescription,
  PlantedMessage,
} from './types.ts';

const DEFAULT_SWARM_SIZE = 6;
const MAX_PORT_ATTEMPTS = 5;

/**
 * Starts a whole Session Network in this process: seed and service nodes, each listening when the promise resolves.
 * @throws {LocalNetworkError} `options-invalid`, `no-free-port`, `port-in-use`, `data-of-another-network`
 */
export async function startLocalNetwork(options: LocalNetworkOptions): Promise<LocalNetwork> {
  await cryptoReady();
  // Between finding a port free and listening on it another process may take it; where nobody chose the ports, others will do.
  const mayMove = options.port === undefined && options.dataDir === undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openNetwork(options);
    } catch (error) {
      const isTaken = error instanceof LocalNetworkError && error.code === 'port-in-use';
      if (!isTaken || !mayMove || attempt === MAX_PORT_ATTEMPTS) throw error;
    }
  }
}

async function openNetwork(options: LocalNetworkOptions): Promise<LocalNetwork> {
  const { clock = systemClock, host = '127.0.0.1', swarmSize = DEFAULT_SWARM_SIZE } = options;
  const database = openDatabase(options.dataDir);
  try {
    const roster = await loadRoster(database, {
      nodeCount: options.nodeCount,
      swarmSize,
      port: options.port,
      host,
      nowMs: clock.nowMs(),
    });
    const portAt = (at: number): number | undefined =>
      options.port === undefined ? undefined : options.port + 2 * options.nodeCount + at;
    const taken = [roster.seedPort, ...roster.nodes.map(({ record }) => record.portHttps)];
    const fileServer = await loadServerIdentity(database, {
      name: 'file_server',
      host,
      port: portAt(1),
      taken,
    });
    const community = await loadServerIdentity(database, {
      name: 'community',
      host,
      port: portAt(2),
      taken: [...taken, fileServer.port],
    });
    const network = new RunningNetwork({
      roster,
      fileServer,
      community,
      database,
      options: { ...options, clock, host },
    });
    await network.open();
    return network;
  } catch (error) {
    database.close();
    throw error;
  }
}

interface NetworkParts {
  readonly roster: Roster;
  readonly fileServer: ServerIdentity;
  readonly community: ServerIdentity;
  readonly database: Database;
  readonly options: LocalNetworkOptions & Required<Pick<LocalNetworkOptions, 'clock' | 'host'>>;
}

class RunningNetwork implements LocalNetwork {
  readonly seedUrl: string;
  readonly community: CommunityControl;
  private readonly database: Database;
  private readonly directory: Directory;
  private readonly names: NameTable;
  private readonly seed: SeedServer;
  private readonly files: FileServer;
  private readonly communityServer: CommunityServer;
  private readonly fileServerDescription: FileServerDescription;
  private readonly serviceNodes: ReadonlyMap<string, ServiceNode>;
  private readonly islands = new Islands();
  private readonly counters: Statistics;
  private readonly events: Emitter<NetworkEvent>;
  private readonly whenClosed = createDeferred<void>();
  private isClosed = false;

  constructor({ roster, fileServer, community, database, options }: NetworkParts) {
    const { clock, host, log = silentLog } = options;
    const records = roster.nodes.map(({ record }) => record);
    this.database = database;
    this.directory = new Directory(records);
    this.names = new NameTable(database);
    this.counters = new Statistics(records.map(({ id }) => id));
    this.events = new Emitter((error) => log.write('error', 'local-network-observer-failed', { error }));
    this.files = new FileServer({
      identity: fileServer,
      host,
      table: new FileTable(database),
      clock,
      log,
      emit: (event) => this.tell(event),
    });
    this.fileServerDescription = describeFileServer(fileServer, this.files.url);
    this.communityServer = new CommunityServer({
      ...community,
      host,
      isBlinding: true,
      clock,
      log,
      emit: (event) => this.tell(event),
    });
    this.community = communityControl(this.communityServer);
    this.furnish(options.rooms ?? []);
    this.serviceNodes = this.createNodes(roster, options, log);
    this.seedUrl = `http://${host}:${roster.seedPort}`;
    this.seed = new SeedServer({
      host,
      port: roster.seedPort,
      directory: this.directory,
      clock,
      log,
      emit: (event) => this.tell(event),
      control: (request, body) => control(this, request, { body }),
    });
  }

  get nodes(): readonly (NodeDescription & { readonly swarmId: bigint })[] {
    return this.directory.nodes.map((record) => ({ ...description(record), swarmId: record.swarmId }));
  }

  async open(): Promise<void> {
    try {
      await Promise.all([
        this.seed.open(),
        ...this.servers.map((server) => server.open()),
        ...this.everyNode((node) => node.open()),
      ]);
    } catch (error) {
      await this.closeListeners();
      throw error;
    }
  }

  describe(): NetworkDescription {
    return {
      seedUrl: this.seedUrl,
      nodes: this.directory.nodes.map(description),
      file_server: this.fileServerDescription,
      community: communityDescription(this.communityServer),
    };
  }

  get fileServer(): FileServerControl {
    const { files } = this;
    return {
      ...this.fileServerDescription,
      faults: {
        get current() {
          return files.faults;
        },
        set: (change) => files.setFaults({ ...files.faults, ...change }),
        clear: () => files.setFaults(NO_FILE_SERVER_FAULTS),
      },
      setRelease: (channel, release) => files.setRelease(channel, release),
    };
  }

  faults(nodeId: string): FaultControl {
    const node = this.serviceNodes.get(nodeId.toLowerCase());
    if (node === undefined) throw new LocalNetworkError('unknown-node');
    return {
      get current() {
        return node.faults;
      },
      set: (change: Partial<NodeFaults>) => node.setFaults({ ...node.faults, ...change }),
      clear: () => node.setFaults(NO_FAULTS),
    };
  }

  async goDark(): Promise<void> {
    this.seed.setSilent(true);
    await this.setDark(true);
  }

  async comeBack(): Promise<void> {
    await this.setDark(false);
    this.seed.setSilent(false);
  }

  observe(listener: (event: NetworkEvent) => void): Unsubscribe {
    return this.events.subscribe(listener);
  }

  statistics(): NetworkStatistics {
    return this.counters.snapshot();
  }

  resetStatistics(): void {
    this.counters.reset();
  }

  messagesOf(accountHex: string, namespace: number): readonly NetworkMessage[] {
    const owner = accountHex.toLowerCase();
    const found = new Map<string, NetworkMessage>();
    for (const { id } of this.directory.swarmOf(fromHex(owner)).members) {
      const node = this.serviceNodes.get(id) as ServiceNode;
      for (const { hash, timestamp, expiry, data } of node.messagesOf(owner, namespace)) {
        const before = found.get(hash);
        found.set(hash, {
          hash,
          timestampMs: timestamp,
          expiryMs: Math.max(expiry, before?.expiryMs ?? 0),
          data: Uint8Array.from(data),
          nodes: [...(before?.nodes ?? []), id],
        });
      }
    }
    return [...found.values()].sort((a, b) => a.timestampMs - b.timestampMs);
  }

  async waitForStore(predicate: (store: StoreEvent) => boolean, signal?: AbortSignal): Promise<StoreEvent> {
    const stored = createDeferred<StoreEvent>();
    const stop = this.observe((event) => {
      if (event.type === 'stored' && predicate(event)) stored.resolve(event);
    });
    const abort = (): void => stored.reject(new LocalNetworkError('aborted'));
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted === true) abort();
    void this.whenClosed.promise.then(() => stored.reject(new LocalNetworkError('closed')));
    try {
      return await stored.promise;
    } finally {
      stop();
      signal?.removeEventListener('abort', abort);
    }
  }

  swarmOf(accountHex: string): readonly string[] {
    return this.directory.swarmOf(fromHex(accountHex)).members.map(({ id }) => id);
  }

  moveSwarm(accountHex: string): readonly string[] {
    const { directory, database } = this;
    const ours = directory.swarmOf(fromHex(accountHex));
    const theirs = directory.swarms.find(({ id }) => id !== ours.id);
    if (theirs === undefined) throw new LocalNetworkError('no-other-swarm');
    directory.exchange(ours.id, theirs.id);
    database.transaction(() => {
      saveSwarms(database, directory.nodes);
      exchangeMessages(this.tablesOf(ours), this.tablesOf(theirs));
    })();
    return this.swarmOf(accountHex);
  }

  partition(islands: readonly (readonly string[])[]): void {
    const isKnown = (id: string): boolean => this.directory.find(id) !== undefined;
    if (!islands.flat().every(isKnown)) throw new LocalNetworkError('unknown-node');
    this.islands.part(islands);
    if (islands.length > 0) return;
    this.database.transaction(() => {
      for (const swarm of this.directory.swarms) levelMessages(this.tablesOf(swarm));
    })();
  }

  plant(accountHex: string, namespace: number, messages: readonly PlantedMessage[]): void {
    const account = fromHex(accountHex);
    const tables = this.tablesOf(this.directory.swarmOf(account));
    this.database.transaction(() => {
      for (const { data, timestampMs: timestamp, expiryMs: expiry } of messages) {
        const hash = messageHash({ account, namespace, data });
        for (const table of tables)
          table.insert(toHex(account), { hash, namespace, timestamp, expiry, data });
      }
    })();
  }

  registerName(name: string, accountHex: string): void {
    this.names.register(name, accountHex);
  }

  setNameRecord(nameHash: string, record: NameRecord): void {
    this.names.set(nameHash, record);
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.closeListeners();
    if (!this.database.memory) saveCommunity(this.database, this.communityServer.community.state);
    this.database.close();
    this.whenClosed.resolve();
  }

  /** Rooms that were kept stay as they are. */
  private furnish(rooms: readonly RoomOptions[]): void {
    const { community } = this.communityServer;
    const kept = loadCommunity(this.database);
    if (kept !== undefined) community.restore(kept);
    for (const room of rooms) {
      if (community.findRoom(room.token) === undefined) this.community.createRoom(room);
    }
  }

  private async closeListeners(): Promise<void> {
    await Promise.all([
      this.seed.close(),
      ...this.servers.map((server) => server.close()),
      ...this.everyNode((node) => node.close()),
    ]);
  }

  private get servers(): readonly (FileServer | CommunityServer)[] {
    return [this.files, this.communityServer];
  }

  private async setDark(isDark: boolean): Promise<void> {
    await Promise.all([
      ...this.servers.map((server) => server.setDark(isDark)),
      ...this.everyNode((node) => node.setDark(isDark)),
    ]);
  }

  private everyNode(work: (node: ServiceNode) => Promise<void>): Promise<void>[] {
    return [...this.serviceNodes.values()].map(work);
  }

  private tablesOf({ members }: Swarm): readonly MessageTable[] {
    return members.flatMap(({ id }) => this.serviceNodes.get(id)?.parts.table ?? []);
  }

  private createNodes(
    roster: Roster,
    { clock, serverHosts = {}, rateLimit = false }: NetworkParts['options'],
    log: Log,
  ): ReadonlyMap<string, ServiceNode> {
    const nodes = roster.nodes.map(
      ({ record, identity, tls }) =>
        new ServiceNode({
          record,
          identity,
          tls,
          directory: this.directory,
          table: new MessageTable(this.database, record.index),
          names: this.names,
          serverHosts: { [FILE_SERVER_HOST]: this.files.url, ...serverHosts },
          isRateLimited: rateLimit,
          clock,
          log,
          emit: (event) => this.tell(event),
          reaches: (to) => this.islands.reaches(record.id, to),
          forward: async (to, method, params) =>
            this.islands.reaches(record.id, to.id)
              ? ((await this.serviceNodes.get(to.id)?.receiveForwarded(method, params)) ?? OUT_OF_REACH)
              : OUT_OF_REACH,
        }),
    );
    return new Map(nodes.map((node) => [node.parts.record.id, node]));
  }

  private tell(event: NetworkEvent): void {
    this.counters.count(event);
    this.events.emit(event);
  }
}

const OUT_OF_REACH: PeerResult = { failed: { timeout: true } };

function description(record: NodeRecord): NodeDescription {
  return {
    ip: record.ip,
    port_https: record.portHttps,
    port_omq: record.portOmq,
    pubkey_ed25519: record.id,
    pubkey_x25519: record.pubkeyX25519,
  };
}

function describeFileServer({ keys }: ServerIdentity, url: string): FileServerDescription {
  return {
    host: FILE_SERVER_HOST,
    url,
    pubkey_ed25519: keys.id,
    pubkey_x25519: toHex(keys.x25519.publicKey),
    address: `http://${FILE_SERVER_HOST}#p=${keys.id}`,
  };
}
