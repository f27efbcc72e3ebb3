import type { Clock, Log } from '../../util/index.ts';
import type { NodeId, ServiceNode } from '../nodes/service-node.ts';
import type { ConnectivityGate } from './connectivity.ts';
import type { Fault } from './fault.ts';
import type { Guards } from './guards.ts';
import type { PathSet } from './path-set.ts';
import type { Path } from './path.ts';
import type { Prober } from './prober.ts';
import type { NodeStrikes } from './strikes.ts';

export interface HealthPorts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
  readonly gate: ConnectivityGate;
  readonly strikes: NodeStrikes;
  readonly guards: Guards;
  readonly prober: Prober;
  readonly paths: PathSet;
  /** Sends a harmless request over the path; its outcome comes back by {@link PathHealth.answered} or {@link PathHealth.failed}. */
  readonly check: (path: Path) => Promise<boolean>;
  /** Something answered. */
  readonly onHeard: () => void;
  /** Nothing answers. */
  readonly onLost: () => void;
  /** Whether the proxy is of no use: then nobody's silence means anything. */
  readonly isProxyDown: () => boolean;
  /** A path or a guard is gone. */
  readonly onReduced: () => void;
}

const PATH_STRIKES_OUT = 3;

/** Keeps count of failures and decides which nodes and paths go (spec 02 §2.7 newer table, §2.9). */
export class PathHealth {
  private readonly ports: HealthPorts;
  private verifying: Promise<void> | undefined;

  constructor(ports: HealthPorts) {
    this.ports = ports;
  }

  /** An authentic answer came over `path`. */
  answered(path: Path): void {
    path.isProven = true;
    path.strikes = Math.max(0, path.strikes - 1);
    this.ports.guards.succeeded(path.guard);
    this.heard();
  }

  /** A request that left at `departedMs` (monotonic) failed. */
  failed(path: Path, fault: Fault, { departedMs }: { readonly departedMs: number }): void {
    this.ports.log.write('info', 'network.path-failed', {
      kind: path.kind,
      strikes: path.strikes,
      pathFault: fault.path,
    });
    if (!this.ports.gate.failed(departedMs, () => this.blame(path, fault))) void this.verify();
  }

  /** A request failed by our own doing: are we still connected? */
  doubted(): void {
    void this.verify();
  }

  /** Sends checks over a new or suspected path until one is answered or three strikes retire it. */
  async examine(path: Path): Promise<void> {
    if (path.suspected) return;
    path.suspected = true;
    try {
      for (let checks = 0; checks < PATH_STRIKES_OUT && this.ports.paths.includes(path); checks += 1) {
        if (await this.ports.check(path)) return;
      }
    } finally {
      path.suspected = false;
    }
  }

  /** A destination answered badly; the path is innocent. */
  strikeNode(id: NodeId): void {
    this.ports.strikes.strike(id);
    this.removeOut();
  }

  /** Asks every guard whether it is there: those that are not go, unless none is. Running already, it is the same one. */
  verify(): Promise<void> {
    this.verifying ??= this.probeGuards().finally(() => (this.verifying = undefined));
    return this.verifying;
  }

  private async probeGuards(): Promise<void> {
    const { clock, gate, guards, paths, prober } = this.ports;
    const startedMs = clock.monotonicMs();
    const inUse = paths.list().map(({ guard }) => guard);
    const asked = [...new Map([...inUse, ...guards.standing()].map((node) => [node.ed25519, node])).values()];
    const silent: ServiceNode[] = [];
    await Promise.all(
      asked.map(async (guard) => {
        if (await prober.probe(guard)) this.heard();
        else silent.push(guard);
      }),
    );
    if (!gate.heardSince(startedMs)) {
      gate.lost();
      this.ports.onLost();
      return;
    }
    if (!this.ports.isProxyDown()) for (const guard of silent) this.dropGuard(guard);
  }

  private heard(): void {
    this.ports.gate.heard();
    this.ports.onHeard();
  }

  private dropGuard(guard: ServiceNode): void {
    const { guards, log, paths, strikes, onReduced } = this.ports;
    log.write('info', 'network.guard-dropped');
    strikes.strike(guard.ed25519);
    guards.drop(guard);
    for (const path of paths.list()) if (path.guard.ed25519 === guard.ed25519) paths.retire(path);
    onReduced();
  }

  private blame(path: Path, { path: isPathFault, struck, expelled }: Fault): void {
    for (const id of expelled) this.ports.strikes.expel(id);
    for (const id of struck) this.ports.strikes.strike(id);
    if (isPathFault && this.ports.paths.includes(path)) this.strikePath(path, [...struck, ...expelled]);
    this.removeOut();
  }

  private strikePath(path: Path, punished: readonly NodeId[]): void {
    path.strikes += 1;
    if (path.strikes < PATH_STRIKES_OUT) {
      void this.examine(path);
      return;
    }
    this.ports.log.write('info', 'network.path-retired', { kind: path.kind });
    for (const id of path.ids()) if (!punished.includes(id)) this.ports.strikes.strike(id);
    this.ports.paths.retire(path);
    this.ports.onReduced();
  }

  /** Paths with a node that is out go. */
  private removeOut(): void {
    const { paths, strikes, onReduced } = this.ports;
    const broken = paths.list().filter((path) => path.ids().some((id) => strikes.isOut(id)));
    for (const path of broken) paths.retire(path);
    if (broken.length > 0) onReduced();
  }
}
