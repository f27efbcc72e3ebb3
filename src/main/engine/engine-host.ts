import { Worker } from 'node:worker_threads';

import type { ClientEvent } from '../../../ts/client/index.ts';
import type { LagView } from '../../ipc/index.ts';
import { EngineError, EngineStoppedError } from './engine-error.ts';
import { type Engine, type EngineMethod, type EngineOptions, ENGINE_METHODS } from './protocol.ts';
import type { FromEngine, ToEngine } from './protocol.ts';

export interface EngineHostOptions {
  /** The worker's program. */
  readonly workerPath: string | URL;
  /** Of {@link startEngineThread}; without one a thread is started now. */
  readonly thread?: Worker | undefined;
  readonly engine: EngineOptions;
  /** Longest time that closing may take, in milliseconds; then the thread is ended (spec 08 APP-13). */
  readonly closeLimitMs: number;
  readonly onEvents: (events: readonly ClientEvent[]) => void;
  readonly onLogLine: (line: string) => void;
  /** The thread ended without being told to. Every call fails from then on; nothing stored is lost. */
  readonly onCrash: (error: EngineStoppedError) => void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that reads the engine's program and waits to be opened. */
export function startEngineThread(workerPath: string | URL): Worker {
  return new Worker(workerPath, { name: 'engine' });
}

/** The engine in its own thread: keeps the main thread free of SQLite and cryptography. */
export class EngineHost {
  /** The client's methods; calls made before it is open wait for it. */
  readonly engine: Engine;
  /** Resolves when the client is open. @throws {EngineError} code of the client's failure. @throws {EngineStoppedError} */
  readonly opened: Promise<void>;

  private readonly options: EngineHostOptions;
  private readonly worker: Worker;
  private readonly calls = new Map<number, PendingCall>();
  private readonly exited: Promise<void>;
  private nextId = 1;
  private state: 'running' | 'closing' | 'stopped' = 'running';
  private failure: Error | undefined;
  private settleOpened!: PendingCall;

  constructor(options: EngineHostOptions) {
    this.options = options;
    this.engine = this.createProxy();
    this.opened = new Promise<void>((resolve, reject) => {
      this.settleOpened = { resolve: () => resolve(), reject };
    });
    // Whoever waits hears of it; a failure nobody waits for is not an unhandled one.
    this.opened.catch(() => undefined);
    this.worker = options.thread ?? startEngineThread(options.workerPath);
    this.worker.on('message', (message: FromEngine) => this.receive(message));
    this.worker.on('error', (error: Error) => this.stop(error));
    this.exited = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.stop();
        resolve();
      });
    });
    const { storeKey } = options.engine;
    this.worker.postMessage({ type: 'open', options: options.engine } satisfies ToEngine, [
      storeKey.buffer as ArrayBuffer,
    ]);
  }

  /** How late the engine's thread has been; `undefined` when it is not measured. @throws {EngineStoppedError} */
  async lag(): Promise<LagView | undefined> {
    return (await this.request((id) => ({ type: 'lag', id }))) as LagView | undefined;
  }

  /** Lets the client finish its transactions and close its store, at most `closeLimitMs`; the thread has ended afterwards. */
  async close(): Promise<void> {
    if (this.state === 'running') {
      this.state = 'closing';
      this.worker.postMessage({ type: 'close' } satisfies ToEngine);
    }
    const limit = setTimeout(() => void this.worker.terminate(), this.options.closeLimitMs);
    await this.exited;
    clearTimeout(limit);
  }

  private createProxy(): Engine {
    const methods = ENGINE_METHODS.map((method) => [
      method,
      (...args: readonly unknown[]) => this.call(method, args),
    ]);
    return Object.fromEntries(methods) as Engine;
  }

  private async call(method: EngineMethod, args: readonly unknown[]): Promise<unknown> {
    await this.opened;
    return this.request((id) => ({ type: 'call', id, method, args }));
  }

  private request(message: (id: number) => ToEngine): Promise<unknown> {
    if (this.state !== 'running') return Promise.reject(new EngineStoppedError(this.failure));
    const id = this.nextId;
    this.nextId += 1;
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject });
      this.worker.postMessage(message(id));
    });
  }

  private receive(message: FromEngine): void {
    message.logLines.forEach((line) => this.options.onLogLine(line));
    if (message.events.length > 0) this.options.onEvents(message.events);
    switch (message.type) {
      case 'opened':
        this.settleOpened.resolve(undefined);
        break;
      case 'open-failed':
        this.settleOpened.reject(new EngineError(message.error));
        break;
      case 'result':
        this.take(message.id)?.resolve(message.value);
        break;
      case 'lag':
        this.take(message.id)?.resolve(message.lag);
        break;
      case 'error':
        this.take(message.id)?.reject(new EngineError(message.error));
        break;
      case 'batch':
      case 'closed':
        break;
    }
  }

  private take(id: number): PendingCall | undefined {
    const call = this.calls.get(id);
    this.calls.delete(id);
    return call;
  }

  private stop(cause?: Error): void {
    this.failure ??= cause;
    if (this.state === 'stopped') return;
    const crashed = this.state === 'running';
    this.state = 'stopped';
    const error = new EngineStoppedError(this.failure);
    this.settleOpened.reject(error);
    for (const call of this.calls.values()) call.reject(error);
    this.calls.clear();
    if (crashed) this.options.onCrash(error);
  }
}
