import { lookup } from 'node:dns/promises';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

import type { Clock } from '../../util/index.ts';
import { LinkPreviewError } from './errors.ts';
import { CONNECT_TIMEOUT_MS, MAX_HEADER_BYTES } from './limits.ts';
import type { PreviewHttp, PreviewRequest, PreviewResponse } from './preview-http.ts';

export interface WebPreviewHttpOptions {
  readonly clock: Pick<Clock, 'setTimer'>;
  /** Makes the connections. One without kept connections: what is kept was made to an address of an earlier request. */
  readonly agent?: Agent | undefined;
  /** The agent leads through a proxy that finds hosts by their names. */
  readonly isProxy?: boolean | undefined;
}

/** Web servers as they are, over TLS with certificates that are checked. */
export class WebPreviewHttp implements PreviewHttp {
  private readonly clock: Pick<Clock, 'setTimer'>;
  private readonly agent: Agent;
  private readonly isProxy: boolean;

  constructor({
    clock,
    agent = new https.Agent({ keepAlive: false }),
    isProxy = false,
  }: WebPreviewHttpOptions) {
    this.clock = clock;
    this.agent = agent;
    this.isProxy = isProxy;
  }

  async resolve(hostname: string): Promise<readonly string[] | undefined> {
    if (this.isProxy) return undefined;
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  }

  get({ url, address, headers, signal }: PreviewRequest): Promise<PreviewResponse> {
    return new Promise((resolve, reject) => {
      const request = https.get(url, {
        agent: this.agent,
        headers,
        signal,
        maxHeaderSize: MAX_HEADER_BYTES,
        ...(address === undefined ? {} : { lookup: alwaysTo(address) }),
      });
      const limit = this.clock.setTimer(CONNECT_TIMEOUT_MS, () => {
        // Behind a proxy there is no other address to turn to.
        if (address !== undefined && isConnecting(request))
          request.destroy(new LinkPreviewError('unreachable', { message: 'no connection in time' }));
      });
      request.on('error', (cause) => {
        limit.cancel();
        reject(new LinkPreviewError('unreachable', { cause }));
      });
      request.on('response', (response) => {
        limit.cancel();
        resolve(answerOf(response));
      });
    });
  }
}

function isConnecting({ socket }: ClientRequest): boolean {
  return (
    socket === null || socket.connecting || ('secureConnecting' in socket && socket.secureConnecting === true)
  );
}

/** Whoever asks for the host gets the address that was checked. */
function alwaysTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

function answerOf(response: IncomingMessage): PreviewResponse {
  // Whoever reads the body hears of its errors; nobody else must.
  response.on('error', () => undefined);
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return {
    status: response.statusCode ?? 0,
    headers,
    body: response as AsyncIterable<Uint8Array>,
    close: () => void response.destroy(),
  };
}
