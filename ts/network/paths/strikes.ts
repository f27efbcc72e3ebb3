import type { Clock } from '../../util/index.ts';
import type { NodeId } from '../nodes/service-node.ts';

const STRIKES_OUT = 3;
const LIFE_MS = 48 * 60 * 60 * 1_000;

/** Which service nodes failed lately. Three strikes within 48 h and a node is out until they expire (spec 02 §2.7). */
export class NodeStrikes {
  private readonly clock: Pick<Clock, 'monotonicMs'>;
  private readonly strikes = new Map<NodeId, number[]>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.clock = clock;
  }

  strike(node: NodeId): void {
    this.strikes.set(node, [...this.recent(node), this.clock.monotonicMs()]);
  }

  /** All three strikes at once, for a node that the network does not know or that answers nonsense. */
  expel(node: NodeId): void {
    for (let count = 0; count < STRIKES_OUT; count += 1) this.strike(node);
  }

  count(node: NodeId): number {
    return this.recent(node).length;
  }

  isOut(node: NodeId): boolean {
    return this.count(node) >= STRIKES_OUT;
  }

  /** Takes back what was given within the last `ageMs`; all when it is left out. */
  forgive(ageMs = LIFE_MS): void {
    const since = this.clock.monotonicMs() - ageMs;
    for (const [node, times] of this.strikes) {
      const kept = times.filter((time) => time < since);
      if (kept.length === 0) this.strikes.delete(node);
      else this.strikes.set(node, kept);
    }
  }

  private recent(node: NodeId): readonly number[] {
    const since = this.clock.monotonicMs() - LIFE_MS;
    return (this.strikes.get(node) ?? []).filter((time) => time > since);
  }
}
