import { setImmediate } from 'node:timers/promises';

import { createDeferred } from '../../util/index.ts';
import type { Clock, Random } from '../../util/index.ts';
import { firstSuccess } from '../attempts.ts';
import { NetworkError } from '../errors.ts';
import { asRecord } from '../json.ts';
import type { JsonRecord } from '../json.ts';
import type { NodePool } from '../nodes/node-pool.ts';
import type { ServiceNode } from '../nodes/service-node.ts';
import type { Swarms } from '../nodes/swarms.ts';
import type { Path } from '../paths/path.ts';
import { shuffled } from '../random.ts';
import type { NetworkClock } from '../time/network-clock.ts';
import type { Pace } from '../transport/pace.ts';
import type { StorageAuth } from './auth.ts';
import { signCall } from './calls.ts';
import type { RpcCall, StorageCall } from './calls.ts';
import { MAX_REQUESTS } from './composite.ts';
import { getSwarmCall, infoCall } from './node-calls.ts';
import type { NodeRpc, RpcTrip } from './node-rpc.ts';
import { isSignedBy, signedResult, swarmEntries } from './response-signatures.ts';
import { PAGE_PART, readPage, retrieveRequests } from './retrieve.ts';
import type { RetrieveQuery, RetrieveResult } from './retrieve.ts';
import { sequenceRequests, stepResults } from './sequence.ts';
import type { SequenceStep, StepResult } from './sequence.ts';
import { MAX_STORE_BYTES, readReceipt, storeCall } from './store.ts';
import type { StoreReceipt, StoreRequest } from './store.ts';

export interface StorageClientPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly time: NetworkClock;
  readonly pool: NodePool;
  readonly swarms: Swarms;
  readonly rpc: NodeRpc;
  readonly pace: () => Pace;
  /** Waits until there are service nodes. */
  readonly nodesKnown: (limits: Limits) => Promise<void>;
  /** Waits until there is a path. */
  readonly connected: (limits: Limits) => Promise<void>;
}

interface Limits {
  readonly signal: AbortSignal;
  /** For the whole request. */
  readonly timeoutMs: number;
}

const HEDGE_MS = 2_500;
const SWARM_HEDGE_MS = 2_000;
const PATH_ATTEMPTS = 3;
/** Of a swarm two nodes may be gone and stand in both paths as well; six more tries outlast that. */
const NODE_ATTEMPTS = 7;
const MAX_REDIRECTS = 2;
const TIME_WITNESSES = 3;
const NEEDED_TIMES = 2;
const TIME_TIMEOUT_MS = 5_000;
const ACCOUNT = /^0[35][0-9a-f]{64}$/;

/** What a swarm is asked for: each request with as many attempts, nodes and paths as it takes (spec 02 §5.3). */
export class StorageClient {
  private readonly ports: StorageClientPorts;

  constructor(ports: StorageClientPorts) {
    this.ports = ports;
  }

  /** @throws {NetworkError} */
  request(node: ServiceNode, call: RpcCall, limits: Limits): Promise<unknown> {
    return this.onNode(limits, async (trip) => (await this.ports.rpc.send(node, call, trip)).body);
  }

  /** @throws {NetworkError} */
  async randomNodes(count: number, limits: Limits): Promise<readonly ServiceNode[]> {
    await this.ports.nodesKnown(limits);
    return shuffled(this.ports.random, this.ports.pool.usable()).slice(0, count);
  }

  /** @throws {NetworkError} */
  async swarmOf(account: string, limits: Limits): Promise<readonly ServiceNode[]> {
    if (!ACCOUNT.test(account)) throw new NetworkError('rejected', { message: 'not an account' });
    await this.ports.nodesKnown(limits);
    const known = this.ports.swarms.known(account);
    if (known !== undefined) return known;
    const asked = shuffled(this.ports.random, this.ports.pool.usable());
    return this.anywhere({ ...limits, hedgeMs: HEDGE_MS }, async (index, trip) => {
      const node = asked[index % asked.length];
      if (node === undefined) throw new NetworkError('no-path');
      const { body } = await this.ports.rpc.send(node, getSwarmCall(account), trip);
      return this.ports.swarms.learn(account, body);
    });
  }

  /** @throws {NetworkError} */
  async store(request: StoreRequest, limits: Limits): Promise<StoreReceipt> {
    if (request.data.length > MAX_STORE_BYTES) throw new NetworkError('too-large');
    return this.onSwarm(request.account, limits, async (node, members, trip) => {
      const timestampMs = await this.timestamp(limits);
      const { body, path } = await this.ports.rpc.send(node, storeCall(request, { timestampMs }), trip);
      const ids = new Set(members.map(({ ed25519 }) => ed25519));
      return readReceipt(body, { members: ids, timestampMs, ttlMs: request.ttlMs, path });
    });
  }

  /** @throws {NetworkError} */
  async retrieve(
    request: {
      readonly auth: StorageAuth;
      readonly queries: readonly RetrieveQuery[];
      readonly node: ServiceNode;
    },
    limits: Limits,
  ): Promise<readonly RetrieveResult[]> {
    const { auth, queries, node } = request;
    if (queries.length > MAX_REQUESTS) throw new NetworkError('too-large');
    if (queries.length === 0) return [];
    return this.onNode(limits, async (trip) => {
      const calls = retrieveRequests(auth, queries, {
        timestampMs: await this.timestamp(limits),
        pagePart: PAGE_PART,
      });
      const bodies = await this.ports.rpc.sendBatch(node, calls, { ...trip, account: auth.account });
      // To open a reply and to read what is in it are two strokes of work: others get a turn in between.
      await setImmediate();
      return queries.map(({ namespace }, at) => pageFrom(namespace, bodies[at]));
    });
  }

  /** @throws {NetworkError} */
  async sequence(
    auth: StorageAuth,
    steps: readonly SequenceStep[],
    limits: Limits,
  ): Promise<readonly StepResult[]> {
    if (steps.some((step) => step.kind === 'store' && step.data.length > MAX_STORE_BYTES))
      throw new NetworkError('too-large');
    return this.onSwarm(auth.account, limits, async (node, swarm, trip) => {
      const timestampMs = await this.timestamp(limits);
      const calls = sequenceRequests(auth, steps, timestampMs);
      const { results, path } = await this.ports.rpc.sendSequence(node, calls, trip);
      const members = new Set(swarm.map(({ ed25519 }) => ed25519));
      return stepResults(steps, results, { members, timestampMs, path });
    });
  }

  /** @throws {NetworkError} */
  async call(auth: StorageAuth, call: StorageCall, limits: Limits): Promise<JsonRecord> {
    return this.onSwarm(auth.account, limits, async (node, members, trip) => {
      const timestampMs = await this.timestamp(limits);
      const { body } = await this.ports.rpc.send(node, signCall(auth, call, { timestampMs }), trip);
      return withProofs(call, asRecord(body, 'answer'), { members, account: auth.account, timestampMs });
    });
  }

  /** Several attempts on one node, over different paths. */
  private onNode<Result>(limits: Limits, attempt: (trip: RpcTrip) => Promise<Result>): Promise<Result> {
    return this.attempts(
      { ...limits, max: PATH_ATTEMPTS, hedgeMs: HEDGE_MS },
      (_index, trip) => attempt(trip),
      (error) => ['unreachable', 'timeout', 'bad-response'].includes(error.code),
    );
  }

  /** Several attempts on different nodes of a swarm, following it where a node says that it is another one. */
  private onSwarm<Result>(
    account: string,
    limits: Limits,
    attempt: (node: ServiceNode, members: readonly ServiceNode[], trip: RpcTrip) => Promise<Result>,
  ): Promise<Result> {
    const asked = new Set<ServiceNode['ed25519']>();
    return this.anywhere({ ...limits, hedgeMs: SWARM_HEDGE_MS }, async (_index, trip) => {
      const members = await this.swarmOf(account, limits);
      const node = members.find(({ ed25519 }) => !asked.has(ed25519)) ?? members[0];
      if (node === undefined) throw new NetworkError('no-swarm');
      asked.add(node.ed25519);
      return attempt(node, members, { ...trip, account });
    });
  }

  /** Several attempts where each may go to another node. */
  private anywhere<Result>(
    limits: Limits & { readonly hedgeMs: number },
    attempt: (index: number, trip: RpcTrip) => Promise<Result>,
  ): Promise<Result> {
    let redirects = 0;
    return this.attempts({ ...limits, max: NODE_ATTEMPTS }, attempt, (error) => {
      if (error.code === 'wrong-swarm') redirects += 1;
      return (error.retry === 'now' || error.code === 'no-swarm') && redirects <= MAX_REDIRECTS;
    });
  }

  /** After a node's complaint about our clock the time is asked for, and the request is signed once more. */
  private attempts<Result>(
    { signal, timeoutMs, max, hedgeMs }: Limits & { readonly max: number; readonly hedgeMs: number },
    attempt: (index: number, trip: RpcTrip) => Promise<Result>,
    mayRetry: (error: NetworkError) => boolean,
  ): Promise<Result> {
    const { clock, pace } = this.ports;
    const tried = new Set<Path>();
    const endMs = clock.monotonicMs() + timeoutMs;
    let resyncs = 0;
    return firstSuccess(clock, {
      max,
      hedgeMs: hedgeMs * pace().slowness,
      signal,
      attempt: async (index) => {
        const leftMs = endMs - clock.monotonicMs();
        if (leftMs <= 0) throw new NetworkError('timeout');
        try {
          return await attempt(index, { signal, tried, timeoutMs: leftMs });
        } catch (error) {
          if (error instanceof NetworkError && error.code === 'clock-out-of-sync' && resyncs === 0) {
            this.ports.time.forget();
            await this.synchronize(signal);
          }
          throw error;
        }
      },
      mayRetry: (error) => {
        if (error.code === 'clock-out-of-sync') return (resyncs += 1) === 1;
        return clock.monotonicMs() < endMs && mayRetry(error);
      },
    });
  }

  /** Network time for a request that leaves now; nodes are asked for it first when none has told it yet. */
  private async timestamp(limits: Limits): Promise<number> {
    await this.ports.connected(limits);
    if (!this.ports.time.isSynchronized()) await this.synchronize(limits.signal);
    return this.ports.time.nowMs();
  }

  /** Asks three nodes for the time and waits for two of them. */
  private async synchronize(signal: AbortSignal): Promise<void> {
    const { pace, pool, random, rpc } = this.ports;
    const enough = createDeferred<void>();
    let answers = 0;
    const ask = async (node: ServiceNode): Promise<void> => {
      await rpc.send(node, infoCall(), {
        timeoutMs: TIME_TIMEOUT_MS * pace().slowness,
        signal,
        tried: new Set(),
      });
      answers += 1;
      if (answers === NEEDED_TIMES) enough.resolve();
    };
    const all = Promise.allSettled(shuffled(random, pool.usable()).slice(0, TIME_WITNESSES).map(ask));
    await Promise.race([all, enough.promise]);
  }
}

/** An authenticated answer that makes no sense is the node's fault, whatever path it took. */
function pageFrom(namespace: number, body: unknown): RetrieveResult {
  if (body === undefined) return { namespace, messages: [], more: false, isRefused: true };
  try {
    return readPage(namespace, body);
  } catch (cause) {
    throw cause instanceof NetworkError ? new NetworkError('node-failed', { cause }) : cause;
  }
}

/** The answer with the entries of those members only that signed for them. */
function withProofs(
  call: StorageCall,
  body: JsonRecord,
  {
    members,
    account,
    timestampMs,
  }: { readonly members: readonly ServiceNode[]; readonly account: string; readonly timestampMs: number },
): JsonRecord {
  if (call.method === 'get_expiries' || call.method === 'revoked_subaccounts') return body;
  const ids = new Set(members.map(({ ed25519 }) => ed25519));
  const proven = swarmEntries(body).filter(([node, entry]) => {
    const message = signedResult(call, entry, { account, timestampMs });
    return ids.has(node) && message !== undefined && isSignedBy(node, message, entry['signature']);
  });
  if (proven.length === 0) throw new NetworkError('node-failed', { message: 'nobody signed' });
  return { ...body, swarm: Object.fromEntries(proven) };
}
