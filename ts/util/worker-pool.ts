import type { Deferred } from './async.ts';
import { AsyncError, createDeferred } from './async.ts';
import { CodedError } from './errors.ts';
import type { TaskReply, TaskRequest, TaskTypes } from './worker-tasks.ts';

export type WorkerPoolErrorCode = 'thread-crashed' | 'task-failed';

/** A task without a result: its thread ended before it, or it threw. */
export class WorkerPoolError extends CodedError<WorkerPoolErrorCode> {}

/** A thread as the pool sees it: a `Worker` of `node:worker_threads` whose program calls `serveTasks`. */
export interface PoolThread {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'error' | 'messageerror', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  terminate(): Promise<unknown>;
  ref(): void;
  unref(): void;
}

export interface WorkerPoolOptions {
  readonly startThread: () => PoolThread;
  /** How many tasks run at once, at most; a thread starts when it is first needed. */
  readonly threads: number;
}

export interface RunOptions {
  /** Memory of the input that moves to the thread instead of being copied: its arrays are empty afterwards. */
  readonly transfer?: readonly ArrayBuffer[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Job extends Deferred<unknown> {
  readonly request: TaskRequest;
  readonly transfer: readonly ArrayBuffer[];
}

interface Thread {
  readonly port: PoolThread;
  job: Job | undefined;
}

/** Runs tasks in a few threads, in the order in which they come. Idle threads do not keep the process alive. */
export class WorkerPool<Tasks extends TaskTypes> {
  private readonly options: WorkerPoolOptions;
  private readonly threads = new Set<Thread>();
  private readonly queue: Job[] = [];
  private nextId = 1;
  private isClosed = false;

  constructor(options: WorkerPoolOptions) {
    this.options = options;
  }

  /**
   * The output of a task. When `signal` aborts, a task that waits is dropped; one that runs already runs on, and nobody hears of
   * its output: to end its thread would cost more than the rest of it.
   * @throws {WorkerPoolError} `task-failed` with the words of the thread, `thread-crashed`: the next task gets a fresh one.
   * @throws {AsyncError} `aborted`, `closed`
   */
  run<Name extends keyof Tasks & string>(
    name: Name,
    input: Tasks[Name]['input'],
    { transfer = [], signal }: RunOptions = {},
  ): Promise<Tasks[Name]['output']> {
    if (this.isClosed) return Promise.reject(new AsyncError('closed'));
    if (signal?.aborted === true) return Promise.reject(new AsyncError('aborted'));
    const job: Job = { ...createDeferred<unknown>(), request: { id: this.nextId, name, input }, transfer };
    this.nextId += 1;
    this.queue.push(job);
    this.dispatch();
    return signal === undefined ? job.promise : this.abortable(job, signal);
  }

  /** Ends all threads; every task that has not ended rejects with `closed`. */
  async close(): Promise<void> {
    this.isClosed = true;
    const threads = [...this.threads];
    this.threads.clear();
    const jobs = [...this.queue.splice(0), ...threads.flatMap(({ job }) => job ?? [])];
    for (const job of jobs) job.reject(new AsyncError('closed'));
    await Promise.all(threads.map(({ port }) => port.terminate()));
  }

  private async abortable(job: Job, signal: AbortSignal): Promise<unknown> {
    const onAbort = (): void => {
      const waiting = this.queue.indexOf(job);
      if (waiting >= 0) this.queue.splice(waiting, 1);
      job.reject(new AsyncError('aborted'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await job.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  private dispatch(): void {
    while (this.queue.length > 0 && this.hasRoom()) this.assign(this.queue.shift() as Job);
  }

  private hasRoom(): boolean {
    return this.threads.size < this.options.threads || this.idleThread() !== undefined;
  }

  private idleThread(): Thread | undefined {
    return [...this.threads].find(({ job }) => job === undefined);
  }

  private start(): Thread {
    const port = this.options.startThread();
    const thread: Thread = { port, job: undefined };
    port.on('message', (message) => this.finished(thread, message as TaskReply));
    port.on('error', (cause) => this.lost(thread, cause));
    port.on('messageerror', (cause) => this.lost(thread, cause));
    port.on('exit', () => this.lost(thread));
    this.threads.add(thread);
    return thread;
  }

  private assign(job: Job): void {
    let thread: Thread;
    try {
      thread = this.idleThread() ?? this.start();
    } catch (cause) {
      job.reject(new WorkerPoolError('thread-crashed', { cause }));
      return;
    }
    try {
      thread.port.postMessage(job.request, job.transfer);
    } catch (cause) {
      // The input cannot be sent; the thread has not heard of it.
      job.reject(new WorkerPoolError('task-failed', { cause }));
      return;
    }
    thread.job = job;
    thread.port.ref();
  }

  private finished(thread: Thread, reply: TaskReply): void {
    const { job } = thread;
    if (job?.request.id !== reply.id) return;
    thread.job = undefined;
    thread.port.unref();
    if ('output' in reply) job.resolve(reply.output);
    else {
      const { code, message } = reply.failure;
      job.reject(new WorkerPoolError('task-failed', { message: `${code}: ${message}` }));
    }
    this.dispatch();
  }

  private lost(thread: Thread, cause?: unknown): void {
    if (!this.threads.delete(thread)) return;
    thread.job?.reject(new WorkerPoolError('thread-crashed', { cause }));
    void thread.port.terminate();
    this.dispatch();
  }
}
