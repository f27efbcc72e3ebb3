import type { Clock, Log } from '../../util/index.ts';
import type { NodeStrikes } from '../paths/strikes.ts';
import type { NetworkState } from '../state.ts';
import type { DatedNodes } from './bundled-nodes.ts';
import type { NodeId, ServiceNode } from './service-node.ts';

const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1_000;
const REFRESH_AGE_MS = 2 * 60 * 60 * 1_000;

/** The known service nodes: kept over restarts, used at once, renewed in the background (spec 02 §1.3). */
export class NodePool {
  private readonly ports: {
    readonly clock: Clock;
    readonly log: Log;
    readonly state: NetworkState;
    readonly strikes: NodeStrikes;
  };
  private readonly minNodes: number;
  private nodes = new Map<NodeId, ServiceNode>();
  private updatedAtMs = 0;

  constructor(ports: NodePool['ports'], minNodes: number) {
    this.ports = ports;
    this.minNodes = minNodes;
  }

  /** Takes the list of the last run when it is younger than 14 days; false when there is none. */
  load(): boolean {
    const saved = this.ports.state.loadNodes();
    if (saved === undefined || saved.nodes.length < this.minNodes) return false;
    if (this.ports.clock.nowMs() - saved.updatedAtMs > MAX_AGE_MS) return false;
    this.nodes = byId(saved.nodes);
    this.updatedAtMs = saved.updatedAtMs;
    return true;
  }

  /** The list of an earlier run, however old it is. */
  earlier(): DatedNodes | undefined {
    const saved = this.ports.state.loadNodes();
    return saved === undefined ? undefined : { nodes: saved.nodes, madeAtMs: saved.updatedAtMs };
  }

  /** `madeAtMs` 0 for a list that should be renewed soon. */
  replace(nodes: readonly ServiceNode[], madeAtMs: number): void {
    this.nodes = byId(nodes);
    this.updatedAtMs = madeAtMs;
    this.ports.state.saveNodes(nodes, madeAtMs);
    this.ports.log.write('info', 'network.node-list-replaced', { nodes: nodes.length });
  }

  get(id: NodeId): ServiceNode | undefined {
    return this.nodes.get(id);
  }

  all(): readonly ServiceNode[] {
    return [...this.nodes.values()];
  }

  /** All nodes that are not out; all at all when too few are left, a wrong suspicion must not lock us out. */
  usable(): readonly ServiceNode[] {
    const inPlay = this.all().filter(({ ed25519 }) => !this.ports.strikes.isOut(ed25519));
    if (inPlay.length >= this.minNodes) return inPlay;
    this.ports.strikes.forgive();
    return this.all();
  }

  isUsable(id: NodeId): boolean {
    return this.nodes.has(id) && !this.ports.strikes.isOut(id);
  }

  isSufficient(): boolean {
    return this.nodes.size >= this.minNodes;
  }

  /** When the list was made, ms since the epoch; 0 when nobody knows. */
  get madeAtMs(): number {
    return this.updatedAtMs;
  }

  /** How old the list is, milliseconds. */
  ageMs(): number {
    return this.ports.clock.nowMs() - this.updatedAtMs;
  }

  /** Milliseconds until the list should be renewed; 0 when that time has come. */
  refreshInMs(): number {
    return Math.max(0, this.updatedAtMs + REFRESH_AGE_MS - this.ports.clock.nowMs());
  }
}

function byId(nodes: readonly ServiceNode[]): Map<NodeId, ServiceNode> {
  return new Map(nodes.map((node) => [node.ed25519, node]));
}
