import { Worker } from 'node:worker_threads';

import {
  type StoreTaskInput,
  type StoreTaskName,
  type StoreTaskOutput,
  type StoreTaskReply,
  type StoreWork,
  errorOf,
} from '../../../ts/client/index.ts';

export interface StoreThreadOptions {
  /** `store-worker.ts`. */
  readonly program: string;
  readonly onLogLine: (line: string) => void;
}

type TaskOptions = NonNullable<Parameters<StoreWork['run']>[2]>;

/**
 * Does work on a store in a thread that lives for one task: what it needs of memory – a quarter of a gigabyte for a password – and what it
 * leaves in it go with the thread. One that is aborted is ended where it stands.
 */
export function storeThread(options: StoreThreadOptions): StoreWork {
  return { run: (name, input, how = {}) => new StoreThread(options, how).run(name, input) };
}

class StoreThread {
  private readonly options: StoreThreadOptions;
  private readonly how: TaskOptions;

  constructor(options: StoreThreadOptions, how: TaskOptions) {
    this.options = options;
    this.how = how;
  }

  async run<Name extends StoreTaskName>(
    name: Name,
    input: StoreTaskInput<Name>,
  ): Promise<StoreTaskOutput<Name>> {
    const { signal } = this.how;
    signal?.throwIfAborted();
    const worker = new Worker(this.options.program, { name: 'store' });
    const end = (): void => void worker.terminate();
    signal?.addEventListener('abort', end);
    try {
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      const output = this.outputOf(worker, exited);
      worker.postMessage({ name, input });
      return (await output) as StoreTaskOutput<Name>;
    } finally {
      signal?.removeEventListener('abort', end);
      await worker.terminate();
    }
  }

  private outputOf(worker: Worker, exited: Promise<void>): Promise<unknown> {
    const { onProgress, signal } = this.how;
    return new Promise((resolve, reject) => {
      worker.on('message', (reply: StoreTaskReply) => {
        if ('progress' in reply) onProgress?.(reply.progress);
        else if ('logLine' in reply) this.options.onLogLine(reply.logLine);
        else if ('output' in reply) resolve(reply.output);
        else reject(errorOf(reply.refused));
      });
      const lost = (): void =>
        reject(
          signal?.aborted === true
            ? (signal.reason as Error)
            : errorOf({ of: 'thread', code: 'thread-crashed' }),
        );
      worker.once('error', lost);
      void exited.then(lost);
    });
  }
}
