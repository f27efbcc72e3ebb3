import type { Clock, Random } from '../../util/index.ts';
import type { NodePool } from '../nodes/node-pool.ts';
import type { NodeId, ServiceNode } from '../nodes/service-node.ts';
import { subnet } from '../nodes/subnets.ts';
import { shuffled } from '../random.ts';
import { withLinkedSignal } from '../signals.ts';
import type { GuardRecord, NetworkState } from '../state.ts';
import type { Pace } from '../transport/pace.ts';
import type { Prober } from './prober.ts';

export interface GuardPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly state: NetworkState;
  readonly pool: NodePool;
  readonly prober: Prober;
  /** Guards in different /24 networks. */
  readonly subnets: boolean;
  readonly pace: () => Pace;
}

/** One for each path, and one that stands ready; never so many that a small network has too few other hops. */
const STANDING_GUARDS = 4;
const NODES_PER_GUARD = 4;

const MAX_AGE_MS = 10 * 24 * 60 * 60 * 1_000;
const SAVE_EVERY_MS = 60 * 60 * 1_000;
const MAX_ROUNDS = 6;

/** The few nodes that see our address: kept over restarts, replaced only when they fail (spec 02 §2.9). */
export class Guards {
  private readonly ports: GuardPorts;
  private readonly lastSuccessMs = new Map<NodeId, number>();
  private readonly racing = new Set<NodeId>();

  constructor(ports: GuardPorts) {
    this.ports = ports;
  }

  /** Takes those of the last run that answered within the last ten days. */
  load(): void {
    const since = this.ports.clock.nowMs() - MAX_AGE_MS;
    for (const { id, lastSuccessMs } of this.ports.state.loadGuards()) {
      if (lastSuccessMs > since) this.lastSuccessMs.set(id, lastSuccessMs);
    }
  }

  /** Those that may be used now. */
  standing(): readonly ServiceNode[] {
    const usable = [...this.lastSuccessMs.keys()].filter((id) => this.ports.pool.isUsable(id));
    return usable.flatMap((id) => this.ports.pool.get(id) ?? []);
  }

  /** Nodes that see our address, or may before long: they must not serve behind a guard. */
  faces(): ReadonlySet<NodeId> {
    return new Set([...this.lastSuccessMs.keys(), ...this.racing]);
  }

  /** How many should stand. */
  target(): number {
    return Math.max(
      1,
      Math.min(STANDING_GUARDS, Math.floor(this.ports.pool.usable().length / NODES_PER_GUARD)),
    );
  }

  missing(): number {
    return Math.max(0, this.target() - this.standing().length);
  }

  succeeded({ ed25519 }: ServiceNode): void {
    const nowMs = this.ports.clock.nowMs();
    const savedMs = this.lastSuccessMs.get(ed25519);
    if (savedMs !== undefined && Math.abs(nowMs - savedMs) < SAVE_EVERY_MS) return;
    this.lastSuccessMs.set(ed25519, nowMs);
    this.save();
  }

  drop({ ed25519 }: ServiceNode): void {
    if (this.lastSuccessMs.delete(ed25519)) this.save();
  }

  /**
   * Races candidates, a few at a time, until there are as many guards as should stand; `excluded` are the nodes that serve on paths
   * and must not come to know our address. `onFound` hears of each at once.
   */
  async recruit(
    excluded: ReadonlySet<NodeId>,
    { signal, onFound }: { readonly signal: AbortSignal; readonly onFound: () => void },
  ): Promise<void> {
    const candidates = shuffled(
      this.ports.random,
      this.ports.pool
        .usable()
        .filter(({ ed25519 }) => !excluded.has(ed25519) && !this.lastSuccessMs.has(ed25519)),
    );
    for (let round = 0; round < MAX_ROUNDS && candidates.length > 0; round += 1) {
      if (this.missing() === 0 || signal.aborted) return;
      await this.race(candidates.splice(0, this.ports.pace().racers), signal, onFound);
    }
  }

  private race(candidates: readonly ServiceNode[], signal: AbortSignal, onFound: () => void): Promise<void> {
    for (const { ed25519 } of candidates) this.racing.add(ed25519);
    return withLinkedSignal([signal], async (linked, abort) => {
      const run = async (candidate: ServiceNode): Promise<void> => {
        const answered = await this.ports.prober.probe(candidate, linked);
        if (!answered || this.missing() === 0 || !this.fits(candidate)) return;
        this.succeeded(candidate);
        onFound();
        if (this.missing() === 0) abort();
      };
      await Promise.all(candidates.map(run));
    }).finally(() => this.racing.clear());
  }

  private fits(candidate: ServiceNode): boolean {
    if (!this.ports.subnets) return true;
    return this.standing().every(({ ip }) => subnet(ip, 3) !== subnet(candidate.ip, 3));
  }

  private save(): void {
    const records: GuardRecord[] = [...this.lastSuccessMs].map(([id, lastSuccessMs]) => ({
      id,
      lastSuccessMs,
    }));
    this.ports.state.saveGuards(records);
  }
}
