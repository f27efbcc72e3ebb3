import { utf8 } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { isRecord } from '../json.ts';
import type { NodeId, ServiceNode } from '../nodes/service-node.ts';
import type { Swarms } from '../nodes/swarms.ts';
import { openNodeReply } from '../onion/node-reply.ts';
import type { PathHealth } from '../paths/health.ts';
import type { Path } from '../paths/path.ts';
import type { OnionRouter } from '../router.ts';
import type { NetworkClock } from '../time/network-clock.ts';
import type { RpcCall } from './calls.ts';
import { batchCall, isSuccess, readBatch, readSequence, sequenceCall } from './composite.ts';
import type { CallResult } from './composite.ts';
import { infoCall } from './node-calls.ts';
import type { Pace } from '../transport/pace.ts';

export interface NodeRpcPorts {
  readonly router: OnionRouter;
  readonly time: NetworkClock;
  readonly health: PathHealth;
  readonly swarms: Swarms;
  readonly pace: () => Pace;
}

export interface RpcTrip {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Paths that were tried before. */
  readonly tried: Set<Path>;
  /** Whose swarm a 421 tells. */
  readonly account?: string;
}

export interface RpcAnswer {
  readonly body: unknown;
  readonly path: readonly NodeId[];
}

const CHECK_TIMEOUT_MS = 4_000;

/** Storage RPC over onions: one attempt each, every status as an error of ours, every `t` as a sample of the time (spec 02 §4). */
export class NodeRpc {
  private readonly ports: NodeRpcPorts;

  constructor(ports: NodeRpcPorts) {
    this.ports = ports;
  }

  /**
   * The body of the 200 answer of `node`.
   * @throws {NetworkError}
   */
  async send(node: ServiceNode, call: RpcCall, trip: RpcTrip): Promise<RpcAnswer> {
    const { reply, path, departure } = await this.ports.router.send({
      destination: { kind: 'node', node },
      payload: payloadOf(call),
      kind: 'messages',
      timeoutMs: trip.timeoutMs,
      tried: trip.tried,
      open: openNodeReply,
      signal: trip.signal,
    });
    this.ports.time.sample(node.ed25519, departure, timeIn(reply.body));
    if (reply.status !== 200) throw this.failure(node, reply, trip.account);
    return { body: reply.body, path };
  }

  /**
   * As {@link send} for a batch of `calls`: the bodies of their results, all of which are 200 or refused: 401 and 403, whose body is
   * undefined.
   * @throws {NetworkError} of the first result that is neither, and `unauthorized` when all are refused.
   */
  async sendBatch(node: ServiceNode, calls: readonly RpcCall[], trip: RpcTrip): Promise<readonly unknown[]> {
    const { body } = await this.send(node, batchCall(calls), trip);
    const results = authentic(() => readBatch(body, calls.length));
    const areAllRefused = results.every(({ code }) => isRefusal(code));
    return results.map(({ code, body: inner }) => {
      if (code === 200) return inner;
      if (isRefusal(code) && !areAllRefused) return undefined;
      throw this.failure(node, { status: code, body: inner }, trip.account);
    });
  }

  /**
   * As {@link send} for a sequence of `calls`: what they came to, until the first that failed.
   * @throws {NetworkError} of a failure that is the node's, or that another attempt would not have.
   */
  async sendSequence(
    node: ServiceNode,
    calls: readonly RpcCall[],
    trip: RpcTrip,
  ): Promise<{ readonly results: readonly CallResult[]; readonly path: readonly NodeId[] }> {
    const { body, path } = await this.send(node, sequenceCall(calls), trip);
    const results = authentic(() => readSequence(body, calls.length));
    const last = results.at(-1);
    if (last !== undefined && !isSuccess(last)) {
      const failure = this.failure(node, { status: last.code, body: last.body }, trip.account);
      if (failure.retry !== 'never') throw failure;
    }
    return { results, path };
  }

  /** Whether `path` carries a request to `node` and back. */
  async check(path: Path, node: ServiceNode, signal: AbortSignal): Promise<boolean> {
    try {
      const { reply, departure } = await this.ports.router.sendOver(path, {
        destination: { kind: 'node', node },
        payload: payloadOf(infoCall()),
        timeoutMs: CHECK_TIMEOUT_MS * this.ports.pace().slowness,
        open: openNodeReply,
        signal,
      });
      this.ports.time.sample(node.ed25519, departure, timeIn(reply.body));
      return true;
    } catch (error) {
      if (error instanceof NetworkError) return false;
      throw error;
    }
  }

  private failure(
    node: ServiceNode,
    answer: { readonly status: number; readonly body: unknown },
    account: string | undefined,
  ): NetworkError {
    const { status, body } = answer;
    const code = codeOf(status);
    if (code === 'node-failed') this.ports.health.strikeNode(node.ed25519);
    if (code !== 'wrong-swarm' || account === undefined) {
      return new NetworkError(code, {
        status,
        ...(typeof body === 'string' ? { message: body.slice(0, 100) } : {}),
      });
    }
    try {
      this.ports.swarms.learn(account, body);
    } catch (cause) {
      return new NetworkError('no-swarm', { status, cause });
    }
    return new NetworkError(code, { status });
  }
}

/** An authenticated answer that makes no sense is the node's fault, whatever path it took. */
function authentic(read: () => readonly CallResult[]): readonly CallResult[] {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof NetworkError ? new NetworkError('node-failed', { cause }) : cause;
  }
}

function payloadOf({ method, params }: RpcCall): Uint8Array {
  return utf8(JSON.stringify({ method, params }));
}

/** The node's clock, in the answer or in the first result of a batch. */
function timeIn(body: unknown): unknown {
  if (!isRecord(body)) return undefined;
  const results = body['results'];
  const first: unknown = Array.isArray(results) ? results[0] : undefined;
  const source = isRecord(first) ? first['body'] : body;
  return isRecord(source) ? source['t'] : undefined;
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403;
}

function codeOf(status: number): NetworkError['code'] {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 406:
    case 425:
      return 'clock-out-of-sync';
    case 413:
      return 'too-large';
    case 421:
      return 'wrong-swarm';
    case 429:
      return 'busy';
    default:
      return status >= 400 && status < 500 ? 'rejected' : 'node-failed';
  }
}
