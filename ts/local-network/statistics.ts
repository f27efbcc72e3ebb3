import type { NetworkEvent, Origin } from './events.ts';

/** What one node has done since its start or the last reset. */
export interface NodeStatistics {
  /** TCP connections accepted. */
  readonly connections: number;
  /** TLS handshakes finished, by who connected; resumed sessions are counted here too. */
  readonly handshakes: Readonly<Record<Origin, number>>;
  /** Of the handshakes, those that resumed a session. */
  readonly resumed: number;
  /** Requests by endpoint, e.g. `POST /onion_req/v2`. */
  readonly requests: Readonly<Record<string, number>>;
  /** Storage RPC methods run as the node a client asked, by name, sub-requests of batches too. */
  readonly methods: Readonly<Record<string, number>>;
  /** Onion layers opened, by where they led. */
  readonly hops: Readonly<Record<'node' | 'server' | 'self', number>>;
}

export interface NetworkStatistics {
  readonly nodes: Readonly<Record<string, NodeStatistics>>;
  /** Requests to the seed by method. */
  readonly seed: Readonly<Record<string, number>>;
  /** Requests to the file server by what they wanted. */
  readonly files: Readonly<Record<string, number>>;
  /** Requests to the community server by endpoint, e.g. `GET /room/:room/messages/recent`, those of batches one by one. */
  readonly community: Readonly<Record<string, number>>;
}

type Mutable<Type> = {
  -readonly [Key in keyof Type]: Type[Key] extends number ? number : Record<string, number>;
};

/** Counts events. */
export class Statistics {
  private readonly nodeIds: readonly string[];
  private nodes = new Map<string, Mutable<NodeStatistics>>();
  private seed: Record<string, number> = {};
  private files: Record<string, number> = {};
  private community: Record<string, number> = {};

  constructor(nodeIds: readonly string[]) {
    this.nodeIds = nodeIds;
    this.reset();
  }

  reset(): void {
    this.nodes = new Map(this.nodeIds.map((id) => [id, emptyStatistics()]));
    this.seed = {};
    this.files = {};
    this.community = {};
  }

  count(event: NetworkEvent): void {
    if (event.type === 'seed-request') {
      increment(this.seed, event.method);
      return;
    }
    if (event.type === 'file') {
      increment(this.files, event.action);
      return;
    }
    if (event.type === 'community') {
      increment(this.community, event.endpoint);
      return;
    }
    const node = this.nodes.get(event.node);
    if (node === undefined) return;
    switch (event.type) {
      case 'connection':
        node.connections += 1;
        break;
      case 'handshake':
        increment(node.handshakes, event.from);
        if (event.resumed) node.resumed += 1;
        break;
      case 'request':
        increment(node.requests, event.endpoint);
        break;
      case 'rpc':
        increment(node.methods, event.method);
        break;
      case 'hop':
        increment(node.hops, event.to);
        break;
      case 'unwrapped':
      case 'stored':
        break;
    }
  }

  snapshot(): NetworkStatistics {
    const { seed, files, community } = this;
    const nodes = Object.fromEntries(this.nodes);
    return structuredClone({ nodes, seed, files, community }) as NetworkStatistics;
  }
}

function emptyStatistics(): Mutable<NodeStatistics> {
  return {
    connections: 0,
    handshakes: { client: 0, peer: 0 },
    resumed: 0,
    requests: {},
    methods: {},
    hops: { node: 0, server: 0, self: 0 },
  };
}

function increment(counters: Record<string, number>, name: string): void {
  counters[name] = (counters[name] ?? 0) + 1;
}
