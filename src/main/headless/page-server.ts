import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { WebSocketServer } from 'ws';

import type { AppEvent, ServerFrame } from '../../ipc/index.ts';
import type { Log } from '../../../ts/client/index.ts';
import type { Dispatch } from '../ipc/dispatcher.ts';
import type { MediaServer } from '../media/media-server.ts';
import { readMediaPath } from '../media/media-url.ts';
import { Access } from './access.ts';
import { pageFile } from './page-files.ts';
import { PageSocket } from './page-socket.ts';

const SOCKET_PATH = 'bridge';

/** Below it lies what the app serves as its scheme `media`. */
export const MEDIA_PATH = 'media/';

/** The contract's longest text is far below, however it is escaped. */
const MAX_FRAME_BYTES = 1_048_576;

/** Pages that were told of the end have so long for their last words. */
const LAST_WORDS_MS = 2_000;

const REFUSAL = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

export interface PageServerOptions {
  /** Folder of the built interface. */
  readonly root: string;
  readonly bridgeScript: string;
  readonly dispatch: Dispatch;
  readonly media: Pick<MediaServer, 'respond'>;
  /** Whether any page has the keyboard; called when that changes. */
  readonly onFocusChange: (focused: boolean) => void;
  readonly log: Log;
}

/** The interface and its bridge for browsers on this machine: files over HTTP, requests and events over WebSocket. */
export class PageServer {
  private readonly options: PageServerOptions;
  private readonly server: Server;
  private readonly sockets: WebSocketServer;
  private readonly pages = new Set<PageSocket>();
  private access: Access | undefined;
  private isFocused = false;

  constructor(options: PageServerOptions) {
    this.options = options;
    this.sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /**
   * Listens on 127.0.0.1, on a port that is free.
   * @returns the address of the page, with the token
   * @throws whatever the operating system says
   */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host: '127.0.0.1', port: 0 }, resolve);
    });
    this.access = new Access((this.server.address() as AddressInfo).port);
    return this.access.url;
  }

  /** Tells every page. */
  send(events: readonly AppEvent[]): void {
    for (const page of this.pages) page.send({ type: 'events', events });
  }

  /** Tells every page what makes it load itself anew; resolves when they are gone, after at most two seconds. */
  async renew(events: readonly AppEvent[]): Promise<void> {
    await this.dismiss({ type: 'events', events }, ({ gone }) => gone);
  }

  /** Lets pages say their last words, at most for two seconds, and takes no more connections. */
  async close(): Promise<void> {
    this.server.close();
    await this.dismiss({ type: 'ending' }, ({ closed }) => closed);
    this.server.closeAllConnections();
  }

  private async dismiss(frame: ServerFrame, end: (page: PageSocket) => Promise<void>): Promise<void> {
    const pages = [...this.pages];
    const limit = setTimeout(() => pages.forEach((page) => page.terminate()), LAST_WORDS_MS);
    for (const page of pages) page.send(frame);
    await Promise.all(pages.map(end));
    clearTimeout(limit);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = this.access?.pathOf(request);
      if (path === undefined) {
        this.options.log.write('warn', 'page-refused');
        response.writeHead(403).end();
        return;
      }
      const file = path.startsWith(MEDIA_PATH)
        ? await this.mediaAt(path.slice(MEDIA_PATH.length), request, response)
        : await pageFile(this.options, { method: request.method ?? '', path });
      response.writeHead(file.status, Object.fromEntries(file.headers));
      if (file.body === null) response.end();
      else await pipeline(file.body, response);
    } catch (error) {
      // A browser that seeks in a film hangs up.
      if (response.destroyed) return;
      this.options.log.write('error', 'page-not-served', { error });
      response.destroy();
    }
  }

  private mediaAt(path: string, request: IncomingMessage, response: ServerResponse): Promise<Response> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return this.options.media.respond({
      method: request.method ?? '',
      request: readMediaPath(path),
      range: request.headers.range,
      signal: gone.signal,
    });
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until `ws` takes over, nobody else hears that the other side is gone.
    socket.on('error', () => socket.destroy());
    if (this.access?.socketPathOf(request) !== SOCKET_PATH) {
      this.options.log.write('warn', 'socket-refused');
      socket.end(REFUSAL);
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const page = new PageSocket({
        socket: webSocket,
        dispatch: this.options.dispatch,
        onFocusChange: () => this.updateFocus(),
        onClosed: () => {
          this.pages.delete(page);
          this.updateFocus();
        },
      });
      this.pages.add(page);
    });
  }

  private updateFocus(): void {
    const focused = [...this.pages].some((page) => page.isFocused);
    if (focused === this.isFocused) return;
    this.isFocused = focused;
    this.options.onFocusChange(focused);
  }
}
