// Spec 02 §3.

import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import type { Duplex } from 'node:stream';

import { NetworkError } from '../errors.ts';

type Callback = (error: Error | null, socket: Duplex) => void;

/** What a socket is good for once its handshake is done: the reason why not, or undefined. */
export type SocketCheck = (socket: tls.TLSSocket) => Error | undefined;

/** Connections straight from this machine; none any more after {@link destroy}. */
export class DirectAgent extends http.Agent {
  private isRetired = false;

  override createConnection(options: http.ClientRequestArgs, callback?: Callback): Duplex | null | undefined {
    return this.isRetired ? refuse(callback) : super.createConnection(options, callback);
  }

  override destroy(): void {
    this.isRetired = true;
    super.destroy();
  }
}

/** The same over TLS. With a `check` a request gets its socket only after it. */
export class DirectTlsAgent extends https.Agent {
  private readonly check: SocketCheck | undefined;
  private readonly connecting = new Set<tls.TLSSocket>();
  private isRetired = false;

  constructor(options: https.AgentOptions, check?: SocketCheck) {
    super(options);
    this.check = check;
  }

  override createConnection(options: tls.ConnectionOptions, callback?: Callback): Duplex | null | undefined {
    if (this.isRetired) return refuse(callback);
    if (this.check === undefined) return super.createConnection(options, callback);
    this.connectChecked(options, { check: this.check, callback });
    return undefined;
  }

  override destroy(): void {
    this.isRetired = true;
    for (const socket of this.connecting) socket.destroy(retired());
    super.destroy();
  }

  private connectChecked(
    options: tls.ConnectionOptions,
    { check, callback }: { readonly check: SocketCheck; readonly callback: Callback | undefined },
  ): void {
    const socket = tls.connect(options);
    this.connecting.add(socket);
    const settle = (error: Error | undefined): void => {
      this.connecting.delete(socket);
      socket.removeAllListeners('error');
      // Whoever asked hears of the first error; a later one of the same socket is the request's.
      socket.on('error', () => undefined);
      if (error !== undefined) socket.destroy();
      callback?.(error ?? null, socket);
    };
    socket.once('error', settle);
    socket.once('secureConnect', () => settle(check(socket)));
  }
}

/** What a request gets that comes after all connections were dropped. */
export function retired(): NetworkError {
  return new NetworkError('unreachable', { message: 'connections were dropped' });
}

/** An error thrown here would be nobody's: requests that waited for a socket are told by the callback. */
function refuse(callback: Callback | undefined): undefined {
  callback?.(retired(), undefined as unknown as Duplex);
  return undefined;
}
