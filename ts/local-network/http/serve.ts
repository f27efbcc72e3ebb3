import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { concatBytes, systemClock } from '../../util/index.ts';
import type { Log } from '../../util/index.ts';
import { MAX_BODY_BYTES, SERVER_NAME } from '../constants.ts';
import { textReply } from './reply.ts';
import type { HttpReply } from './reply.ts';

/** Answers a request whose body is complete; undefined: cut the connection without an answer. */
export type HttpHandler = (request: IncomingMessage, body: Uint8Array) => Promise<HttpReply | undefined>;

/** Servers close connections on which nothing has happened for this long, milliseconds. */
export const IDLE_LIMIT_MS = 10_000;

/** How much of a body that is too large a client may still send, unread, and for how long it may be silent meanwhile. */
const LINGER = { bytes: 4 * MAX_BODY_BYTES, idleMs: 500 } as const;
const CONTENT_LENGTH = /content-length/i;

/** Reads bodies of up to 10 MiB and writes answers as nodes do. An error of `handle` becomes 500 `request failed`. */
export function requestListener(handle: HttpHandler, log: Log): RequestListener {
  return (request, response) => {
    void answer({ handle, log, request, response }).catch((error: unknown) => {
      log.write('error', 'local-network-answer-failed', { error });
      request.socket.destroy();
    });
  };
}

/** Settings all servers of the network share. */
export function configureServer(server: Server): void {
  server.keepAliveTimeout = IDLE_LIMIT_MS;
  server.on('clientError', (error: Error & { readonly code?: string }, socket: Duplex) => {
    const aboutLength = CONTENT_LENGTH.test(error.code ?? '') || CONTENT_LENGTH.test(error.message);
    const text = aboutLength ? 'invalid Content-Length' : 'Bad Request';
    if (socket.writable) {
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nServer: ${SERVER_NAME}\r\nContent-Type: text/plain\r\n` +
          `Content-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
      );
    } else {
      socket.destroy();
    }
  });
}

interface Exchange {
  readonly handle: HttpHandler;
  readonly log: Log;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer({ handle, log, request, response }: Exchange): Promise<void> {
  const body = await readBody(request);
  if (body === 'aborted') return;
  if (body === 'too-large') {
    const refusal = { ...textReply(413, 'Request body too large'), closes: true };
    writeHead(response, refusal);
    response.write(refusal.body);
    await linger(request);
    response.end();
    return;
  }
  const reply = await handle(request, body).catch((error: unknown) => {
    log.write('error', 'local-network-request-failed', { error });
    return textReply(500, 'request failed');
  });
  if (reply === undefined) {
    request.socket.destroy();
    return;
  }
  writeHead(response, reply);
  if (reply.cutAt === undefined) response.end(reply.body);
  else response.write(reply.body.subarray(0, reply.cutAt), () => request.socket.destroy());
}

function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-large' | 'aborted'> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const take = (chunk: Uint8Array): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= MAX_BODY_BYTES) return;
      request.off('data', take);
      resolve('too-large');
    };
    request.on('data', take);
    request.once('end', () => resolve(concatBytes(...chunks)));
    request.once('error', () => resolve('aborted'));
    request.once('close', () => resolve('aborted'));
  });
}

/** A connection that ends while its client still writes is reset, and the client never reads the answer: so it may finish. */
function linger(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left: number = LINGER.bytes;
    const wait = () => systemClock.setTimer(LINGER.idleMs, resolve);
    let idle = wait();
    const finish = (): void => {
      idle.cancel();
      resolve();
    };
    request.on('data', (chunk: Uint8Array) => {
      left -= chunk.length;
      idle.cancel();
      if (left < 0) resolve();
      else idle = wait();
    });
    request.once('end', finish);
    request.once('close', finish);
  });
}

function writeHead(
  response: ServerResponse,
  { status, contentType, body, headers, closes }: HttpReply,
): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    ...headers,
    'Content-Length': body.length,
    Server: SERVER_NAME,
    ...(closes === true ? { Connection: 'close' } : {}),
  });
}
