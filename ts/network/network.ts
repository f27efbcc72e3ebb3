import type http from 'node:http';

import type { Unsubscribe } from '../util/index.ts';
import type { NetworkErrorCode } from './errors.ts';
import type { NodeId, ServiceNode } from './nodes/service-node.ts';
import type { ServerAnswer, ServerRequest } from './onion/server-request.ts';
import type { OnionServer } from './onion/build.ts';
import type { PathKind } from './paths/path.ts';
import type { StorageAuth } from './storage/auth.ts';
import type { StorageCall } from './storage/calls.ts';
import type { RetrieveQuery, RetrieveResult } from './storage/retrieve.ts';
import type { SequenceStep, StepResult } from './storage/sequence.ts';
import type { StoreReceipt } from './storage/store.ts';
import type { LatencyReport } from './report/latencies.ts';
import type { ServerReport } from './report/server-records.ts';
import type { WebPurpose } from './transport/agents.ts';
import type { TrafficReport } from './transport/counted-transport.ts';
import type { ProxySettings } from './transport/proxy.ts';
import type { TransferOptions } from './transport/transport.ts';

export interface NetworkStatus {
  /** `connecting` until something answered; `offline` when nothing answers, whichever node is asked. */
  readonly state: 'connecting' | 'online' | 'offline';
  /**
   * While offline, why: `proxy-unreachable` (nobody answers there), `proxy-refused` (it does not take our user and password),
   * `seed-unreachable` (there is no node list, and no seed to give one), `no-path` (no service node answers), `offline` (nothing does
   * any more).
   */
  readonly problem?: NetworkErrorCode;
  readonly paths: readonly {
    readonly kind: PathKind;
    readonly nodes: readonly { readonly id: NodeId; readonly ip: string }[];
  }[];
}

/** How the connection does, as far as it is known without asking anybody. */
export interface NetworkReport {
  readonly paths: readonly {
    readonly kind: PathKind;
    readonly nodes: readonly { readonly id: NodeId; readonly ip: string }[];
    /** Absent before its first answer. */
    readonly latency?: LatencyReport;
    /** How long it has stood. */
    readonly ageMs: number;
  }[];
  readonly traffic: TrafficReport;
  /** Servers behind the last hop that were asked in this run. */
  readonly servers: readonly ServerReport[];
  readonly nodes: {
    readonly known: number;
    /** When the list was made, ms since the epoch; absent when nobody knows. */
    readonly madeAtMs?: number;
  };
}

/** The clock of the network (spec 02 §1.6). All signed timestamps use it. */
export interface NetworkTime {
  /** Milliseconds since the epoch, as the service nodes believe. */
  nowMs(): number;
  /** Whether a node answered since the start or since the machine's clock last jumped. */
  isSynchronized(): boolean;
  /** How far the machine's clock is ahead of the network's. */
  offsetMs(): number;
}

export interface RequestOptions {
  /** For the whole request with its retries; default 10 s. Three times as long by a proxy. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The Session Network as its clients see it. Every failure is a {@link NetworkError}. */
export interface Network {
  /** Returns at once; connects in the background and never gives up. */
  start(): void;
  /** Ends every request with `closed`. */
  close(): Promise<void>;
  status(): NetworkStatus;
  subscribe(listener: (status: NetworkStatus) => void): Unsubscribe;
  /** Asks nobody. */
  report(): NetworkReport;
  /** How many nodes keep messages of `account` (66 hex), if that is known; asks nobody. */
  swarmSize(account: string): number | undefined;
  /** Sends one small request over each standing path; how that went is in {@link report}. True when all have answered. */
  testPaths(options?: RequestOptions): Promise<boolean>;
  readonly time: NetworkTime;
  /**
   * Sends every connection through a SOCKS proxy from now on, or through none. What is connected otherwise is cut first; requests on
   * their way are sent again or fail.
   * @throws {NetworkError} `proxy-invalid`, and nothing changes.
   */
  setProxy(proxy: ProxySettings | undefined): void;
  /** How many times as far apart polls should be as usual: a proxy is slow, and others use it too. */
  pollFactor(): number;
  /** Whether connections go through a proxy, which then finds hosts by their names. */
  isProxied(): boolean;
  /**
   * Connects to the web as everything else is connected, by the proxy where there is one: for link previews, updates. No part of the
   * product connects by anything else. Ask for each request: a change of the proxy ends what an agent can do.
   */
  webAgent(purpose: Omit<WebPurpose, 'kind'>): http.Agent;
  /** The machine woke up or changed its network: sockets are dropped, guards probed, recent strikes forgotten. */
  connectivityChanged(): void;
  /** Up to `count` different service nodes that are believed to work, drawn at random: for questions that any node can answer. */
  randomNodes(count: number, options?: RequestOptions): Promise<readonly ServiceNode[]>;
  /** The service nodes that keep messages of `account` (66 hex), in random order. */
  swarmOf(account: string, options?: RequestOptions): Promise<readonly ServiceNode[]>;
  /**
   * Stores `data` (≤ 76,800 bytes) for `account`; the timestamp is the network time of the attempt. Resolves when at least one
   * node of the swarm has signed for it.
   */
  store(request: {
    readonly account: string;
    readonly namespace: number;
    readonly data: Uint8Array;
    readonly ttlMs: number;
    readonly auth?: StorageAuth;
    readonly signal?: AbortSignal;
  }): Promise<StoreReceipt>;
  /**
   * Signed requests of `auth.account` (at most 20) that one node of its swarm runs one after another until one fails; the others of
   * the swarm follow. Whoever asks again after a lost answer has to bear that it was done.
   */
  sequence(request: {
    readonly auth: StorageAuth;
    readonly steps: readonly SequenceStep[];
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
  }): Promise<readonly StepResult[]>;
  /**
   * One page per query from `node`, which must be of the account's swarm; `lastHash` is the last one seen on that same node. A
   * namespace that we may not read is marked, as long as there is one that we may.
   */
  retrieve(request: {
    readonly account: string;
    readonly auth: StorageAuth;
    readonly queries: readonly RetrieveQuery[];
    readonly node: ServiceNode;
    readonly signal?: AbortSignal;
  }): Promise<readonly RetrieveResult[]>;
  /** A signed call (delete, expire …) to the swarm of `auth.account`; its body, with the answers of nodes that did not sign for theirs left out. */
  call(request: {
    readonly auth: StorageAuth;
    readonly call: StorageCall;
    readonly signal?: AbortSignal;
  }): Promise<Readonly<Record<string, unknown>>>;
  /** Any storage RPC over an onion path; the body of its 200 answer. */
  request(node: ServiceNode, method: string, params: object, options?: RequestOptions): Promise<unknown>;
  /**
   * A request to a server behind the last hop (file server, community, push), over the paths kept for `kind`. A function makes it anew for
   * each attempt, for servers that take each one once.
   */
  requestServer(
    server: OnionServer,
    request: ServerRequest | (() => ServerRequest),
    options?: RequestOptions & { readonly kind?: PathKind; readonly transfer?: TransferOptions },
  ): Promise<ServerAnswer>;
}
