import http from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';

import { errorCode } from '../../util/index.ts';
import type { Clock } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import type { TransferOptions, TransferProgress } from './transport.ts';

export interface Exchange extends Pick<TransferOptions, 'onProgress' | 'stallMs'> {
  readonly url: URL;
  readonly agent: http.Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** What an answer of more than `maxBytes` is. */
  readonly oversizedCode: 'bad-response' | 'too-large';
  /** Time-outs for connecting are so many times as long. */
  readonly slowness: number;
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
/** A body is handed over in pieces of so many bytes when somebody wants to know how far it is. */
const PIECE_BYTES = 64 * 1024;

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/**
 * One POST and its whole answer, which may have `maxBytes` at most, packed or unpacked.
 * @throws {NetworkError} `aborted`, `timeout`, `unreachable` (as {@link StaleConnectionError} on a kept connection), `bad-response`,
 * `too-large`
 */
export async function exchange(clock: Pick<Clock, 'setTimer'>, task: Exchange): Promise<ExchangeAnswer> {
  const answer = await post(clock, task);
  return { ...answer, body: await unpack(answer.body, answer.encoding, task) };
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
    let isDone = false;
    const finish = (settle: () => void): void => {
      isDone = true;
      limit.cancel();
      connectLimit.cancel();
      stall?.cancel();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const fail = (error: NetworkError): void =>
      finish(() => {
        reject(error);
        request.destroy();
      });
    const onAbort = (): void => fail(new NetworkError('aborted'));
    const onTimeout = (): void => fail(new NetworkError('timeout'));
    const limit = clock.setTimer(task.timeoutMs, onTimeout);
    let stall = task.stallMs === undefined ? undefined : clock.setTimer(task.stallMs, onTimeout);
    const moved = (progress: TransferProgress): void => {
      if (isDone) return;
      if (task.stallMs !== undefined) {
        stall?.cancel();
        stall = clock.setTimer(task.stallMs, onTimeout);
      }
      task.onProgress?.(progress);
    };
    const connectLimit = clock.setTimer(CONNECT_LIMIT_MS * task.slowness, () => {
      if (isConnecting(request)) fail(new NetworkError('unreachable', { message: 'no connection in time' }));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    request.on('error', (cause) => fail(connectionError(request, cause)));
    request.on('response', (response) => {
      response.on('error', () => undefined);
      collect(response, task, moved).then(
        (answer) => finish(() => resolve(answer)),
        (cause: unknown) => fail(brokenAnswer(cause)),
      );
    });
    sendBody(request, body, moved);
  });
}

/** Hands over the body piece by piece, each when the one before it has left. */
function sendBody(
  request: http.ClientRequest,
  body: Uint8Array,
  moved: (progress: TransferProgress) => void,
): void {
  const sendFrom = (start: number): void => {
    const end = Math.min(body.length, start + PIECE_BYTES);
    if (end === body.length) {
      request.end(body.subarray(start), () =>
        moved({ direction: 'up', bytes: end, totalBytes: body.length }),
      );
      return;
    }
    request.write(body.subarray(start, end), (error) => {
      if (error instanceof Error) return;
      moved({ direction: 'up', bytes: end, totalBytes: body.length });
      sendFrom(end);
    });
  };
  sendFrom(0);
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

type Limit = Pick<Exchange, 'maxBytes' | 'oversizedCode'>;

async function collect(
  response: http.IncomingMessage,
  { maxBytes, oversizedCode }: Limit,
  moved: (progress: TransferProgress) => void,
): Promise<PackedAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const announced = response.headers['content-length'];
  const totalBytes = announced === undefined ? undefined : Number(announced);
  if ((totalBytes ?? 0) > maxBytes) throw new NetworkError(oversizedCode, { message: 'oversized' });
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new NetworkError(oversizedCode, { message: 'oversized' });
    chunks.push(chunk);
    moved({ direction: 'down', bytes: length, totalBytes });
  }
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    encoding: response.headers['content-encoding'] ?? 'identity',
    body: Buffer.concat(chunks, length),
  };
}

async function unpack(
  body: Uint8Array,
  encoding: string,
  { maxBytes, oversizedCode }: Limit,
): Promise<Uint8Array> {
  if (encoding !== 'gzip' && encoding !== 'deflate') return body;
  try {
    return await unpackers[encoding](body, { maxOutputLength: maxBytes });
  } catch (cause) {
    const isOversized = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new NetworkError(isOversized ? oversizedCode : 'bad-response', { cause });
  }
}
