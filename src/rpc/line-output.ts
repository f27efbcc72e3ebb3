import type { Writable } from 'node:stream';

import type { AppEvent } from '../ipc/index.ts';
import type { RpcNotification } from './json-rpc.ts';

interface WaitingLine {
  readonly text: string;
  /** How many events are in it; an answer has none. */
  readonly events: number;
}

export interface LineOutputOptions {
  readonly stream: Writable;
  /** While the reader does not read, events of so many characters are kept for it. */
  readonly maxWaitingEvents: number;
  /** Nobody reads any more. */
  readonly onGone: () => void;
}

/**
 * Lines to somebody who may read slowly. Everything keeps its order. Answers are never dropped: whoever reads the requests asks
 * {@link LineOutput.isBlocked} first. Events that become too many are dropped together, and the reader is told how many they were.
 */
export class LineOutput {
  private readonly options: LineOutputOptions;
  private waiting: WaitingLine[] = [];
  private waitingEventLength = 0;
  private lostEvents = 0;
  private isFull = false;
  private isGone = false;
  private listeners: (() => void)[] = [];

  constructor(options: LineOutputOptions) {
    this.options = options;
    options.stream.on('drain', () => this.drained());
    options.stream.on('error', () => this.gone());
    options.stream.on('close', () => this.gone());
  }

  /** The reader has not read what it was given. */
  get isBlocked(): boolean {
    return this.isFull && !this.isGone;
  }

  /** Writes an answer; `text` has no line end. */
  answer(text: string): void {
    this.write({ text, events: 0 });
  }

  /** Tells a batch of events. */
  tell(events: readonly AppEvent[]): void {
    if (events.length === 0) return;
    this.write({ text: notification('event', events), events: events.length });
  }

  /** Resolves when the reader has read, or is gone. */
  async unblocked(): Promise<void> {
    if (this.isBlocked) await new Promise<void>((resolve) => this.listeners.push(resolve));
  }

  /** Resolves when everything has left this process, or the reader is gone. */
  async flushed(): Promise<void> {
    while (this.isBlocked) await this.unblocked();
    if (this.isGone) return;
    await new Promise<void>((resolve) => {
      this.listeners.push(resolve);
      this.options.stream.write('', () => resolve());
    });
  }

  private write(line: WaitingLine): void {
    if (this.isGone) return;
    if (this.isFull) this.wait(line);
    else this.isFull = !this.options.stream.write(`${line.text}\n`);
  }

  private wait(line: WaitingLine): void {
    this.waiting.push(line);
    if (line.events > 0) this.waitingEventLength += line.text.length;
    if (this.waitingEventLength <= this.options.maxWaitingEvents) return;
    this.lostEvents += this.waiting.reduce((sum, { events }) => sum + events, 0);
    this.waiting = this.waiting.filter(({ events }) => events === 0);
    this.waitingEventLength = 0;
  }

  private drained(): void {
    this.isFull = false;
    if (this.lostEvents > 0) {
      const count = this.lostEvents;
      this.lostEvents = 0;
      this.write({ text: notification('events-lost', { count }), events: 0 });
    }
    const lines = this.waiting;
    this.waiting = [];
    this.waitingEventLength = 0;
    for (const line of lines) this.write(line);
    if (!this.isFull) this.wakeAll();
  }

  private gone(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.waiting = [];
    this.wakeAll();
    this.options.onGone();
  }

  private wakeAll(): void {
    const { listeners } = this;
    this.listeners = [];
    for (const wake of listeners) wake();
  }
}

function notification(method: string, params: RpcNotification['params']): string {
  return JSON.stringify({ jsonrpc: '2.0', method, params } satisfies RpcNotification);
}
