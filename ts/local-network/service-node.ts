import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

import { delay } from '../util/index.ts';
import type { Clock, Log } from '../util/index.ts';
import type { TlsIdentity } from './certificate.ts';
import { MAX_BODY_BYTES, PEER_ONION_PATH, PEER_SERVER_NAME, SERVER_VERSION } from './constants.ts';
import type { Directory, NodeRecord } from './directory.ts';
import type { NetworkEvent, Origin } from './events.ts';
import { NO_FAULTS } from './faults.ts';
import type { NodeFaults } from './faults.ts';
import { Listener } from './http/listener.ts';
import { PeerClient } from './http/peer-client.ts';
import { RateLimit } from './http/rate-limit.ts';
import { bytesReply, jsonReply, textReply } from './http/reply.ts';
import type { HttpReply } from './http/reply.ts';
import { configureServer, requestListener } from './http/serve.ts';
import type { MessageTable, StoredMessage } from './message-table.ts';
import type { NameTable } from './name-table.ts';
import type { NodeIdentity } from './node-identity.ts';
import { OnionHop } from './onion/hop.ts';
import { PacketError, parseEntry } from './onion/packet.ts';
import type { OnionRequest } from './onion/packet.ts';
import { decodePeerMessage } from './onion/peer-message.ts';
import type { ServerHosts } from './onion/server-relay.ts';
import { dispatch } from './storage/dispatch.ts';
import type { Params } from './storage/fields.ts';
import { NodeStorage } from './storage/node-storage.ts';
import type { NodeStorageParts, PeerResult } from './storage/node-storage.ts';
import { applyForwarded } from './storage/registry.ts';
import { answerText, RpcError } from './storage/rpc.ts';
import type { RpcAnswer } from './storage/rpc.ts';

export interface ServiceNodeParts {
  readonly record: NodeRecord;
  readonly identity: NodeIdentity;
  readonly tls: TlsIdentity;
  readonly directory: Directory;
  readonly table: MessageTable;
  readonly names: NameTable;
  readonly serverHosts: ServerHosts;
  /** Whether an address may send only so many direct requests. */
  readonly isRateLimited: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (event: NetworkEvent) => void;
  readonly forward: NodeStorageParts['forward'];
  /** Whether this node reaches another one, whatever state that is in. */
  readonly reaches: (nodeId: string) => boolean;
}

type Route = (body: Uint8Array, remoteAddress: string) => HttpReply | Promise<HttpReply>;

/** How long a node waits for another member of the swarm, milliseconds. Spec 02 §4.4. */
const MEMBER_LIMIT_MS = 5_000;
/** Onion requests a node works on at once; more are sent away. */
const MAX_PENDING_ONIONS = 1_000;
/** Only other nodes know it. */
const PEER_ENDPOINT = `POST ${PEER_ONION_PATH}`;
const NOT_READY = 'Service node is not ready: not yet synced\n';

/** One service node: its HTTPS listener, its part in onion paths, its messages. */
export class ServiceNode {
  readonly parts: ServiceNodeParts;
  private readonly listener: Listener;
  private readonly peers = new PeerClient();
  private readonly storage: NodeStorage;
  private readonly hop: OnionHop;
  private readonly routes: ReadonlyMap<string, Route>;
  private readonly replays = new Map<string, HttpReply>();
  private readonly rateLimit: RateLimit | undefined;
  private currentFaults = NO_FAULTS;
  private isDark = false;
  private pendingOnions = 0;

  constructor(parts: ServiceNodeParts) {
    this.parts = parts;
    this.storage = new NodeStorage({ ...parts, faults: () => this.currentFaults, nowMs: () => this.nowMs() });
    this.rateLimit = parts.isRateLimited ? new RateLimit(parts.clock) : undefined;
    this.hop = new OnionHop({
      ...parts,
      peers: this.peers,
      dispatch: (request) => this.answer(request),
      isReady: () => !this.currentFaults.notReady,
    });
    this.routes = new Map<string, Route>([
      [
        'POST /storage_rpc/v1',
        (body, address) => this.limited(address) ?? this.whenReady(() => this.storageRpc(body)),
      ],
      ['POST /onion_req/v2', (body) => this.whenReady(() => this.onion(() => parseEntry(body)))],
      [PEER_ENDPOINT, (body) => this.onion(() => decodePeerMessage(body))],
      ['POST /ping_test/v1', () => textReply(200, '')],
      ['GET /get_stats/v1', () => jsonReply(200, { version: SERVER_VERSION.join('.') })],
    ]);
    this.listener = this.createListener();
  }

  get faults(): NodeFaults {
    return this.currentFaults;
  }

  /** Time by the node's own clock. */
  nowMs(): number {
    return this.parts.clock.nowMs() + this.currentFaults.clockSkewMs;
  }

  /** @throws {LocalNetworkError} `port-in-use` */
  async open(): Promise<void> {
    await this.listener.open();
  }

  async close(): Promise<void> {
    this.peers.close();
    await this.listener.close();
  }

  /** Takes effect at once; the promise says when the listener has followed. @throws {LocalNetworkError} `port-in-use` */
  async setFaults(faults: NodeFaults): Promise<void> {
    this.currentFaults = faults;
    this.replays.clear();
    await this.followReachability();
  }

  /** Refuses connections, whatever its faults, until called with false. @throws {LocalNetworkError} `port-in-use` */
  async setDark(isDark: boolean): Promise<void> {
    this.isDark = isDark;
    await this.followReachability();
  }

  /** The live messages of an account (66 hex digits) in one namespace. */
  messagesOf(owner: string, namespace: number): readonly StoredMessage[] {
    this.parts.table.deleteExpired(this.nowMs());
    return this.parts.table.contents(owner, namespace);
  }

  /** Obeys a request that another member of the swarm passes on, and answers as that member sees it. */
  async receiveForwarded(method: string, params: Params): Promise<PeerResult> {
    const { slowMs, dropConnections, notReady } = this.currentFaults;
    if (!this.isReachable() || dropConnections) return { failed: { timeout: true } };
    if (slowMs > 0) await delay(this.parts.clock, Math.min(slowMs, MEMBER_LIMIT_MS));
    if (slowMs >= MEMBER_LIMIT_MS) return { failed: { timeout: true } };
    if (notReady) return { failed: { code: '503', reason: NOT_READY } };
    try {
      return { ok: applyForwarded(method, params, this.storage) };
    } catch (error) {
      if (error instanceof RpcError) {
        return { failed: { code: `${error.answer.code}`, reason: answerText(error.answer) } };
      }
      this.parts.log.write('error', 'local-network-member-failed', { error });
      return { failed: { code: '500', reason: 'request failed' } };
    }
  }

  private isReachable(): boolean {
    return !this.isDark && !this.currentFaults.down;
  }

  private async followReachability(): Promise<void> {
    await (this.isReachable() ? this.listener.open() : this.listener.close());
  }

  private createListener(): Listener {
    const { record, tls, log, emit } = this.parts;
    const listener = requestListener((request, body) => this.handle(request, body), log);
    const server = createServer({ key: tls.key, cert: tls.certificate }, listener);
    configureServer(server);
    server.on('connection', ({ remotePort = 0 }: Socket) =>
      emit({ type: 'connection', node: record.id, remotePort }),
    );
    server.on('secureConnection', (socket: TLSSocket) => {
      emit({
        type: 'handshake',
        node: record.id,
        from: originOf(socket),
        resumed: socket.isSessionReused(),
        remotePort: socket.remotePort ?? 0,
      });
    });
    return new Listener(server, { host: record.ip, port: record.portHttps });
  }

  private async handle(request: IncomingMessage, body: Uint8Array): Promise<HttpReply | undefined> {
    const endpoint = `${request.method} ${request.url}`;
    const from = originOf(request.socket as TLSSocket);
    const isForThem = from === 'peer' || endpoint !== PEER_ENDPOINT;
    const route = isForThem ? this.routes.get(endpoint) : undefined;
    const { record, clock, emit } = this.parts;
    emit({
      type: 'request',
      node: record.id,
      from,
      endpoint: route === undefined ? 'unknown' : endpoint,
    });
    if (this.currentFaults.dropConnections) return undefined;
    const reply = await (route?.(body, request.socket.remoteAddress ?? '') ??
      textReply(404, `${endpoint} Not Found`));
    if (this.currentFaults.dropAnswers) return undefined;
    if (this.currentFaults.slowMs > 0) await delay(clock, this.currentFaults.slowMs);
    return this.spoiled(reply, endpoint);
  }

  /** The refusal of a direct request, if it is to be refused. */
  private limited(address: string): HttpReply | undefined {
    switch (this.rateLimit?.admit(address)) {
      case undefined:
      case 'admitted':
        return undefined;
      case 'too-many':
        return textReply(429, 'Too many requests, try again later');
      case 'no-ipv4':
        return textReply(400, 'Only IPv4 addresses are served');
    }
  }

  /** For clients; other nodes are told which node is not ready. */
  private async whenReady(route: () => Promise<HttpReply>): Promise<HttpReply> {
    return this.currentFaults.notReady ? textReply(503, NOT_READY) : await route();
  }

  private async storageRpc(body: Uint8Array): Promise<HttpReply> {
    const { record, emit } = this.parts;
    emit({ type: 'unwrapped', node: record.id, body });
    const answer = await this.answer(body);
    return typeof answer.body === 'string'
      ? textReply(answer.code, answer.body)
      : jsonReply(answer.code, answer.body);
  }

  private async onion(parse: () => OnionRequest): Promise<HttpReply> {
    if (this.pendingOnions >= MAX_PENDING_ONIONS) return textReply(503, 'Server busy, try again later');
    this.pendingOnions += 1;
    try {
      return await this.hop.handle(parse());
    } catch (error) {
      if (!(error instanceof PacketError)) throw error;
      return textReply(400, `Error parsing onion request: ${error.message}`);
    } finally {
      this.pendingOnions -= 1;
    }
  }

  private async answer(request: Uint8Array): Promise<RpcAnswer> {
    try {
      // Whoever hears of a request may have ended this node: then nothing comes of the request.
      if (!this.isReachable()) return { code: 503, body: NOT_READY };
      const answer = await dispatch(request, this.storage);
      return this.currentFaults.reply === 'nonsense' ? { code: 200, body: '{"nonsense":' } : answer;
    } catch (error) {
      this.parts.log.write('error', 'local-network-rpc-failed', { error });
      return { code: 500, body: 'request failed' };
    }
  }

  private spoiled(reply: HttpReply, endpoint: string): HttpReply {
    switch (this.currentFaults.reply) {
      case 'none':
      case 'nonsense':
        return reply;
      case 'malformed':
        return bytesReply(200, Uint8Array.from(randomBytes(64)));
      case 'oversized':
        return textReply(200, 'A'.repeat(MAX_BODY_BYTES + 1));
      case 'replayed': {
        const first = this.replays.get(endpoint) ?? reply;
        this.replays.set(endpoint, first);
        return first;
      }
    }
  }
}

/** `servername` is typed as text and is false where the client names nobody. */
function originOf(socket: { readonly servername?: unknown }): Origin {
  return socket.servername === PEER_SERVER_NAME ? 'peer' : 'client';
}
