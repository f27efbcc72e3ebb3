import type { Random } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asArray, asRecord, isRecord } from '../json.ts';
import { shuffled } from '../random.ts';
import type { NetworkState } from '../state.ts';
import type { NodePool } from './node-pool.ts';
import { parseNodeId } from './service-node.ts';
import type { NodeId, ServiceNode } from './service-node.ts';
import { computedSwarm } from './swarm-mapping.ts';

export interface SwarmPorts {
  readonly random: Random;
  readonly state: NetworkState;
  readonly pool: NodePool;
}

/** A remembered swarm is good while so many of it are known (spec 02 §1.5). */
const MIN_KNOWN_MEMBERS = 3;

/**
 * Which nodes keep an account's messages: as a node told us, else as computed from the swarm ids of the node list, which spares
 * asking about each contact. A node that says "not mine" (421) is believed only about nodes that we know.
 */
export class Swarms {
  private readonly ports: SwarmPorts;
  private readonly told = new Map<string, readonly NodeId[]>();
  private isListNew = false;

  constructor(ports: SwarmPorts) {
    this.ports = ports;
  }

  /** The swarm in random order, those with fewer strikes first; undefined when a node must be asked. */
  known(account: string): readonly ServiceNode[] | undefined {
    const members = this.remembered(account) ?? this.computed(account);
    return members === undefined ? undefined : this.ordered(members);
  }

  /**
   * Takes the swarm from the body of a `get_swarm` or 421 answer; our own addresses are used, not those in it.
   * @throws {NetworkError} `no-swarm` when it names nobody whom we know, `bad-response`
   */
  learn(account: string, body: unknown): readonly ServiceNode[] {
    const snodes = asArray(asRecord(body, 'swarm')['snodes'], 'snodes');
    const ids = snodes.flatMap((snode) =>
      isRecord(snode) ? (parseNodeId(snode['pubkey_ed25519']) ?? []) : [],
    );
    const members = this.inPool([...new Set(ids)]);
    if (members.length === 0) throw new NetworkError('no-swarm');
    const memberIds = members.map(({ ed25519 }) => ed25519);
    this.told.set(account, memberIds);
    this.ports.state.saveSwarm(account, memberIds);
    return this.ordered(members);
  }

  /** The node list was renewed: it knows better than what we were told before. */
  listReplaced(): void {
    this.told.clear();
    this.isListNew = true;
  }

  private remembered(account: string): readonly ServiceNode[] | undefined {
    const told = this.told.get(account) ?? (this.isListNew ? undefined : this.ports.state.loadSwarm(account));
    if (told === undefined) return undefined;
    const members = this.inPool(told);
    if (members.length < MIN_KNOWN_MEMBERS) return undefined;
    this.told.set(account, told);
    return members;
  }

  private computed(account: string): readonly ServiceNode[] | undefined {
    const members = computedSwarm(account, this.ports.pool.all());
    if (members.length === 0) return undefined;
    this.told.set(
      account,
      members.map(({ ed25519 }) => ed25519),
    );
    return members;
  }

  private inPool(ids: readonly NodeId[]): readonly ServiceNode[] {
    return ids.flatMap((id) => this.ports.pool.get(id) ?? []);
  }

  private ordered(members: readonly ServiceNode[]): readonly ServiceNode[] {
    const usable = (node: ServiceNode): number => (this.ports.pool.isUsable(node.ed25519) ? 0 : 1);
    return shuffled(this.ports.random, members).sort((a, b) => usable(a) - usable(b));
  }
}
