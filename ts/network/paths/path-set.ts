import type { Clock, Random } from '../../util/index.ts';
import type { NodePool } from '../nodes/node-pool.ts';
import type { NodeId, ServiceNode } from '../nodes/service-node.ts';
import { subnet } from '../nodes/subnets.ts';
import { randomInt, shuffled } from '../random.ts';
import type { Guards } from './guards.ts';
import { Path } from './path.ts';
import type { PathKind } from './path.ts';

export interface PathSetPorts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly random: Random;
  readonly pool: NodePool;
  readonly guards: Guards;
  /** Nodes of one path in different /24 networks, in different /16 when the pool allows. */
  readonly subnets: boolean;
}

export interface PathWish {
  readonly kind: PathKind;
  /** Must not be on the path. */
  readonly destination: NodeId | undefined;
  /** Paths that this request has tried before. */
  readonly tried: ReadonlySet<Path>;
}

const SLOTS: readonly PathKind[] = ['messages', 'messages', 'files'];
/** How many paths stand when all is well. */
export const PATHS = SLOTS.length;
const ROTATE_AFTER_MS = 10 * 60 * 1_000;

/** The standing paths, of different nodes as far as the pool allows (spec 02 §2.3, §2.9). */
export class PathSet {
  private readonly ports: PathSetPorts;
  private readonly slots: (Path | undefined)[] = SLOTS.map(() => undefined);

  constructor(ports: PathSetPorts) {
    this.ports = ports;
  }

  list(): readonly Path[] {
    return this.slots.filter((path) => path !== undefined);
  }

  includes(path: Path): boolean {
    return this.slots.includes(path);
  }

  /** Builds what is missing from the guards that are free; returns the new paths. */
  fill(): readonly Path[] {
    const built: Path[] = [];
    for (const [at, kind] of SLOTS.entries()) {
      if (this.slots[at] !== undefined) continue;
      const guard = this.ports.guards
        .standing()
        .find((node) => !this.list().some((path) => path.guard.ed25519 === node.ed25519));
      const path = guard === undefined ? undefined : this.build(kind, guard);
      if (path === undefined) continue;
      this.slots[at] = path;
      built.push(path);
    }
    return built;
  }

  retire(path: Path): void {
    this.swap(path, undefined);
  }

  /** A path with the same guard and new other hops for the oldest one that has served ten minutes and is not in use now. */
  successor(): { readonly old: Path; readonly fresh: Path } | undefined {
    const bornBeforeMs = this.ports.clock.monotonicMs() - ROTATE_AFTER_MS;
    const due = this.list()
      .filter((path) => path.bornMs <= bornBeforeMs && path.inFlight === 0)
      .sort((a, b) => a.bornMs - b.bornMs);
    for (const old of due) {
      const fresh = this.build(old.kind, old.guard);
      if (fresh !== undefined) return { old, fresh };
    }
    return undefined;
  }

  /** Puts `fresh` in the place of `old`, whose requests run to their end. */
  swap(old: Path, fresh: Path | undefined): void {
    const at = this.slots.indexOf(old);
    if (at >= 0) this.slots[at] = fresh;
  }

  /** The best path for a request: not tried, not suspected, of its kind, least busy; undefined when none leads there. */
  choose({ kind, destination, tried }: PathWish): Path | undefined {
    const demerits = (path: Path): number =>
      (tried.has(path) ? 4_000 : 0) +
      (path.suspected ? 2_000 : 0) +
      (path.kind === kind ? 0 : 1_000) +
      path.inFlight;
    const fit = this.list().filter((path) => destination === undefined || !path.has(destination));
    const least = Math.min(...fit.map(demerits));
    const best = fit.filter((path) => demerits(path) === least);
    return best.length === 0 ? undefined : best[randomInt(this.ports.random, best.length)];
  }

  private build(kind: PathKind, guard: ServiceNode): Path | undefined {
    const { clock, pool, guards, random, subnets } = this.ports;
    const faces = guards.faces();
    const candidates = shuffled(
      random,
      pool.usable().filter(({ ed25519 }) => !faces.has(ed25519)),
    );
    const busy = new Set(this.list().flatMap((path) => path.ids()));
    const unused = candidates.filter(({ ed25519 }) => !busy.has(ed25519));
    const hops = subnets
      ? (pickHops(guard, unused, 2) ?? pickHops(guard, unused, 3) ?? pickHops(guard, candidates, 3))
      : (pickHops(guard, unused) ?? pickHops(guard, candidates));
    return hops === undefined ? undefined : new Path(kind, [guard, ...hops], { bornMs: clock.monotonicMs() });
  }
}

/** The first two candidates that share no subnet (of 2 or 3 octets) with the guard or with each other. */
function pickHops(
  guard: ServiceNode,
  candidates: readonly ServiceNode[],
  octets?: 2 | 3,
): readonly [ServiceNode, ServiceNode] | undefined {
  const near = (a: ServiceNode, b: ServiceNode): boolean =>
    octets !== undefined && subnet(a.ip, octets) === subnet(b.ip, octets);
  const middle = candidates.find((node) => !near(node, guard));
  if (middle === undefined) return undefined;
  const exit = candidates.find((node) => node !== middle && !near(node, guard) && !near(node, middle));
  return exit === undefined ? undefined : [middle, exit];
}
