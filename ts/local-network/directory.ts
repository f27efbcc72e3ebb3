import { NO_SWARM, swarmIdFor } from './swarm-mapping.ts';

/** A service node as the network knows it. */
export interface NodeRecord {
  /** Position in the network's list. */
  readonly index: number;
  /** Ed25519 public key, hex. */
  readonly id: string;
  readonly pubkeyX25519: string;
  readonly ip: string;
  readonly portHttps: number;
  readonly portOmq: number;
  readonly swarmId: bigint;
}

export interface Swarm {
  readonly id: bigint;
  readonly members: readonly NodeRecord[];
}

/** Which nodes exist and which of them keep whose messages. */
export class Directory {
  private records: readonly NodeRecord[];
  private byId: ReadonlyMap<string, NodeRecord>;
  private bySwarm: ReadonlyMap<bigint, readonly NodeRecord[]>;
  private readonly swarmIds: readonly bigint[];

  constructor(nodes: readonly NodeRecord[]) {
    this.records = nodes;
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    this.bySwarm = groupBySwarm(nodes);
    this.swarmIds = [...this.bySwarm.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  get nodes(): readonly NodeRecord[] {
    return this.records;
  }

  /** Every swarm, in the order of their ids. */
  get swarms(): readonly Swarm[] {
    return this.swarmIds.map((id) => ({ id, members: this.bySwarm.get(id) ?? [] }));
  }

  /** The nodes of two swarms take each other's place. */
  exchange(one: bigint, other: bigint): void {
    const places = new Map([
      [one, other],
      [other, one],
    ]);
    this.records = this.records.map((node) => ({
      ...node,
      swarmId: places.get(node.swarmId) ?? node.swarmId,
    }));
    this.byId = new Map(this.records.map((node) => [node.id, node]));
    this.bySwarm = groupBySwarm(this.records);
  }

  /** The node with this Ed25519 key (hex of either case). */
  find(id: string): NodeRecord | undefined {
    return this.byId.get(id.toLowerCase());
  }

  /** The swarm of an account (33 bytes); without members when no node is in a swarm. */
  swarmOf(account: Uint8Array): Swarm {
    const id = swarmIdFor(account, this.swarmIds) ?? NO_SWARM;
    return { id, members: this.bySwarm.get(id) ?? [] };
  }
}

function groupBySwarm(nodes: readonly NodeRecord[]): ReadonlyMap<bigint, readonly NodeRecord[]> {
  const swarms = new Map<bigint, NodeRecord[]>();
  for (const node of nodes) {
    if (node.swarmId === NO_SWARM) continue;
    swarms.set(node.swarmId, [...(swarms.get(node.swarmId) ?? []), node]);
  }
  return swarms;
}
