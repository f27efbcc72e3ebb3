import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, type Server, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';

import { createTlsIdentity } from '../../../ts/local-network/certificate.ts';

/** How much goes through the chain and how much comes back. */
export interface Exchange {
  readonly requestBytes: number;
  readonly answerBytes: number;
}

/** Servers that do nothing but pass requests on: what no way through `hops` machines can do without. */
export interface RelayChain {
  /** A request through all servers, and its answer back. */
  exchange(exchange: Exchange): Promise<void>;
  /** TLS handshakes of the first server so far. */
  handshakes(): number;
  close(): Promise<void>;
}

const ANSWER_BYTES = 'x-answer-bytes';

/** Starts `hops` HTTPS servers in a row in this process, each with keep-alive connections to the next. */
export async function startRelayChain(hops: number): Promise<RelayChain> {
  const identity = createTlsIdentity(Date.now());
  const agents: Agent[] = [];
  const servers: Server[] = [];
  let handshakes = 0;
  let next: Poster | undefined;
  for (let hop = 0; hop < hops; hop += 1) {
    const forward = next;
    const server = createServer({ key: identity.key, cert: identity.certificate }, (incoming, answer) => {
      void (async () => {
        const body = await read(incoming);
        const answerBytes = Number(incoming.headers[ANSWER_BYTES]);
        answer.end(forward === undefined ? Buffer.alloc(answerBytes) : await forward(body, answerBytes));
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
    next = poster(agent, (server.address() as AddressInfo).port);
    servers.push(server);
    agents.push(agent);
  }
  const [first, enter] = [servers.at(-1), next];
  if (first === undefined || enter === undefined) throw new RangeError('a chain has at least one server');
  first.on('secureConnection', () => (handshakes += 1));
  return {
    exchange: async ({ requestBytes, answerBytes }) => {
      await enter(Buffer.alloc(requestBytes), answerBytes);
    },
    handshakes: () => handshakes,
    close: async () => {
      for (const agent of agents) agent.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

type Poster = (body: Uint8Array, answerBytes: number) => Promise<Uint8Array>;

function poster(agent: Agent, port: number): Poster {
  return async (body, answerBytes) => {
    const headers = { 'Content-Length': body.length, [ANSWER_BYTES]: answerBytes };
    const outgoing = request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/', headers });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return read(answer);
  };
}

async function read(stream: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
