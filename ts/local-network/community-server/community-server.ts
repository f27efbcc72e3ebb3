import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

import { blake2b } from '../../crypto/index.ts';
import type { X25519KeyPair } from '../../crypto/index.ts';
import { delay, toHex } from '../../util/index.ts';
import type { Clock, Log } from '../../util/index.ts';
import type { NetworkEvent } from '../events.ts';
import { decodeV4Request, encodeV4Answer } from '../file-server/server-request.ts';
import type { ServerAnswer, ServerRequest } from '../file-server/server-request.ts';
import { Listener } from '../http/listener.ts';
import { plainReply, plainRequest } from '../http/plain-request.ts';
import { textReply } from '../http/reply.ts';
import type { HttpReply } from '../http/reply.ts';
import { configureServer, requestListener } from '../http/serve.ts';
import { NodeIdentity } from '../node-identity.ts';
import { openEntry } from '../onion/open-entry.ts';
import { CommunityEndpoints } from './endpoints.ts';
import { NO_COMMUNITY_FAULTS } from './faults.ts';
import type { CommunityFaults } from './faults.ts';
import { spoiled, twisted } from './lies.ts';
import { Community } from './model/community.ts';
import { Refusal, textAnswer } from './refusal.ts';

export interface CommunityServerParts {
  readonly keys: NodeIdentity;
  readonly host: string;
  readonly port: number;
  /** Whether it knows people by blinded IDs only, as all servers do today. */
  readonly isBlinding: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (event: NetworkEvent) => void;
}

const ONION_ENDPOINT = 'POST /oxen/v4/lsrpc';
const MALFORMED = textAnswer(400, 'Invalid v4 onion request');
const SEED_BYTES = 32;
const POSTING = /^\/room\/([^/?]+)\/message(?:\?|$)/;
const CREATED = 201;

/** A community server: onion requests, and the same in plain HTTP for tests. Spec 05. */
export class CommunityServer {
  readonly url: string;
  readonly community: Community;
  private readonly parts: CommunityServerParts;
  private readonly endpoints: CommunityEndpoints;
  private readonly listener: Listener;
  private currentFaults = NO_COMMUNITY_FAULTS;
  private isDark = false;

  constructor(parts: CommunityServerParts) {
    const { host, port, keys, log, isBlinding } = parts;
    this.parts = parts;
    this.url = `http://${host}:${port}`;
    this.community = new Community(keys.x25519.publicKey, { isBlinding });
    this.endpoints = new CommunityEndpoints({
      community: this.community,
      publicKey: () => this.keyPair.publicKey,
      nowMs: () => this.nowMs(),
      log,
      around: (request, answer) => this.around(request, answer),
      tell: ({ endpoint, path, code, caller }) =>
        parts.emit({
          type: 'community',
          endpoint,
          path,
          code,
          ...(caller === undefined ? {} : { user: caller.id }),
        }),
    });
    const server = createServer(requestListener((request, body) => this.handle(request, body), log));
    configureServer(server);
    this.listener = new Listener(server, { host, port });
  }

  get faults(): CommunityFaults {
    return this.currentFaults;
  }

  /** The server's own time, milliseconds. */
  nowMs(): number {
    return this.parts.clock.nowMs() + this.currentFaults.clockSkewMs;
  }

  /** The address of a room, for people. */
  joinUrl(token: string): string {
    return `${this.url}/${token}?public_key=${toHex(this.parts.keys.x25519.publicKey)}`;
  }

  /** @throws {LocalNetworkError} `port-in-use` */
  async open(): Promise<void> {
    await this.listener.open();
  }

  async close(): Promise<void> {
    await this.listener.close();
  }

  /** Takes effect at once; the promise says when the listener has followed. @throws {LocalNetworkError} `port-in-use` */
  async setFaults(faults: CommunityFaults): Promise<void> {
    this.currentFaults = faults;
    await this.followReachability();
  }

  /** Refuses connections, whatever its faults, until called with false. @throws {LocalNetworkError} `port-in-use` */
  async setDark(isDark: boolean): Promise<void> {
    this.isDark = isDark;
    await this.followReachability();
  }

  private async followReachability(): Promise<void> {
    const isReachable = !this.isDark && !this.currentFaults.down;
    await (isReachable ? this.listener.open() : this.listener.close());
  }

  /** The pair that it has now. */
  private get keyPair(): X25519KeyPair {
    const { keys } = this.parts;
    if (this.currentFaults.key !== 'changed') return keys.x25519;
    return new NodeIdentity(blake2b(SEED_BYTES, keys.ed25519.publicKey)).x25519;
  }

  private async handle(request: IncomingMessage, body: Uint8Array): Promise<HttpReply | undefined> {
    const { slowMs, dropConnections, dropAnswers } = this.currentFaults;
    if (dropConnections) return undefined;
    const isOnion = `${request.method} ${request.url}` === ONION_ENDPOINT;
    const reply = isOnion ? this.onion(body) : this.plain(request, body);
    if (slowMs > 0) await delay(this.parts.clock, slowMs);
    return dropAnswers ? undefined : reply;
  }

  private onion(body: Uint8Array): HttpReply {
    const layer = openEntry(body, this.keyPair);
    if (layer === undefined) return textReply(400, 'Failed to decrypt the request');
    const request = decodeV4Request(layer.plaintext);
    const answer = encodeV4Answer(request === undefined ? MALFORMED : this.answer(request));
    const { key, reply } = this.currentFaults;
    const sealed = layer.seal(reply === 'truncated' ? answer.subarray(0, answer.length >> 1) : answer);
    return {
      status: 200,
      contentType: 'application/octet-stream',
      body: key === 'wrong' ? sealed.map((byte) => byte ^ 0xff) : sealed,
    };
  }

  private plain(message: IncomingMessage, body: Uint8Array): HttpReply {
    const answer = this.answer(plainRequest(message, body));
    return plainReply(answer, { isCut: this.currentFaults.reply === 'truncated' });
  }

  private answer(request: ServerRequest): ServerAnswer {
    const { status, statusText, reply } = this.currentFaults;
    if (status !== 0) return textAnswer(status, statusText);
    const answer = this.endpoints.handle(request);
    const isSpoiled = reply === 'nonsense' && answer.headers['content-type'] === 'application/json';
    return isSpoiled ? { ...answer, body: answer.body.subarray(1) } : answer;
  }

  private around(request: ServerRequest, answer: (request: ServerRequest) => ServerAnswer): ServerAnswer {
    const faults = this.currentFaults;
    const { crashing, rateLimited, forgetful } = faults;
    const isPost = request.method === 'POST' && POSTING.test(request.endpoint);
    if (crashing !== '' && request.endpoint.startsWith(crashing)) throw new Error('crashed by a fault');
    if (rateLimited && isPost) throw new Refusal(429, 'Rate limited');
    const answered = answer(twisted(request, faults));
    if (forgetful && isPost && answered.code === CREATED) this.forgetPostIn(request);
    return spoiled(request, answered, faults);
  }

  private forgetPostIn({ endpoint }: ServerRequest): void {
    const [, token = ''] = POSTING.exec(endpoint) ?? [];
    this.community.findRoom(token)?.posts.loseNewest();
  }
}
