import type http from 'node:http';

import { cryptoReady } from '../crypto/index.ts';
import type { Clock, Log, Random } from '../util/index.ts';
import { Emitter, errorCode } from '../util/index.ts';
import { Connection } from './connection.ts';
import { NetworkError } from './errors.ts';
import type { Network, NetworkReport, NetworkStatus, RequestOptions } from './network.ts';
import { NodeLists } from './nodes/node-lists.ts';
import { NodePool } from './nodes/node-pool.ts';
import type { BundledNodesSource } from './nodes/bundled-nodes.ts';
import { Swarms } from './nodes/swarms.ts';
import { ConnectivityGate } from './paths/connectivity.ts';
import { Guards } from './paths/guards.ts';
import { PathHealth } from './paths/health.ts';
import { PathSet } from './paths/path-set.ts';
import type { OpenReply } from './onion/reply-tasks.ts';
import type { Path } from './paths/path.ts';
import { Prober } from './paths/prober.ts';
import { NodeStrikes } from './paths/strikes.ts';
import { rulesOf } from './profile.ts';
import type { NetworkProfile } from './profile.ts';
import { randomInt } from './random.ts';
import { ServerRecords } from './report/server-records.ts';
import { OnionRouter } from './router.ts';
import { ServerClient } from './servers.ts';
import { withLinkedSignal } from './signals.ts';
import { forgivingState } from './state.ts';
import type { NetworkState } from './state.ts';
import { NodeRpc } from './storage/node-rpc.ts';
import { StorageClient } from './storage/storage-client.ts';
import { NetworkClock } from './time/network-clock.ts';
import { TokenBucket } from './token-bucket.ts';
import { Agents } from './transport/agents.ts';
import { CountedTransport } from './transport/counted-transport.ts';
import { parseProxy } from './transport/proxy.ts';
import { HttpsTransport } from './transport/https-transport.ts';
import type { Pace } from './transport/pace.ts';
import type { ProxySettings } from './transport/proxy.ts';
import type { Transport } from './transport/transport.ts';

export interface NetworkPorts {
  readonly profile: NetworkProfile;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: NetworkState;
  /** How bytes reach guards; HTTPS when left out. */
  readonly transport?: Transport;
  /** A node list to begin with where no seed can be reached. */
  readonly bundledNodes?: BundledNodesSource;
  /** Opens large answers of servers, as those with files, elsewhere; in this thread when left out. */
  readonly openLarge?: OpenReply;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const FILE_TIMEOUT_MS = 30_000;
/** Strikes of the last minute before a change of network were most likely the old network's. */
const FORGIVE_MS = 60_000;

/**
 * The client's side of the Session Network (spec 02). Nothing happens before {@link Network.start}.
 * @throws {NetworkError} `proxy-invalid`, `seed-invalid`
 */
export function createNetwork(ports: NetworkPorts): Network {
  return new OnionNetwork(ports);
}

class OnionNetwork implements Network {
  readonly time: NetworkClock;
  private readonly log: Log;
  private readonly agents: Agents;
  private readonly events: Emitter<NetworkStatus>;
  private readonly transport: CountedTransport;
  private readonly clock: Clock;
  private readonly pool: NodePool;
  private readonly swarms: Swarms;
  private readonly records: ServerRecords;
  private readonly check: (path: Path, signal?: AbortSignal) => Promise<boolean>;
  private readonly strikes: NodeStrikes;
  private readonly gate: ConnectivityGate;
  private readonly paths: PathSet;
  private readonly health: PathHealth;
  private readonly connection: Connection;
  private readonly storage: StorageClient;
  private readonly servers: ServerClient;
  private running: Promise<void> | undefined;
  private lastStatus: string;

  constructor({ profile, clock, random, log, transport, bundledNodes, ...ports }: NetworkPorts) {
    const state = forgivingState(ports.state, log);
    const rules = rulesOf(profile);
    const proxy = profile.proxy === undefined ? undefined : parseProxy(profile.proxy);
    const agents = new Agents({ clock, random, log, onChange: () => this.announce() }, proxy);
    const pace = (): Pace => agents.pace();
    this.log = log;
    this.agents = agents;
    this.events = new Emitter((error) => log.write('error', 'network.listener-failed', { error }));
    this.clock = clock;
    this.records = new ServerRecords(clock);
    this.transport = new CountedTransport(transport ?? new HttpsTransport(clock, agents));
    this.time = new NetworkClock(clock, state, pace);
    this.strikes = new NodeStrikes(clock);
    this.gate = new ConnectivityGate(clock);
    const pool = new NodePool({ clock, log, state, strikes: this.strikes }, rules.minPoolNodes);
    const swarms = new Swarms({ random, state, pool });
    this.pool = pool;
    this.swarms = swarms;
    const prober = new Prober(this.transport, this.time, pace);
    const guards = new Guards({ clock, random, state, pool, prober, pace, subnets: rules.subnets });
    this.paths = new PathSet({ clock, random, pool, guards, subnets: rules.subnets });
    const check = (path: Path, signal = this.connection.signal): Promise<boolean> => {
      const others = pool.usable().filter(({ ed25519 }) => !path.has(ed25519));
      const node = others[randomInt(random, Math.max(1, others.length))];
      return node === undefined ? Promise.resolve(true) : rpc.check(path, node, signal);
    };
    this.check = check;
    this.health = new PathHealth({
      clock,
      log,
      gate: this.gate,
      strikes: this.strikes,
      guards,
      prober,
      paths: this.paths,
      check,
      isProxyDown: () => agents.problem !== undefined,
      onHeard: () => this.connection.heard(),
      onLost: () => this.connection.lost(),
      onReduced: () => this.connection.reduced(),
    });
    const router = new OnionRouter({
      clock,
      random,
      transport: this.transport,
      time: this.time,
      bucket: new TokenBucket(clock, rules.requestRate),
      health: this.health,
      pace,
      pathFor: (wish, limits) => this.connection.pathFor(wish, limits),
    });
    const rpc = new NodeRpc({ router, time: this.time, health: this.health, swarms, pace });
    this.storage = new StorageClient({
      clock,
      random,
      time: this.time,
      pool,
      swarms,
      rpc,
      pace,
      nodesKnown: (limits) => this.connection.nodesKnown(limits),
      connected: (limits) => this.connection.connected(limits),
    });
    this.servers = new ServerClient(clock, router, {
      pace,
      openLarge: ports.openLarge,
      records: this.records,
    });
    const lists = new NodeLists({
      clock,
      random,
      log,
      rules,
      agents,
      pool,
      bundled: bundledNodes,
      request: (node, method, params) => this.request(node, method, params),
      onReplaced: () => {
        swarms.listReplaced();
        this.connection.nodesReplaced();
      },
    });
    this.connection = new Connection({
      clock,
      random,
      log,
      pool,
      lists,
      guards,
      paths: this.paths,
      health: this.health,
      prober,
      check,
      pace,
      proxyProblem: () => agents.problem,
      onChange: () => this.announce(),
    });
    this.lastStatus = JSON.stringify(this.status());
  }

  start(): void {
    this.running ??= cryptoReady()
      .then(() => this.connection.run())
      .catch((error: unknown) => this.log.write('error', 'network.stopped', { reason: errorCode(error) }));
  }

  async close(): Promise<void> {
    this.connection.stop();
    this.transport.close();
    this.agents.dropAll();
    await this.running;
  }

  status(): NetworkStatus {
    const paths = this.paths.list().map(({ kind, nodes }) => ({
      kind,
      nodes: nodes.map(({ ed25519, ip }) => ({ id: ed25519, ip })),
    }));
    const { state, problem } = this.connection;
    return { state, paths, ...(problem === undefined ? {} : { problem }) };
  }

  report(): NetworkReport {
    const nowMs = this.clock.monotonicMs();
    const { madeAtMs } = this.pool;
    return {
      paths: this.paths.list().map(({ kind, nodes, latencies, bornMs }) => {
        const latency = latencies.report();
        return {
          kind,
          nodes: nodes.map(({ ed25519, ip }) => ({ id: ed25519, ip })),
          ageMs: nowMs - bornMs,
          ...(latency === undefined ? {} : { latency }),
        };
      }),
      traffic: this.transport.report(),
      servers: this.records.report(),
      nodes: { known: this.pool.all().length, ...(madeAtMs === 0 ? {} : { madeAtMs }) },
    };
  }

  swarmSize(account: string): number | undefined {
    return this.swarms.known(account)?.length;
  }

  testPaths(options: RequestOptions = {}): Promise<boolean> {
    return this.limited(options, async ({ signal }) => {
      const answers = await Promise.all(this.paths.list().map((path) => this.check(path, signal)));
      return answers.length > 0 && answers.every(Boolean);
    });
  }

  subscribe(listener: (status: NetworkStatus) => void): ReturnType<Network['subscribe']> {
    return this.events.subscribe(listener);
  }

  setProxy(settings: ProxySettings | undefined): void {
    const proxy = settings === undefined ? undefined : parseProxy(settings);
    this.agents.use(proxy);
    this.connectivityChanged();
  }

  pollFactor(): number {
    return this.agents.pace().pollFactor;
  }

  isProxied(): boolean {
    return this.agents.isProxied;
  }

  webAgent(purpose: Parameters<Network['webAgent']>[0]): http.Agent {
    return this.agents.agentFor({ ...purpose, kind: 'web' });
  }

  connectivityChanged(): void {
    this.transport.disconnect();
    this.strikes.forgive(FORGIVE_MS);
    this.gate.lost();
    this.time.forget();
    for (const path of this.paths.list()) path.strikes = 0;
    if (this.connection.state === 'online') void this.health.verify();
    else this.connection.hasten();
  }

  randomNodes(count: number, options: RequestOptions = {}): ReturnType<Network['randomNodes']> {
    return this.limited(options, (limits) => this.storage.randomNodes(count, limits));
  }

  swarmOf(account: string, options: RequestOptions = {}): ReturnType<Network['swarmOf']> {
    return this.limited(options, (limits) => this.storage.swarmOf(account, limits));
  }

  store(request: Parameters<Network['store']>[0]): ReturnType<Network['store']> {
    return this.limited(request, (limits) => this.storage.store(request, limits));
  }

  retrieve(request: Parameters<Network['retrieve']>[0]): ReturnType<Network['retrieve']> {
    return this.limited(request, (limits) => this.storage.retrieve(request, limits));
  }

  sequence(request: Parameters<Network['sequence']>[0]): ReturnType<Network['sequence']> {
    return this.limited(request, (limits) => this.storage.sequence(request.auth, request.steps, limits));
  }

  call(request: Parameters<Network['call']>[0]): ReturnType<Network['call']> {
    return this.limited(request, (limits) => this.storage.call(request.auth, request.call, limits));
  }

  request(...[node, method, params, options = {}]: Parameters<Network['request']>): Promise<unknown> {
    return this.limited(options, (limits) =>
      this.storage.request(node, { method, params: { ...params } }, limits),
    );
  }

  requestServer(
    ...[server, request, options = {}]: Parameters<Network['requestServer']>
  ): ReturnType<Network['requestServer']> {
    const kind = options.kind ?? 'messages';
    const timeoutMs = options.timeoutMs ?? (kind === 'files' ? FILE_TIMEOUT_MS : DEFAULT_TIMEOUT_MS);
    const { transfer } = options;
    return this.limited({ ...options, timeoutMs }, (limits) =>
      this.servers.request(server, request, {
        ...limits,
        kind,
        ...(transfer === undefined ? {} : { transfer }),
      }),
    );
  }

  private limited<Result>(
    { signal, timeoutMs = DEFAULT_TIMEOUT_MS }: RequestOptions,
    task: (limits: { readonly signal: AbortSignal; readonly timeoutMs: number }) => Promise<Result>,
  ): Promise<Result> {
    return withLinkedSignal([this.connection.signal, signal], async (linked) => {
      try {
        if (linked.aborted) throw new NetworkError('aborted');
        return await task({ signal: linked, timeoutMs: timeoutMs * this.agents.pace().slowness });
      } catch (error) {
        throw this.connection.signal.aborted ? new NetworkError('closed', { cause: error }) : error;
      }
    });
  }

  private announce(): void {
    const status = this.status();
    const text = JSON.stringify(status);
    if (text === this.lastStatus) return;
    this.lastStatus = text;
    this.events.emit(status);
  }
}
