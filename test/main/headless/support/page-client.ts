import { once } from 'node:events';

import { WebSocket } from 'ws';

import type { AppEvent, IpcResult, PageFrame, ServerFrame } from '../../../../src/ipc/index.ts';

export interface SocketHead {
  readonly origin?: string | undefined;
  readonly host?: string;
}

/** Opens the socket of a page; by default as the page itself would. */
export function openSocket(url: string, head: SocketHead = { origin: new URL(url).origin }): WebSocket {
  const socket = new URL('bridge', url);
  socket.protocol = 'ws:';
  return new WebSocket(socket, {
    ...(head.origin === undefined ? {} : { origin: head.origin }),
    ...(head.host === undefined ? {} : { headers: { host: head.host } }),
  });
}

/** What a page's bridge does, without a browser. */
export class PageClient {
  readonly events: AppEvent[] = [];
  /** Resolves when the server says that it ends. */
  readonly ending: Promise<void>;

  private readonly socket: WebSocket;
  private readonly waiting = new Map<number, (result: IpcResult<unknown>) => void>();
  private lastId = 0;
  private onEvents: () => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.ending = new Promise((resolve) => {
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as ServerFrame;
        if (frame.type === 'ending') resolve();
        else this.receive(frame);
      });
    });
  }

  static async open(url: string): Promise<PageClient> {
    const socket = openSocket(url);
    const client = new PageClient(socket);
    await once(socket, 'open');
    return client;
  }

  invoke(channel: string, input?: unknown): Promise<IpcResult<unknown>> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send({ type: 'invoke', id, channel, input });
    });
  }

  send(frame: PageFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The first event of this type, that was heard or will be. */
  async event<Type extends AppEvent['type']>(type: Type): Promise<Extract<AppEvent, { type: Type }>> {
    for (;;) {
      const found = this.events.find((event) => event.type === type);
      if (found !== undefined) return found as Extract<AppEvent, { type: Type }>;
      await new Promise<void>((resolve) => {
        this.onEvents = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }

  private receive(frame: Exclude<ServerFrame, { type: 'ending' }>): void {
    if (frame.type === 'result') {
      this.waiting.get(frame.id)?.(frame.result);
      this.waiting.delete(frame.id);
    } else {
      this.events.push(...frame.events);
      this.onEvents();
    }
  }
}
