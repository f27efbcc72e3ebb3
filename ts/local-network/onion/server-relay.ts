import { request as httpRequest } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { AsyncError, concatBytes, withDeadline } from '../../util/index.ts';
import type { Clock } from '../../util/index.ts';
import { SERVER_NAME } from '../constants.ts';
import type { HttpReply } from '../http/reply.ts';
import { textReply } from '../http/reply.ts';
import type { Instruction } from './packet.ts';

/** Base URLs (`http://127.0.0.1:8080`) of the hosts that onion requests may name. */
export type ServerHosts = Readonly<Record<string, string>>;

type ServerInstruction = Extract<Instruction, { readonly kind: 'relay-server' }>;

const LIMIT_MS = 25_000;
const LOOPBACK = /^(?:127(?:\.[0-9]{1,3}){3}|localhost)$/;
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'server'];

/**
 * Takes an onion request to the server it names and brings the answer back as it is. Only servers of `serverHosts` and of this
 * machine are reached: a local network lets nothing out. Spec 02 §2.4.
 */
export async function relayToServer(
  { protocol, host, port, target, payload }: ServerInstruction,
  { serverHosts, clock }: { readonly serverHosts: ServerHosts; readonly clock: Pick<Clock, 'setTimer'> },
): Promise<HttpReply> {
  const known = Object.hasOwn(serverHosts, host) ? serverHosts[host] : undefined;
  const base = known ?? (LOOPBACK.test(host) ? `${protocol}://${host}:${port}` : undefined);
  if (base === undefined) return textReply(502, `Couldn't resolve host name: ${host}`);
  try {
    return await withDeadline(clock, LIMIT_MS, (signal) => post(new URL(target, base), payload, signal));
  } catch (error) {
    if (error instanceof AsyncError) return textReply(504, 'Timeout was reached');
    return textReply(502, error instanceof Error ? error.message : 'Server unreachable');
  }
}

function post(url: URL, payload: Uint8Array, signal: AbortSignal): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(url, {
      method: 'POST',
      headers: {
        'Content-Length': payload.length,
        'Content-Type': 'application/octet-stream',
        'User-Agent': SERVER_NAME,
      },
      minVersion: 'TLSv1.2',
      signal,
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      readReply(response).then(resolve, reject);
    });
    outgoing.end(payload);
  });
}

async function readReply(response: IncomingMessage): Promise<HttpReply> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const headers: OutgoingHttpHeaders = { ...response.headers };
  for (const name of HOP_BY_HOP) delete headers[name];
  const { 'content-type': contentType = 'text/plain', ...others } = headers;
  return {
    status: response.statusCode ?? 502,
    contentType: String(contentType),
    headers: others,
    body: concatBytes(...chunks),
  };
}
