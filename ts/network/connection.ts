// Spec 02 §2.9.

import type { Clock, Log, Random } from '../util/index.ts';
import { createDeferred, errorCode } from '../util/index.ts';
import type { Deferred } from '../util/index.ts';
import { NetworkError } from './errors.ts';
import type { NetworkErrorCode } from './errors.ts';
import type { NodeLists } from './nodes/node-lists.ts';
import type { NodePool } from './nodes/node-pool.ts';
import type { ServiceNode } from './nodes/service-node.ts';
import type { Guards } from './paths/guards.ts';
import type { PathHealth } from './paths/health.ts';
import { PATHS } from './paths/path-set.ts';
import type { PathSet, PathWish } from './paths/path-set.ts';
import type { Path } from './paths/path.ts';
import type { Prober } from './paths/prober.ts';
import { jittered, shuffled } from './random.ts';
import type { Pace } from './transport/pace.ts';
import type { ProxyProblem } from './transport/socks-agent.ts';

export interface ConnectionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly pool: NodePool;
  readonly lists: NodeLists;
  readonly guards: Guards;
  readonly paths: PathSet;
  readonly health: PathHealth;
  readonly prober: Prober;
  readonly check: (path: Path) => Promise<boolean>;
  readonly pace: () => Pace;
  /** Why the proxy is of no use, when there is one and it is not. */
  readonly proxyProblem: () => ProxyProblem | undefined;
  /** The state or the paths are not what they were. */
  readonly onChange: () => void;
}

/** How long somebody waits. */
export interface Patience {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export type ConnectionState = 'connecting' | 'online' | 'offline';

const MAINTENANCE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;
/** Once connected we know that the network is there: an outage is looked after more often. */
const MAX_OUTAGE_PAUSE_MS = 30_000;
/** A request while offline hastens the next attempt, but not beyond this; less so the longer the outage lasts. */
const POKE_EVERY_MS = { least: 1_000, most: 10_000, perOutage: 0.1 } as const;
/** Between a round and one that was asked for meanwhile. */
const NUDGED_PAUSE_MS = 50;
const PROOF_DELAY_MS = 2_000;
/** How long a request waits for an outage to end. */
const OFFLINE_PATIENCE_MS = 3_000;
/** After so many vain rounds the seeds are asked too: our list may be stale. */
const ROUNDS_BEFORE_SEEDS = 3;

/**
 * Keeps the paths standing, for ever: gets node lists, recruits guards, builds and rotates paths, and after an outage tries again
 * at growing intervals.
 */
export class Connection {
  private readonly ports: ConnectionPorts;
  private readonly stopped = new AbortController();
  private current: ConnectionState = 'connecting';
  private failure: NetworkErrorCode = 'offline';
  private stateSinceMs = 0;
  private wasOnline = false;
  private vainRounds = 0;
  private lastRoundMs = -Infinity;
  private nudged = false;
  private endPause: (() => void) | undefined;
  private change: Deferred<void> = createDeferred();

  constructor(ports: ConnectionPorts) {
    this.ports = ports;
  }

  get state(): ConnectionState {
    return this.current;
  }

  /** Why we are offline; undefined while we are not. */
  get problem(): NetworkErrorCode | undefined {
    return this.current === 'offline' ? (this.ports.proxyProblem() ?? this.failure) : undefined;
  }

  get signal(): AbortSignal {
    return this.stopped.signal;
  }

  stop(): void {
    this.stopped.abort();
    this.changed();
    this.nudge();
  }

  /** Runs until {@link stop}; never rejects. */
  async run(): Promise<void> {
    this.ports.pool.load();
    this.ports.guards.load();
    this.changed();
    while (!this.signal.aborted) {
      const pauseMs = await this.round();
      await this.pause(pauseMs);
    }
  }

  /** Something answered. */
  heard(): void {
    this.vainRounds = 0;
    this.wasOnline = true;
    this.failure = 'offline';
    if (this.current === 'online') return;
    this.setState('online');
    this.nudge();
  }

  /** Nothing answers. */
  lost(): void {
    this.setState('offline');
    this.nudge();
  }

  /** A path or guard is missing: a guard that stands ready takes its place at once. */
  reduced(): void {
    this.changed();
    this.fill();
    this.nudge();
  }

  /** Starts over with short intervals. */
  hasten(): void {
    this.vainRounds = 0;
    this.nudge();
  }

  /** The node list was renewed: paths with nodes that left the network go. */
  nodesReplaced(): void {
    const { paths, pool } = this.ports;
    const broken = paths.list().filter((path) => path.ids().some((id) => pool.get(id) === undefined));
    for (const path of broken) paths.retire(path);
    if (broken.length > 0) this.reduced();
    else this.changed();
  }

  /**
   * The best path for `wish`; waits for one while there is hope.
   * @throws {NetworkError} `offline`, `no-path` after the time-out, `aborted`, `closed`
   */
  pathFor(wish: PathWish, limits: Patience): Promise<Path> {
    const find = (): Path | undefined =>
      this.current === 'offline' ? undefined : this.ports.paths.choose(wish);
    return this.hopeFor(find, limits);
  }

  /**
   * Waits until service nodes are known.
   * @throws {NetworkError} as {@link pathFor}
   */
  async nodesKnown(limits: Patience): Promise<void> {
    await this.hopeFor(() => this.ports.pool.isSufficient() || undefined, limits);
  }

  /**
   * Waits until there is a path.
   * @throws {NetworkError} as {@link pathFor}
   */
  async connected(limits: Patience): Promise<void> {
    await this.hopeFor(
      () => (this.current !== 'offline' && this.ports.paths.list().length > 0) || undefined,
      limits,
    );
  }

  private async hopeFor<Result>(
    find: () => Result | undefined,
    { signal, timeoutMs }: Patience,
  ): Promise<Result> {
    const { clock, pace, proxyProblem } = this.ports;
    const startedMs = clock.monotonicMs();
    for (;;) {
      if (this.signal.aborted) throw new NetworkError('closed');
      if (signal.aborted) throw new NetworkError('aborted');
      const found = find();
      if (found !== undefined) return found;
      const isOffline = this.current === 'offline';
      if (isOffline) this.poke();
      // A dead proxy is known to be dead at once, and everything behind it takes its time.
      const offlinePatienceMs = OFFLINE_PATIENCE_MS * (proxyProblem() === undefined ? pace().slowness : 1);
      const patienceMs = isOffline ? Math.min(offlinePatienceMs, timeoutMs) : timeoutMs;
      const leftMs = startedMs + patienceMs - clock.monotonicMs();
      if (leftMs <= 0) throw new NetworkError(isOffline ? (proxyProblem() ?? 'offline') : 'no-path');
      await this.changeWithin(isOffline ? Math.min(leftMs, this.pokeEveryMs()) : leftMs, signal);
    }
  }

  /** One round of upkeep; how long to wait for the next. */
  private async round(): Promise<number> {
    const { clock, log, random } = this.ports;
    this.lastRoundMs = clock.monotonicMs();
    this.nudged = false;
    try {
      await this.upkeep();
      const isComplete = this.ports.paths.list().length >= Math.min(PATHS, this.ports.guards.target());
      this.vainRounds = isComplete ? 0 : this.vainRounds + 1;
    } catch (error) {
      if (this.signal.aborted) return 0;
      this.vainRounds += 1;
      this.failure = error instanceof NetworkError ? error.code : 'offline';
      log.write('info', 'network.not-connected', { reason: errorCode(error), rounds: this.vainRounds });
      this.setState('offline');
    }
    if (this.vainRounds === 0) return jittered(random, MAINTENANCE_MS);
    const limitMs = this.wasOnline ? MAX_OUTAGE_PAUSE_MS : MAX_PAUSE_MS;
    return jittered(random, Math.min(limitMs, FIRST_PAUSE_MS * 2 ** (this.vainRounds - 1)));
  }

  private async upkeep(): Promise<void> {
    const { guards, lists, paths, pool } = this.ports;
    const isStale = this.vainRounds > 0 && this.vainRounds % ROUNDS_BEFORE_SEEDS === 0;
    if (!pool.isSufficient() || isStale) await lists.fetch(this.signal);
    if (this.current === 'offline') await this.reconnect();
    this.fill();
    if (guards.missing() > 0) {
      const serving = new Set(paths.list().flatMap((path) => path.ids()));
      await guards.recruit(serving, { signal: this.signal, onFound: () => this.foundGuard() });
      this.fill();
    }
    if (paths.list().length === 0) throw new NetworkError('no-path');
    if (this.current === 'online') {
      lists.refreshIfDue(this.signal);
      // One thing at a time: together with the polls of an idle client, six requests a minute are enough.
      if (!lists.isRefreshing) await this.rotate();
    }
  }

  /** A few guards and a few nodes that serve on no path are asked; anyone's answer ends the outage. */
  private async reconnect(): Promise<void> {
    const { guards, paths, pool, prober, random } = this.ports;
    const strangers = pool.usable().filter(({ ed25519 }) => !paths.list().some((path) => path.has(ed25519)));
    const some = (nodes: readonly ServiceNode[]): readonly ServiceNode[] =>
      shuffled(random, nodes).slice(0, 2);
    const asked = new Set([...some(guards.standing()), ...some(strangers)]);
    const answers = await Promise.all([...asked].map((node) => this.ask(node, prober)));
    if (!answers.includes(true)) throw new NetworkError('offline');
    // Guards that the outage has outlived go now, not when a request needs them.
    await this.ports.health.verify();
  }

  private async ask(node: ServiceNode, prober: Prober): Promise<boolean> {
    const answered = await prober.probe(node, this.signal);
    if (answered) this.heard();
    return answered;
  }

  private foundGuard(): void {
    this.heard();
    this.fill();
  }

  private fill(): void {
    const built = this.ports.paths.fill();
    if (built.length === 0) return;
    this.changed();
    for (const path of built) this.prove(path);
  }

  /**
   * A path is tried before somebody needs it. Guards that have just answered make that less urgent: a request most likely comes
   * first, and a check beside it would need a connection of its own.
   */
  private prove(path: Path): void {
    const { clock, health } = this.ports;
    if (this.current !== 'online') {
      void health.examine(path);
      return;
    }
    clock.setTimer(PROOF_DELAY_MS, () => {
      if (!path.isProven && !this.signal.aborted) void health.examine(path);
    });
  }

  /** New hops are tried before the old ones go. One path a round: upkeep makes no bursts. */
  private async rotate(): Promise<void> {
    const successor = this.ports.paths.successor();
    if (successor === undefined || !(await this.ports.check(successor.fresh))) return;
    this.ports.paths.swap(successor.old, successor.fresh);
    this.changed();
  }

  private poke(): void {
    if (this.ports.clock.monotonicMs() - this.lastRoundMs >= this.pokeEveryMs()) this.nudge();
  }

  private pokeEveryMs(): number {
    const { least, most, perOutage } = POKE_EVERY_MS;
    const outageMs = this.ports.clock.monotonicMs() - this.stateSinceMs;
    return Math.max(least, Math.min(most, outageMs * perOutage));
  }

  private setState(state: ConnectionState): void {
    if (this.current === state || this.signal.aborted) return;
    this.current = state;
    this.stateSinceMs = this.ports.clock.monotonicMs();
    this.ports.log.write('info', 'network.state', { state });
    this.changed();
  }

  private changed(): void {
    this.change.resolve();
    this.change = createDeferred();
    this.ports.onChange();
  }

  /** Resolves at the next change, after `limitMs`, or when the signal aborts. */
  private changeWithin(limitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        timer.cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = this.ports.clock.setTimer(limitMs, done);
      signal.addEventListener('abort', done, { once: true });
      void this.change.promise.then(done);
    });
  }

  /** Ends the pause between two rounds, also one that has not begun yet. */
  private nudge(): void {
    this.nudged = true;
    this.endPause?.();
  }

  private pause(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.ports.clock.setTimer(this.nudged ? NUDGED_PAUSE_MS : pauseMs, () =>
        this.endPause?.(),
      );
      this.endPause = () => {
        timer.cancel();
        this.endPause = undefined;
        resolve();
      };
    });
  }
}
