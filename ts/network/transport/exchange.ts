import http from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';

import { errorCode } from '../../util/index.ts';
import type { Clock } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';

export interface Exchange {
  readonly url: URL;
  readonly agent: http.Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ExchangeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** A failure on a kept connection that the other side had already closed: the request was not read, a fresh connection may do. */
export class StaleConnectionError extends NetworkError {
  constructor(cause: unknown) {
    super('unreachable', { cause });
  }
}

/** What all clients send; other values would set our users apart (spec 02 §1.7). */
const COMMON_HEADERS = {
  'User-Agent': 'WhatsApp',
  'Accept-Language': 'en-us',
  Accept: '*/*',
  'Accept-Encoding': 'gzip,deflate',
} as const;

const CONNECT_LIMIT_MS = 4_000;

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/**
 * One POST and its whole answer, which may have `maxBytes` at most, packed or unpacked.
 * @throws {NetworkError} `aborted`, `timeout`, `unreachable` (as {@link StaleConnectionError} on a kept connection), `bad-response`
 */
export async function exchange(clock: Pick<Clock, 'setTimer'>, task: Exchange): Promise<ExchangeAnswer> {
  const answer = await post(clock, task);
  return { ...answer, body: await unpack(answer.body, answer.encoding, task.maxBytes) };
}

type PackedAnswer = ExchangeAnswer & { readonly encoding: string };

function post(clock: Pick<Clock, 'setTimer'>, task: Exchange): Promise<PackedAnswer> {
  const { url, agent, headers, body, signal } = task;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new NetworkError('aborted'));
      return;
    }
    const request = (url.protocol === 'http:' ? http : https).request(url, {
      method: 'POST',
      agent,
      headers: { ...COMMON_HEADERS, ...headers, 'Content-Length': body.length },
    });
    const finish = (settle: () => void): void => {
      limit.cancel();
      connectLimit.cancel();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const fail = (error: NetworkError): void =>
      finish(() => {
        reject(error);
        request.destroy();
      });
    const onAbort = (): void => fail(new NetworkError('aborted'));
    const limit = clock.setTimer(task.timeoutMs, () => fail(new NetworkError('timeout')));
    const connectLimit = clock.setTimer(CONNECT_LIMIT_MS, () => {
      if (isConnecting(request)) fail(new NetworkError('unreachable', { message: 'no connection in time' }));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    request.on('error', (cause) => fail(connectionError(request, cause)));
    request.on('response', (response) => {
      response.on('error', () => undefined);
      collect(response, task.maxBytes).then(
        (answer) => finish(() => resolve(answer)),
        (cause: unknown) => fail(brokenAnswer(cause)),
      );
    });
    request.end(body);
  });
}

/** A request without a socket waits for its turn at the agent, not for the other side. */
function isConnecting({ socket }: http.ClientRequest): boolean {
  return (
    socket !== null &&
    (socket.connecting || ('secureConnecting' in socket && socket.secureConnecting === true))
  );
}

function connectionError(request: http.ClientRequest, cause: unknown): NetworkError {
  if (cause instanceof NetworkError) return cause;
  if (request.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(String((cause as { code?: unknown }).code))) {
    return new StaleConnectionError(cause);
  }
  return new NetworkError('unreachable', { message: errorCode(cause), cause });
}

function brokenAnswer(cause: unknown): NetworkError {
  return cause instanceof NetworkError
    ? cause
    : new NetworkError('unreachable', { message: errorCode(cause), cause });
}

async function collect(response: http.IncomingMessage, maxBytes: number): Promise<PackedAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  if (Number(response.headers['content-length'] ?? 0) > maxBytes)
    throw new NetworkError('bad-response', { message: 'oversized' });
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new NetworkError('bad-response', { message: 'oversized' });
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    encoding: response.headers['content-encoding'] ?? 'identity',
    body: Buffer.concat(chunks, length),
  };
}

async function unpack(body: Uint8Array, encoding: string, maxBytes: number): Promise<Uint8Array> {
  if (encoding !== 'gzip' && encoding !== 'deflate') return body;
  try {
    return await unpackers[encoding](body, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw new NetworkError('bad-response', { cause });
  }
}
