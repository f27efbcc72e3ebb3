import type { RawData, WebSocket } from 'ws';

import { type Channel, CHANNELS, type IpcResult, type ServerFrame } from '../../ipc/index.ts';
import { type Dispatch, refuse } from '../ipc/dispatcher.ts';
import { readPageFrame } from './page-frame.ts';

/** RFC 6455 §7.4.1: a message that breaks the rules. */
const POLICY_VIOLATION = 1008;

export interface PageSocketOptions {
  readonly socket: WebSocket;
  readonly dispatch: Dispatch;
  readonly onFocusChange: () => void;
  /** The page is gone, and everything it has asked for is answered. */
  readonly onClosed: () => void;
}

const channels: ReadonlySet<string> = new Set(CHANNELS);

/** One page at the other end of a WebSocket. What it sends is believed as little as what a window sends. */
export class PageSocket {
  /** The page says that it has the keyboard. */
  isFocused = false;
  /** Resolves when the page is gone; what it has asked for last is on its way. */
  readonly gone: Promise<void>;
  /** Resolves when the page is gone, and everything it has asked for was answered. */
  readonly closed: Promise<void>;

  private readonly options: PageSocketOptions;
  private readonly running = new Set<Promise<void>>();

  constructor(options: PageSocketOptions) {
    this.options = options;
    const { socket } = options;
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    // A frame against the protocol: the socket closes by itself.
    socket.on('error', () => undefined);
    this.gone = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
    this.closed = this.gone.then(async () => {
      await Promise.all(this.running);
    });
    void this.closed.then(options.onClosed);
  }

  send(frame: ServerFrame): void {
    const { socket } = this.options;
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  }

  /** Ends the connection at once. */
  terminate(): void {
    this.options.socket.terminate();
  }

  private receive(data: RawData, isBinary: boolean): void {
    const received = isBinary ? undefined : readPageFrame((data as Buffer).toString('utf8'));
    if (received === undefined) {
      this.options.socket.close(POLICY_VIOLATION);
    } else if ('refused' in received) {
      this.answer(received.refused.id, refuse());
    } else if (received.frame.type === 'focus') {
      this.isFocused = received.frame.focused;
      this.options.onFocusChange();
    } else {
      this.invoke(received.frame);
    }
  }

  private invoke({
    id,
    channel,
    input,
  }: {
    readonly id: number;
    readonly channel: string;
    readonly input?: unknown;
  }): void {
    if (!channels.has(channel)) {
      this.answer(id, refuse());
      return;
    }
    const done = this.options.dispatch(channel as Channel, input).then((result) => this.answer(id, result));
    this.running.add(done);
    void done.then(() => this.running.delete(done));
  }

  private answer(id: number, result: IpcResult<unknown>): void {
    this.send({ type: 'result', id, result });
  }
}
