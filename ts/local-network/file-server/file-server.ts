import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

import { delay } from '../../util/index.ts';
import type { Clock, Log } from '../../util/index.ts';
import type { NetworkEvent } from '../events.ts';
import { Listener } from '../http/listener.ts';
import { plainReply, plainRequest } from '../http/plain-request.ts';
import { textReply } from '../http/reply.ts';
import type { HttpReply } from '../http/reply.ts';
import { configureServer, requestListener } from '../http/serve.ts';
import { openEntry } from '../onion/open-entry.ts';
import { Endpoints, failure } from './endpoints.ts';
import type { Release, ReleaseChannel } from './endpoints.ts';
import { NO_FILE_SERVER_FAULTS } from './faults.ts';
import type { FileServerFaults } from './faults.ts';
import type { FileTable } from './file-table.ts';
import type { ServerIdentity } from './identity.ts';
import { decodeV4Request, encodeV4Answer } from './server-request.ts';
import type { ServerAnswer, ServerRequest } from './server-request.ts';

export interface FileServerParts {
  readonly identity: ServerIdentity;
  readonly host: string;
  readonly table: FileTable;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (event: NetworkEvent) => void;
}

/** The name by which onion requests reach it; no such host exists. */
export const FILE_SERVER_HOST = 'files.undertone.test';

const ONION_ENDPOINT = 'POST /oxen/v4/lsrpc';
const FIRST_RELEASE: Release = { version: '1.0.0', updatedMs: 0 };

/** A file server as the official one is: onion requests, and the same in plain HTTP for tests. Spec 02 §6. */
export class FileServer {
  readonly url: string;
  private readonly parts: FileServerParts;
  private readonly endpoints: Endpoints;
  private readonly listener: Listener;
  private readonly releases = new Map<ReleaseChannel, Release>();
  private currentFaults = NO_FILE_SERVER_FAULTS;
  private isDark = false;

  constructor(parts: FileServerParts) {
    const { host, identity, log, clock, table } = parts;
    this.parts = parts;
    this.url = `http://${host}:${identity.port}`;
    this.endpoints = new Endpoints({
      table,
      nowMs: () => clock.nowMs(),
      releaseOf: (channel) => this.releases.get(channel) ?? FIRST_RELEASE,
    });
    const server = createServer(requestListener((request, body) => this.handle(request, body), log));
    configureServer(server);
    this.listener = new Listener(server, { host, port: identity.port });
  }

  get faults(): FileServerFaults {
    return this.currentFaults;
  }

  /** @throws {LocalNetworkError} `port-in-use` */
  async open(): Promise<void> {
    await this.listener.open();
  }

  async close(): Promise<void> {
    await this.listener.close();
  }

  /** Takes effect at once; the promise says when the listener has followed. @throws {LocalNetworkError} `port-in-use` */
  async setFaults(faults: FileServerFaults): Promise<void> {
    this.currentFaults = faults;
    await this.followReachability();
  }

  /** Refuses connections, whatever its faults, until called with false. @throws {LocalNetworkError} `port-in-use` */
  async setDark(isDark: boolean): Promise<void> {
    this.isDark = isDark;
    await this.followReachability();
  }

  setRelease(channel: ReleaseChannel, release: Release): void {
    this.releases.set(channel, release);
  }

  private async followReachability(): Promise<void> {
    const isReachable = !this.isDark && !this.currentFaults.down;
    await (isReachable ? this.listener.open() : this.listener.close());
  }

  private async handle(request: IncomingMessage, body: Uint8Array): Promise<HttpReply> {
    const { slowMs } = this.currentFaults;
    const isOnion = `${request.method} ${request.url}` === ONION_ENDPOINT;
    const reply = isOnion ? this.onion(body) : this.plain(request, body);
    if (slowMs > 0) await delay(this.parts.clock, slowMs);
    return reply;
  }

  /** The answer is cut before it is sealed: a client sees that the server is at fault, and no node on the way. */
  private onion(body: Uint8Array): HttpReply {
    const layer = openEntry(body, this.parts.identity.keys.x25519);
    if (layer === undefined) return textReply(400, 'Failed to decrypt the request');
    const request = decodeV4Request(layer.plaintext);
    const answer = encodeV4Answer(request === undefined ? failure(400) : this.answer(request));
    const isCut = this.currentFaults.reply === 'truncated';
    return {
      status: 200,
      contentType: 'application/octet-stream',
      body: layer.seal(isCut ? answer.subarray(0, answer.length >> 1) : answer),
    };
  }

  private plain(message: IncomingMessage, body: Uint8Array): HttpReply {
    const answer = this.answer(plainRequest(message, body));
    return plainReply(answer, { isCut: this.currentFaults.reply === 'truncated' });
  }

  private answer(request: ServerRequest): ServerAnswer {
    const { status, reply } = this.currentFaults;
    if (status !== 0) return failure(status);
    const { action, answer, fileId } = this.endpoints.handle(request);
    this.parts.emit({
      type: 'file',
      action,
      code: answer.code,
      ...(fileId === undefined ? {} : { fileId }),
    });
    const isSpoiled = reply === 'wrong-bytes' && action === 'download' && answer.code === 200;
    return isSpoiled ? { ...answer, body: answer.body.map((byte) => byte ^ 0xff) } : answer;
  }
}
