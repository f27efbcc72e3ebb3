import { createNetwork } from '../../ts/network/index.ts';
import type {
  Network,
  NetworkPorts,
  NetworkState,
  NetworkStatus,
  AccountAuth,
} from '../../ts/network/index.ts';
import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type { LocalNetwork, LocalNetworkOptions } from '../../ts/local-network/index.ts';
import { ed25519KeyPair, ed25519Seed, ed25519ToX25519 } from '../../ts/crypto/index.ts';
import { createDeferred, silentLog, systemClock, systemRandom, toHex } from '../../ts/util/index.ts';
import type { Clock } from '../../ts/util/index.ts';

/** What the store keeps for the network, in memory. */
export class MemoryState implements NetworkState {
  nodes: ReturnType<NetworkState['loadNodes']>;
  guards: ReturnType<NetworkState['loadGuards']> = [];
  readonly swarms = new Map<string, ReturnType<NetworkState['loadSwarm']>>();
  offsetMs: number | undefined;

  loadNodes: NetworkState['loadNodes'] = () => this.nodes;
  saveNodes: NetworkState['saveNodes'] = (nodes, updatedAtMs) => (this.nodes = { nodes, updatedAtMs });
  loadGuards: NetworkState['loadGuards'] = () => this.guards;
  saveGuards: NetworkState['saveGuards'] = (guards) => (this.guards = guards);
  loadSwarm: NetworkState['loadSwarm'] = (account) => this.swarms.get(account);
  saveSwarm: NetworkState['saveSwarm'] = (account, nodes) => this.swarms.set(account, nodes);
  loadClockOffsetMs: NetworkState['loadClockOffsetMs'] = () => this.offsetMs;
  saveClockOffsetMs: NetworkState['saveClockOffsetMs'] = (offsetMs) => (this.offsetMs = offsetMs);
}

/** A local network and whatever clients a test starts on it; all end with the test. */
export class World {
  readonly local: LocalNetwork;
  private readonly clients: Network[] = [];

  constructor(local: LocalNetwork) {
    this.local = local;
  }

  static async start(options: Partial<LocalNetworkOptions> = {}): Promise<World> {
    return new World(await startLocalNetwork({ nodeCount: 24, ...options }));
  }

  /** A client that has been started. */
  client(ports: Partial<NetworkPorts> = {}): Network {
    const network = createNetwork({
      profile: { kind: 'devnet', seedUrl: this.local.seedUrl },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      state: new MemoryState(),
      ...ports,
    });
    this.clients.push(network);
    network.start();
    return network;
  }

  async end(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
    await this.local.close();
  }
}

/** Resolves as soon as the status is as wished. */
export async function until(
  network: Network,
  wished: (status: NetworkStatus) => boolean,
): Promise<NetworkStatus> {
  const seen = createDeferred<NetworkStatus>();
  const look = (status: NetworkStatus): void => {
    if (wished(status)) seen.resolve(status);
  };
  const stop = network.subscribe(look);
  look(network.status());
  try {
    return await seen.promise;
  } finally {
    stop();
  }
}

export const isOnline = ({ state }: NetworkStatus): boolean => state === 'online';
export const hasAllPaths = ({ state, paths }: NetworkStatus): boolean =>
  state === 'online' && paths.length === 3;

/** A user account of a fixed seed; `cryptoReady` must have been awaited. */
export function account(byte: number): AccountAuth {
  const ed25519 = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(byte)));
  return { account: `05${toHex(ed25519ToX25519(ed25519.publicKey))}`, ed25519 };
}

/** The machine's clock, set wrong by `aheadMs`, which a test may change while it runs. */
export function wrongClock(aheadMs: number): Clock & { aheadMs: number } {
  const clock = { ...systemClock, aheadMs, nowMs: () => systemClock.nowMs() + clock.aheadMs };
  return clock;
}
