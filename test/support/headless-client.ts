import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import type { AppEvent, Channel, Input, IpcErrorData, Output } from '../../src/ipc/index.ts';

const PROGRAM = resolve(import.meta.dirname, '..', '..', 'build', 'headless.ts');
const LIMIT_MS = 30_000;

type EventType = AppEvent['type'];
type EventOf<Type extends EventType> = Extract<AppEvent, { readonly type: Type }>;

export interface HeadlessStart {
  readonly profile: string;
  /** `mainnet`, `testnet`, `local` or a seed's URL. */
  readonly network: string;
  /** Further arguments, as on the command line. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How long an answer may take, in milliseconds; half a minute when absent. */
  readonly answerLimitMs?: number;
}

export interface HeadlessEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Any message of the engine, as it came. */
export interface RpcMessage {
  readonly jsonrpc: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: {
    readonly code: number;
    readonly message: string;
    readonly data: IpcErrorData;
  };
}

/** The engine has answered with an error. */
export class HeadlessCallError extends Error {
  /** Our own code, such as `conversation-unknown`. */
  readonly code: string;
  /** The number of JSON-RPC. */
  readonly rpcCode: number;

  constructor(error: { readonly code: number; readonly data: IpcErrorData }) {
    super(error.data.code);
    this.name = new.target.name;
    this.code = error.data.code;
    this.rpcCode = error.code;
  }
}

/** The process has ended before it has answered. */
export class HeadlessGoneError extends Error {}

interface Waiter {
  readonly accepts: (event: AppEvent) => boolean;
  readonly resolve: (event: AppEvent) => void;
}

/** A headless engine in a process of its own, as a program sees it. */
export class HeadlessClient {
  /** The process is gone; what it has written may not have been read. */
  readonly exited: Promise<HeadlessEnd>;
  /** The process is gone, and everything that it has written was read. */
  readonly ended: Promise<HeadlessEnd>;
  /** Everything of standard output that is not an answer to {@link HeadlessClient.call} or an event. */
  readonly others: RpcMessage[] = [];

  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly calls = new Map<
    number,
    { readonly resolve: (message: RpcMessage) => void; readonly reject: (error: Error) => void }
  >();
  private readonly heard: AppEvent[] = [];
  private readonly waiters = new Set<Waiter>();
  private readonly otherWaiters = new Set<() => void>();
  private errorText = '';
  private lastId = 0;
  private isGone = false;
  private readonly answerLimitMs: number;

  constructor({ profile, network, args = [], env = {}, answerLimitMs = LIMIT_MS }: HeadlessStart) {
    this.answerLimitMs = answerLimitMs;
    this.child = spawn(process.execPath, [PROGRAM, '--profile', profile, '--network', network, ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Writing to a process that is gone: its end says so.
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.errorText += chunk.toString();
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.receive(line));
    this.exited = new Promise((done) => {
      this.child.once('exit', (status, signal) => done({ status, signal }));
    });
    this.ended = new Promise((done) => {
      this.child.once('close', (status, signal) => {
        this.gone();
        done({ status, signal });
      });
    });
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('The engine was not started');
    return pid;
  }

  /** Everything it has written to standard error. */
  get errors(): string {
    return this.errorText;
  }

  /** @throws {HeadlessCallError} @throws {HeadlessGoneError} */
  async call<Name extends Channel>(
    channel: Name,
    ...[input]: Input<Name> extends undefined ? [] : [Input<Name>]
  ): Promise<Output<Name>> {
    this.lastId += 1;
    const id = this.lastId;
    const answer = new Promise<RpcMessage>((done, reject) => this.calls.set(id, { resolve: done, reject }));
    answer.catch(() => undefined);
    if (this.isGone) this.gone();
    this.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: channel, params: input })}\n`);
    const { error, result } = await withLimit(answer, this.answerLimitMs, `an answer to ${channel}`);
    if (error !== undefined) throw new HeadlessCallError(error);
    return result as Output<Name>;
  }

  /** The first event, past or to come, that `accepts` takes. @throws when there is none in time */
  event<Type extends EventType>(
    type: Type,
    accepts: (event: EventOf<Type>) => boolean = () => true,
    limitMs = LIMIT_MS,
  ): Promise<EventOf<Type>> {
    const isIt = (event: AppEvent): boolean => event.type === type && accepts(event as EventOf<Type>);
    const known = this.heard.find(isIt);
    if (known !== undefined) return Promise.resolve(known as EventOf<Type>);
    return this.next(isIt, limitMs) as Promise<EventOf<Type>>;
  }

  /** How many events it has told so far. */
  get eventCount(): number {
    return this.heard.length;
  }

  /** Resolves when there are more events than `seen`. @throws when there are none in time */
  async news(seen: number, limitMs = LIMIT_MS): Promise<void> {
    if (this.heard.length <= seen) await this.next(() => true, limitMs);
  }

  /** Sends bytes as they are. */
  write(bytes: string | Uint8Array): void {
    this.child.stdin.write(bytes);
  }

  /** The next message that is no answer to a call and no event. @throws when there is none in time */
  async other(): Promise<RpcMessage> {
    while (this.others.length === 0) {
      const more = new Promise<void>((done) => this.otherWaiters.add(done));
      await withLimit(more, LIMIT_MS, 'a message');
    }
    return this.others.shift() as RpcMessage;
  }

  /** Stops or goes on reading what the engine writes. */
  set reading(isReading: boolean) {
    if (isReading) this.child.stdout.resume();
    else this.child.stdout.pause();
  }

  /** Leaves what the engine writes unread for ever. */
  closeReading(): void {
    this.child.stdout.destroy();
  }

  /** Ends its input, and waits for its end. */
  end(): Promise<HeadlessEnd> {
    this.child.stdin.end();
    return withLimit(this.ended, LIMIT_MS, 'the end');
  }

  /** Sends a signal, reads what is left, and waits for its end. */
  kill(signal: NodeJS.Signals): Promise<HeadlessEnd> {
    this.reading = true;
    this.signal(signal);
    return withLimit(this.ended, LIMIT_MS, 'the end');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  private next(accepts: (event: AppEvent) => boolean, limitMs: number): Promise<AppEvent> {
    const found = new Promise<AppEvent>((done) => {
      const waiter: Waiter = {
        accepts,
        resolve: (event) => {
          this.waiters.delete(waiter);
          done(event);
        },
      };
      this.waiters.add(waiter);
    });
    return withLimit(found, limitMs, 'the event');
  }

  private receive(line: string): void {
    const message = JSON.parse(line) as RpcMessage;
    const call = typeof message.id === 'number' ? this.calls.get(message.id) : undefined;
    if (message.method === 'event') {
      for (const event of message.params as readonly AppEvent[]) this.hear(event);
    } else if (call !== undefined) {
      this.calls.delete(message.id as number);
      call.resolve(message);
    } else {
      this.others.push(message);
      for (const wake of this.otherWaiters) wake();
      this.otherWaiters.clear();
    }
  }

  private hear(event: AppEvent): void {
    this.heard.push(event);
    for (const waiter of [...this.waiters]) if (waiter.accepts(event)) waiter.resolve(event);
  }

  private gone(): void {
    this.isGone = true;
    for (const call of this.calls.values()) call.reject(new HeadlessGoneError('The engine is gone'));
    this.calls.clear();
  }
}

async function withLimit<Value>(work: Promise<Value>, limitMs: number, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_done, reject) => {
    timer = setTimeout(() => reject(new Error(`There was not ${what} within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
