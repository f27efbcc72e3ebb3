import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';

import { concatBytes } from '../../util/index.ts';
import { MAX_BODY_BYTES, PEER_ONION_PATH, PEER_SERVER_NAME } from '../constants.ts';
import type { NodeRecord } from '../directory.ts';

export interface PeerReply {
  readonly status: number;
  readonly body: Uint8Array;
}

/** `unreachable`: no answer at all; `malformed`: something that is no answer. */
export class PeerError extends Error {
  readonly reason: 'unreachable' | 'malformed';

  constructor(reason: 'unreachable' | 'malformed', cause: unknown) {
    super(reason, { cause });
    this.name = 'PeerError';
    this.reason = reason;
  }
}

const SOCKETS_TO_A_NODE = 32;

/** One node's connections to the other nodes; they are kept open between requests. */
export class PeerClient {
  private readonly agent = new Agent({
    keepAlive: true,
    maxSockets: SOCKETS_TO_A_NODE,
    scheduling: 'lifo',
    // Nodes have certificates of their own making; what is sent is encrypted for the node's key.
    rejectUnauthorized: false,
    servername: PEER_SERVER_NAME,
  });

  /**
   * Sends an onion request on. A connection the other side closed while it was idle is replaced once.
   * @throws {PeerError}
   */
  async sendOnion(to: NodeRecord, body: Uint8Array, signal: AbortSignal): Promise<PeerReply> {
    try {
      return await this.post(to, body, signal);
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
      return await this.post(to, body, signal);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private post(to: NodeRecord, body: Uint8Array, signal: AbortSignal): Promise<PeerReply> {
    return new Promise((resolve, reject) => {
      const outgoing = request({
        agent: this.agent,
        host: to.ip,
        port: to.portHttps,
        path: PEER_ONION_PATH,
        method: 'POST',
        headers: { 'Content-Length': body.length },
        signal,
      });
      let response: IncomingMessage | undefined;
      outgoing.once('error', (error: Error & { readonly code?: string }) => {
        const stale = outgoing.reusedSocket && response === undefined && error.code === 'ECONNRESET';
        const malformed = response !== undefined || error.code?.startsWith('HPE_') === true;
        reject(stale ? new StaleConnection() : new PeerError(malformed ? 'malformed' : 'unreachable', error));
      });
      outgoing.once('response', (incoming) => {
        response = incoming;
        readReply(incoming).then(resolve, (error: unknown) => {
          outgoing.destroy();
          reject(new PeerError('malformed', error));
        });
      });
      outgoing.end(body);
    });
  }
}

class StaleConnection extends Error {}

async function readReply(response: IncomingMessage): Promise<PeerReply> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new RangeError('reply too large');
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: concatBytes(...chunks) };
}
