import type http from 'node:http';
import type https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

import { SocksProxyAgent } from 'socks-proxy-agent';

import type { Clock } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { retired } from './direct-agents.ts';
import type { SocketCheck } from './direct-agents.ts';
import type { Proxy } from './proxy.ts';

/** Why the proxy is of no use, or undefined after it has been of use. */
export type ProxyProblem = 'proxy-unreachable' | 'proxy-refused';

export interface SocksAgentOptions {
  /** With the credentials for this purpose. */
  readonly proxy: Proxy;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly agent: https.AgentOptions;
  /** Whether the other side speaks TLS. */
  readonly isTls: boolean;
  readonly check?: SocketCheck;
  /** Hears how the proxy is after each attempt to connect. */
  readonly onProxy: (problem: ProxyProblem | undefined) => void;
}

type ConnectOptions = Parameters<SocksProxyAgent['connect']>[1];

/** For the proxy to reach the other side, and then for TLS. */
const CONNECT_LIMIT_MS = 12_000;
const REACH_LIMIT_MS = 3_000;

const REJECTED = /^Socks5 proxy rejected connection/;
const REFUSED = /Authentication failed|no accepted authentication type/;
const TIMED_OUT = 'Proxy connection timed out';

/**
 * Connections through a SOCKS5 proxy, which resolves names itself; none any more after {@link destroy}, and never one past the
 * proxy (spec 02 §8).
 */
export class SocksAgent extends SocksProxyAgent {
  private readonly given: SocksAgentOptions;
  private readonly connecting = new Set<Duplex>();
  private isRetired = false;

  constructor(given: SocksAgentOptions) {
    // Without `secureEndpoint` a kept TLS connection is not found again (spec 02 §8).
    const options = { ...given.agent, secureEndpoint: given.isTls };
    super(urlOf(given.proxy), options);
    this.given = given;
    this.proxy.host = given.proxy.host;
    this.timeout = CONNECT_LIMIT_MS;
    this.protocol = given.isTls ? 'https:' : 'http:';
  }

  /** @throws {NetworkError} `proxy-unreachable`, `proxy-refused`; `unreachable` when it is the other side that is not. */
  override async connect(request: http.ClientRequest, options: ConnectOptions): Promise<net.Socket> {
    if (this.isRetired) throw retired();
    const socket = await this.connectThrough(request, options);
    this.tell(undefined);
    if (socket instanceof TLSSocket) await this.secured(socket);
    if (!this.isRetired) return socket;
    socket.destroy();
    throw retired();
  }

  override destroy(): void {
    this.isRetired = true;
    for (const socket of this.connecting) socket.destroy();
    super.destroy();
  }

  private async connectThrough(request: http.ClientRequest, options: ConnectOptions): Promise<net.Socket> {
    let raw: net.Socket | undefined;
    request.once('proxy', ({ socket }: { readonly socket: net.Socket }) => (raw = socket));
    try {
      return await super.connect(request, options);
    } catch (error) {
      throw await this.fault(error);
    } finally {
      // The limit was for the handshake with the proxy: an answer may take longer.
      raw?.setTimeout(0);
      raw?.removeAllListeners('timeout');
    }
  }

  private secured(socket: TLSSocket): Promise<void> {
    const { check, clock } = this.given;
    this.connecting.add(socket);
    return new Promise<void>((resolve, reject) => {
      const settle = (error: Error | undefined): void => {
        limit.cancel();
        socket.off('close', onClose);
        this.connecting.delete(socket);
        if (error === undefined) resolve();
        else {
          socket.destroy();
          reject(error);
        }
      };
      const onClose = (): void => settle(new NetworkError('unreachable', { message: 'no TLS' }));
      const limit = clock.setTimer(CONNECT_LIMIT_MS, onClose);
      socket.on('error', (cause: Error) =>
        settle(new NetworkError('unreachable', { message: cause.message, cause })),
      );
      socket.once('close', onClose);
      socket.once('secureConnect', () => settle(check?.(socket)));
    });
  }

  private async fault(error: unknown): Promise<NetworkError> {
    const message = error instanceof Error ? error.message : '';
    if (REJECTED.test(message)) {
      this.tell(undefined);
      return new NetworkError('unreachable', { message, cause: error });
    }
    if (message === TIMED_OUT && (await reaches(this.given.proxy)))
      return new NetworkError('unreachable', { message, cause: error });
    const problem: ProxyProblem = REFUSED.test(message) ? 'proxy-refused' : 'proxy-unreachable';
    this.tell(problem);
    return new NetworkError(problem, { message, cause: error });
  }

  /** A proxy that was replaced meanwhile says nothing of the new one. */
  private tell(problem: ProxyProblem | undefined): void {
    if (!this.isRetired) this.given.onProxy(problem);
  }
}

/** An IPv6 address keeps its brackets in `proxy.host`, where they do not belong: that is set once more. */
function urlOf({ host, port, user, password }: Proxy): string {
  const credentials = user === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  return `socks5h://${credentials}${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** Whether anybody listens at the proxy's address. */
function reaches({ host, port }: Proxy): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: REACH_LIMIT_MS });
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
