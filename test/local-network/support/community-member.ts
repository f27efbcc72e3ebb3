import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { buffer } from 'node:stream/consumers';

import {
  batchRequest,
  bytesOf,
  communityIdentity,
  jsonOf,
  ownUserId,
  postRequest,
  readBatch,
  readPost,
  readReply,
  signFreshly,
  signPost,
  unsignedRequest,
} from '../../../ts/community/index.ts';
import type {
  CommunityIdentity,
  CommunityReply,
  CommunityRequest,
  NewPost,
  OutgoingRequest,
  PostRow,
} from '../../../ts/community/index.ts';
import { parseCommunityUrl } from '../../../ts/config/index.ts';
import { accountIdOf } from '../../../ts/account/index.ts';
import { ed25519KeyPair, ed25519Seed, ed25519ToX25519 } from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair } from '../../../ts/crypto/index.ts';
import type { Network } from '../../../ts/network/index.ts';
import { systemClock, systemRandom } from '../../../ts/util/index.ts';
import type { Clock } from '../../../ts/util/index.ts';
import { encodeCommunityContent, encodeContent } from '../../../ts/wire/index.ts';

/** How a request gets to the server and its answer back. */
export type Carry = (request: OutgoingRequest) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}>;

const DEFAULT_PORTS = { http: 80, https: 443 } as const;
const TIMEOUT_MS = 30_000;

export interface MemberOptions {
  readonly clock?: Clock;
  readonly blinding?: 15 | 'none';
  readonly ed25519?: Ed25519KeyPair;
  readonly carry?: Carry;
}

/** Somebody who uses a community with the client's own functions. `cryptoReady()` must have resolved. */
export class CommunityMember {
  readonly identity: CommunityIdentity;
  /** By which the server knows them. */
  readonly id: string;
  /** `05…` */
  readonly account: string;
  private readonly carry: Carry;
  private readonly clock: Clock;

  /** @param joinUrl of any room of the server. */
  constructor(joinUrl: string, options: MemberOptions = {}) {
    const { clock = systemClock, blinding = 15 } = options;
    const { baseUrl, publicKey: server } = parseCommunityUrl(joinUrl);
    const ed25519 = options.ed25519 ?? ed25519KeyPair(ed25519Seed(Uint8Array.from(randomBytes(32))));
    this.identity = communityIdentity(ed25519, { server, blinding });
    this.id = ownUserId(this.identity);
    this.account = accountIdOf(ed25519ToX25519(ed25519.publicKey));
    this.carry = options.carry ?? overHttp(baseUrl);
    this.clock = clock;
  }

  signed(request: CommunityRequest): OutgoingRequest {
    return signFreshly(this.identity, request, { random: systemRandom, nowMs: this.clock.nowMs() });
  }

  async send(outgoing: OutgoingRequest): Promise<CommunityReply> {
    return readReply(await this.carry(outgoing));
  }

  ask(request: CommunityRequest): Promise<CommunityReply> {
    return this.send(this.signed(request));
  }

  askUnsigned(request: CommunityRequest): Promise<CommunityReply> {
    return this.send(unsignedRequest(request));
  }

  /** The JSON of a good answer. @throws {CommunityError} */
  async json(request: CommunityRequest): Promise<unknown> {
    return jsonOf(await this.ask(request));
  }

  /** @throws {CommunityError} */
  async bytes(request: CommunityRequest): Promise<Uint8Array> {
    return bytesOf(await this.ask(request));
  }

  async batch(requests: readonly CommunityRequest[]): Promise<readonly CommunityReply[]> {
    return readBatch(await this.json(batchRequest(requests)), requests.length);
  }

  /** A text as members write it: padded content, signed. */
  content(text: string): Pick<NewPost, 'data' | 'signature'> {
    const data = textContent(text, this.clock.nowMs());
    return { data, signature: signPost(this.identity, data, { random: systemRandom }) };
  }

  async post(room: string, text: string, more: Partial<NewPost> = {}): Promise<PostRow> {
    return readPost(await this.json(postRequest(room, { ...this.content(text), ...more })));
  }
}

/** A connection for each request: servers may end and begin again in between. */
export function overHttp(baseUrl: string): Carry {
  const { request } = baseUrl.startsWith('https:') ? https : http;
  return async ({ method, endpoint, headers, body }) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const sent = request(new URL(baseUrl + endpoint), { method, headers, agent: false, signal });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [http.IncomingMessage];
    return {
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: Uint8Array.from(await buffer(answer)),
    };
  };
}

export function overOnions(network: Network, joinUrl: string): Carry {
  const { baseUrl, publicKey } = parseCommunityUrl(joinUrl);
  const url = new URL(baseUrl);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  const port = Number(url.port === '' ? DEFAULT_PORTS[protocol] : url.port);
  const server = { host: url.hostname, port, x25519: publicKey, protocol } as const;
  return async (request) => await network.requestServer(server, request, { kind: 'messages' });
}

/** A text as a post of a room has it, padded. */
export function textContent(text: string, sentAtMs: number): Uint8Array {
  const payload = { kind: 'data', body: text, blocksCommunityMessageRequests: false } as const;
  return encodeCommunityContent(encodeContent({ payload, sigTimestampMs: sentAtMs }));
}
