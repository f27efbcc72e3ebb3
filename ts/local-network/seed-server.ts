import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

import { fromUtf8 } from '../util/index.ts';
import type { Clock, Log } from '../util/index.ts';
import { heightAt } from './constants.ts';
import type { Directory } from './directory.ts';
import type { NetworkEvent } from './events.ts';
import { Listener } from './http/listener.ts';
import { jsonReply, textReply } from './http/reply.ts';
import type { HttpReply } from './http/reply.ts';
import { configureServer, requestListener } from './http/serve.ts';
import { isPlainObject } from './json.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { serviceNodeStates } from './service-node-states.ts';

export interface SeedParts {
  readonly host: string;
  readonly port: number;
  readonly directory: Directory;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
  readonly emit: (event: NetworkEvent) => void;
  /** Answers what is not the seed's own business (faults and counters); undefined when it knows no such endpoint. */
  readonly control: (request: IncomingMessage, body: Uint8Array) => Promise<HttpReply | undefined>;
}

/** The seed node: plain HTTP, tells which service nodes there are. Spec 02 §1.2, §2.8. */
export class SeedServer {
  private readonly parts: SeedParts;
  private readonly listener: Listener;
  private isSilent = false;

  constructor(parts: SeedParts) {
    this.parts = parts;
    const server = createServer(requestListener((request, body) => this.handle(request, body), parts.log));
    configureServer(server);
    this.listener = new Listener(server, parts);
  }

  /** @throws {LocalNetworkError} `port-in-use` */
  async open(): Promise<void> {
    await this.listener.open();
  }

  async close(): Promise<void> {
    await this.listener.close();
  }

  /** Cuts every connection that asks for nodes; whoever steers the network from another process still gets answers. */
  setSilent(isSilent: boolean): void {
    this.isSilent = isSilent;
  }

  private async handle(request: IncomingMessage, body: Uint8Array): Promise<HttpReply | undefined> {
    if (request.url !== '/json_rpc') {
      const reply = await this.parts.control(request, body);
      return reply ?? textReply(404, `${request.method} ${request.url} Not Found`);
    }
    if (this.isSilent) return undefined;
    if (request.method !== 'POST') return textReply(405, 'Method Not Allowed');
    return jsonReply(200, this.answer(body, request.socket.remotePort ?? 0));
  }

  private answer(body: Uint8Array, remotePort: number): JsonObject {
    const call = parsed(body);
    if (call === undefined) return failure(null, -32_700, 'Parse error');
    const { id, method, params } = call;
    const knownId = typeof id === 'string' || typeof id === 'number' ? id : '0';
    if (typeof method !== 'string') return failure(knownId, -32_600, 'Invalid Request');
    const { directory, clock, emit } = this.parts;
    if (method !== 'get_n_service_nodes' && method !== 'get_service_nodes') {
      emit({ type: 'seed-request', method: 'unknown', remotePort });
      return failure(knownId, -32_601, 'Method not found');
    }
    emit({ type: 'seed-request', method, remotePort });
    return {
      id: knownId,
      jsonrpc: '2.0',
      result: serviceNodeStates(directory, params, heightAt(clock.nowMs())),
    };
  }
}

function parsed(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(body));
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function failure(id: JsonValue, code: number, message: string): JsonObject {
  return { error: { code, message }, id, jsonrpc: '2.0' };
}
