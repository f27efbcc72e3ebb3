// Spec 02 §2.7, §2.9.

import type { Clock, Random } from '../util/index.ts';
import { AsyncError, isCodedError } from '../util/index.ts';
import { NetworkError } from './errors.ts';
import type { NodeId } from './nodes/service-node.ts';
import { buildOnion, buildOnionInTurns } from './onion/build.ts';
import type { OnionDestination, ReplyKey } from './onion/build.ts';
import { desktopDialect, phoneDialect } from './onion/dialect.ts';
import { ReplyError } from './onion/node-reply.ts';
import { PATH_FAULT, faultOf } from './paths/fault.ts';
import type { PathHealth } from './paths/health.ts';
import type { PathWish } from './paths/path-set.ts';
import type { Path, PathKind } from './paths/path.ts';
import type { Departure, NetworkClock } from './time/network-clock.ts';
import type { TokenBucket } from './token-bucket.ts';
import type { Pace } from './transport/pace.ts';
import type { TransferOptions, Transport, TransportAnswer } from './transport/transport.ts';

export interface RouterPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly time: NetworkClock;
  readonly bucket: TokenBucket;
  readonly health: PathHealth;
  readonly pace: () => Pace;
  /** The path to take, waited for if need be. @throws {NetworkError} `offline`, `no-path`, `aborted`, `closed` */
  readonly pathFor: (
    wish: PathWish,
    limits: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ) => Promise<Path>;
}

/** One onion on its way. */
export interface Shipment<Reply> {
  readonly destination: OnionDestination;
  readonly payload: Uint8Array;
  readonly kind: PathKind;
  readonly timeoutMs: number;
  /** Tried paths; the one that is taken is added. */
  readonly tried: Set<Path>;
  /** Opens the answer. @throws {ReplyError} */
  readonly open: (httpBody: Uint8Array, key: ReplyKey) => Reply | Promise<Reply>;
  readonly signal: AbortSignal;
  readonly transfer?: TransferOptions;
}

export interface Delivered<Reply> {
  readonly reply: Reply;
  readonly path: readonly NodeId[];
  readonly departure: Departure;
  /** From its departure to the opened answer; undefined where one of the two was large. */
  readonly tookMs: number | undefined;
}

/** A request given up after this long without an answer makes its path suspect. */
const SLOW_MS = 2_000;
/** Beyond this the time of an answer tells of the line rather than of the path. */
const SMALL_BYTES = 64 * 1024;
/** To seal more in one stroke would hold up others. */
const LARGE_BYTES = 128 * 1024;
const MAX_CLEAR_TEXT = 200;
/** What is left of a time-out for the answer when the path had to be waited for. */
const MIN_TIMEOUT_MS = 1_000;

/** Sends onions over the standing paths, one attempt each, and reports how it went. */
export class OnionRouter {
  private readonly ports: RouterPorts;

  constructor(ports: RouterPorts) {
    this.ports = ports;
  }

  /**
   * One attempt over the best path.
   * @throws {NetworkError} `unreachable`, `timeout`, `bad-response` (another path may do), `node-failed` (another node may do),
   * `offline`, `no-path`, `too-large`, `aborted`, `closed`
   */
  async send<Reply>(shipment: Shipment<Reply>): Promise<Delivered<Reply>> {
    const { kind, destination, tried, signal, timeoutMs } = shipment;
    const startedMs = this.ports.clock.monotonicMs();
    const path = await this.ports.pathFor(
      { kind, destination: idOf(destination), tried },
      { signal, timeoutMs },
    );
    tried.add(path);
    const waitedMs = this.ports.clock.monotonicMs() - startedMs;
    return this.sendOver(path, { ...shipment, timeoutMs: Math.max(MIN_TIMEOUT_MS, timeoutMs - waitedMs) });
  }

  /** As {@link send}, over this very path. */
  async sendOver<Reply>(
    path: Path,
    shipment: Omit<Shipment<Reply>, 'kind' | 'tried'> & { readonly kind?: PathKind },
  ): Promise<Delivered<Reply>> {
    const { destination, payload, signal } = shipment;
    await this.takeToken(signal);
    const dialect = shipment.kind === 'files' ? desktopDialect : phoneDialect;
    const plan = { path: path.nodes, destination, payload, random: this.ports.random, dialect };
    const onion = payload.length > LARGE_BYTES ? await buildOnionInTurns(plan) : buildOnion(plan);
    const departure = this.ports.time.departure();
    const trip = { path, destination: idOf(destination), departedMs: departure.monotonicMs };
    const answer = await this.post(trip, onion.body, shipment);
    if (answer.status !== 200) throw this.refused(answer, trip);
    const reply = await this.opened(() => shipment.open(answer.body, onion.replyKey), trip);
    const isSmall = Math.max(onion.body.length, answer.body.length) <= SMALL_BYTES;
    const tookMs = isSmall ? this.ports.clock.monotonicMs() - departure.monotonicMs : undefined;
    if (tookMs !== undefined) path.latencies.note(tookMs);
    return { reply, path: path.ids(), departure, tookMs };
  }

  private async post(
    trip: Trip,
    body: Uint8Array,
    { timeoutMs, signal, transfer }: Pick<Shipment<unknown>, 'timeoutMs' | 'signal' | 'transfer'>,
  ): Promise<TransportAnswer> {
    const { path, departedMs } = trip;
    path.inFlight += 1;
    try {
      return await this.ports.transport.send(path.guard, body, { ...transfer, timeoutMs, signal });
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      if (error.code === 'aborted') {
        const slowMs = SLOW_MS * this.ports.pace().slowness;
        if (this.ports.clock.monotonicMs() - departedMs >= slowMs) void this.ports.health.examine(path);
      } else if (error.code === 'proxy-unreachable' || error.code === 'proxy-refused') {
        this.ports.health.doubted();
      } else if (error.code !== 'closed' && error.code !== 'too-large') {
        this.ports.health.failed(path, PATH_FAULT, { departedMs });
      }
      throw error;
    } finally {
      path.inFlight -= 1;
    }
  }

  private async takeToken(signal: AbortSignal): Promise<void> {
    try {
      await this.ports.bucket.take(signal);
    } catch (cause) {
      throw cause instanceof AsyncError ? new NetworkError('aborted', { cause }) : cause;
    }
  }

  private refused(answer: TransportAnswer, trip: Trip): NetworkError {
    const { path, destination } = trip;
    const fault = faultOf(answer.status, clearText(answer.body), { path, destination });
    const isBlamed = fault.path || fault.struck.length + fault.expelled.length > 0;
    if (isBlamed) this.ports.health.failed(path, fault, trip);
    const destinationBlamed =
      destination !== undefined && [...fault.expelled, ...fault.struck].includes(destination);
    return new NetworkError(destinationBlamed ? 'node-failed' : 'unreachable', {
      message: `status ${answer.status} of a hop`,
      // Without anybody to blame it is most likely the server's own.
      ...(destination === undefined && !isBlamed ? { status: answer.status } : {}),
    });
  }

  private async opened<Reply>(
    open: () => Reply | Promise<Reply>,
    { path, destination, departedMs }: Trip,
  ): Promise<Reply> {
    const { health } = this.ports;
    try {
      const reply = await open();
      health.answered(path);
      return reply;
    } catch (cause) {
      if (!isCodedError(cause)) throw cause;
      if (cause instanceof ReplyError && cause.code === 'reply-forged') {
        health.failed(path, PATH_FAULT, { departedMs });
        throw new NetworkError('bad-response', { cause });
      }
      health.answered(path);
      if (destination !== undefined) health.strikeNode(destination);
      throw new NetworkError('node-failed', { cause });
    }
  }
}

/** One onion and who may be to blame for its loss. `destination` is undefined for a server. */
interface Trip {
  readonly path: Path;
  readonly destination: NodeId | undefined;
  readonly departedMs: number;
}

function idOf(destination: OnionDestination): NodeId | undefined {
  return destination.kind === 'node' ? destination.node.ed25519 : undefined;
}

/** Only texts that a node writes matter; longer ones are not theirs. */
function clearText(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, MAX_CLEAR_TEXT)).toString('latin1').trim();
}
