import type { Clock, Log, Random } from '../../util/index.ts';
import { delay, errorCode } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import type { NetworkRules } from '../profile.ts';
import { shuffled } from '../random.ts';
import { readOxendResult, serviceNodesCall } from '../storage/node-calls.ts';
import type { AgentSource } from '../transport/agents.ts';
import { agreedNodes } from './agreement.ts';
import { readNodeList } from './node-list.ts';
import type { NodePool } from './node-pool.ts';
import { readBundledNodes } from './bundled-nodes.ts';
import type { BundledNodesSource, DatedNodes } from './bundled-nodes.ts';
import { askSeeds } from './seeds.ts';
import type { ServiceNode } from './service-node.ts';
import { subnet } from './subnets.ts';

export interface NodeListPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly rules: NetworkRules;
  readonly agents: AgentSource;
  readonly pool: NodePool;
  readonly bundled: BundledNodesSource | undefined;
  /** A storage RPC over an onion path; the body of its answer. */
  readonly request: (node: ServiceNode, method: string, params: object) => Promise<unknown>;
  readonly onReplaced: () => void;
}

const ASKED_NODES = 3;
const NEEDED_ANSWERS = 2;
const RETRY_MS = 5 * 60 * 1_000;
/** Between one witness and the next: nobody waits for the list, and an idle client sends little at a time … */
const PAUSE_MS = 40_000;
/** … unless ours is older than this. */
const OLD_MS = 24 * 60 * 60 * 1_000;

/** Gets node lists: from the seeds or the bundled list when there is none, from the nodes themselves when ours is old (spec 02 §1.3). */
export class NodeLists {
  private readonly ports: NodeListPorts;
  private notBeforeMs = -Infinity;
  private refreshing = false;

  constructor(ports: NodeListPorts) {
    this.ports = ports;
  }

  /**
   * A list from the seeds; if there is nothing better, the bundled one or that of an earlier run, whichever is younger.
   * @throws {NetworkError} `seed-unreachable` when nothing helps and we have no list.
   */
  async fetch(signal: AbortSignal): Promise<void> {
    const { clock, pool } = this.ports;
    try {
      this.replace((await askSeeds(this.ports, signal)).nodes, clock.nowMs());
    } catch (error) {
      if (pool.isSufficient()) return;
      const last = await this.lastResort();
      if (last === undefined) throw error;
      this.replace(last.nodes, 0);
    }
  }

  /** Whether the list is being renewed in the background. */
  get isRefreshing(): boolean {
    return this.refreshing;
  }

  /** Renews the list in the background when it is older than two hours. */
  refreshIfDue(signal: AbortSignal): void {
    const { clock, log, pool } = this.ports;
    if (this.refreshing || pool.refreshInMs() > 0 || clock.monotonicMs() < this.notBeforeMs) return;
    this.refreshing = true;
    this.notBeforeMs = clock.monotonicMs() + RETRY_MS;
    void this.refresh(signal)
      .catch((error: unknown) => log.write('info', 'network.refresh-failed', { reason: errorCode(error) }))
      .finally(() => (this.refreshing = false));
  }

  private async refresh(signal: AbortSignal): Promise<void> {
    const nodes = agreedNodes(await this.askNodes(signal));
    const survivors = nodes.filter(({ ed25519 }) => this.ports.pool.get(ed25519) !== undefined).length;
    const isCredible =
      nodes.length >= this.ports.rules.minAgreedNodes && survivors * 2 >= this.ports.pool.all().length;
    const list = isCredible ? nodes : (await askSeeds(this.ports, signal)).nodes;
    this.replace(list, this.ports.clock.nowMs());
  }

  private async askNodes(signal: AbortSignal): Promise<(readonly ServiceNode[])[]> {
    const { clock, pool } = this.ports;
    const pauseMs = pool.ageMs() > OLD_MS ? 0 : PAUSE_MS;
    const ask = async (node: ServiceNode, at: number): Promise<readonly ServiceNode[]> => {
      if (at > 0) await delay(clock, at * pauseMs, signal);
      return this.listOf(node);
    };
    const answers = await Promise.allSettled(this.witnesses().map(ask));
    const lists = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    return lists.length >= NEEDED_ANSWERS ? lists : [];
  }

  /** Three nodes, in different subnets where subnets mean something. */
  private witnesses(): readonly ServiceNode[] {
    const { pool, random, rules } = this.ports;
    const chosen = new Map<string, ServiceNode>();
    for (const node of shuffled(random, pool.usable())) {
      if (chosen.size === ASKED_NODES) break;
      chosen.set(rules.subnets ? subnet(node.ip, 3) : node.ed25519, node);
    }
    return [...chosen.values()];
  }

  private async listOf(node: ServiceNode): Promise<readonly ServiceNode[]> {
    const { method, params } = serviceNodesCall();
    const answer = await this.ports.request(node, method, params);
    return readNodeList(readOxendResult(answer), { publicOnly: this.ports.rules.subnets });
  }

  private async lastResort(): Promise<DatedNodes | undefined> {
    const lists = [this.ports.pool.earlier(), await this.bundledNodes()].filter((list) => list !== undefined);
    return lists
      .filter(({ nodes }) => nodes.length >= this.ports.rules.minPoolNodes)
      .sort((a, b) => b.madeAtMs - a.madeAtMs)[0];
  }

  /** A bundled list that is empty or broken is none. */
  private async bundledNodes(): Promise<DatedNodes | undefined> {
    const bundled = this.ports.bundled?.();
    try {
      return bundled === undefined ? undefined : await readBundledNodes(bundled, this.ports);
    } catch (error) {
      this.ports.log.write('info', 'network.no-bundled-nodes', { reason: errorCode(error) });
      return undefined;
    }
  }

  private replace(nodes: readonly ServiceNode[], madeAtMs: number): void {
    if (nodes.length < this.ports.rules.minPoolNodes)
      throw new NetworkError('bad-response', { message: 'too few nodes' });
    this.ports.pool.replace(nodes, madeAtMs);
    this.ports.onReplaced();
  }
}
