import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import { Mutex } from '../../util/index.ts';
import { LocalNetworkError } from '../errors.ts';

/** A server that can stop listening and come back on the same port. */
export class Listener {
  private readonly server: Server;
  private readonly host: string;
  private readonly port: number;
  private readonly sockets = new Set<Socket>();
  private readonly changes = new Mutex();

  constructor(server: Server, { host, port }: { readonly host: string; readonly port: number }) {
    this.server = server;
    this.host = host;
    this.port = port;
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** @throws {LocalNetworkError} `port-in-use` */
  open(): Promise<void> {
    return this.changes.run(async () => {
      if (this.server.listening) return;
      try {
        const listening = once(this.server, 'listening');
        this.server.listen({ host: this.host, port: this.port });
        await listening;
      } catch (cause) {
        throw new LocalNetworkError('port-in-use', { message: `${this.host}:${this.port}`, cause });
      }
    });
  }

  /** From the moment of the call connections are refused; those that exist are cut. */
  close(): Promise<void> {
    const closed = this.server.listening ? once(this.server, 'close') : undefined;
    if (closed !== undefined) this.server.close();
    for (const socket of this.sockets) socket.destroy();
    return this.changes.run(async () => {
      await closed;
    });
  }
}
