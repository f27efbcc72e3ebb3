import { Worker } from 'node:worker_threads';

import { afterEach, describe, expect, test } from 'vitest';

import type { PoolThread, TaskPort } from '../../ts/util/index.ts';
import { AsyncError, isCodedError, serveTasks, WorkerPool, WorkerPoolError } from '../../ts/util/index.ts';

type Tasks = {
  readonly double: { readonly input: number; readonly output: number };
  readonly wait: { readonly input: string; readonly output: string };
};

/** Threads without a thread: messages go through the structured clone, work happens when the test lets it. */
class FakeThread implements PoolThread {
  isReferenced = true;
  isTerminated = false;
  readonly heard: unknown[] = [];
  private readonly listeners = new Map<string, (value: unknown) => void>();
  private answer: (message: unknown) => void = () => undefined;

  constructor(serve: (port: TaskPort) => void) {
    serve({
      on: (_event, listener) => {
        this.answer = listener;
      },
      postMessage: (message, transfer) => {
        const copy: unknown = structuredClone(message, { transfer: [...(transfer ?? [])] });
        queueMicrotask(() => this.emit('message', copy));
      },
    });
  }

  on(event: string, listener: (value: never) => void): void {
    this.listeners.set(event, listener as (value: unknown) => void);
  }

  emit(event: string, value?: unknown): void {
    this.listeners.get(event)?.(value);
  }

  postMessage(message: unknown, transfer: readonly ArrayBuffer[] = []): void {
    const copy: unknown = structuredClone(message, { transfer: [...transfer] });
    this.heard.push(copy);
    queueMicrotask(() => this.answer(copy));
  }

  async terminate(): Promise<void> {
    this.isTerminated = true;
  }

  ref(): void {
    this.isReferenced = true;
  }

  unref(): void {
    this.isReferenced = false;
  }
}

/** A pool whose `wait` tasks end when the test says so. */
function fakePool(threads = 2) {
  const started: FakeThread[] = [];
  const waiting = new Map<string, () => void>();
  const pool = new WorkerPool<Tasks>({
    threads,
    startThread: () => {
      const thread = new FakeThread((port) =>
        serveTasks<Tasks>(port, {
          double: (input) => {
            if (input < 0) throw new RangeError('negative');
            return input * 2;
          },
          wait: (name) =>
            new Promise((resolve) => {
              waiting.set(name, () => resolve(name));
            }),
        }),
      );
      started.push(thread);
      return thread;
    },
  });
  return { pool, started, waiting };
}

/** Everything that is on its way arrives. */
async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => {
      if (isCodedError(error)) return error.code;
      throw error;
    },
  );
}

describe('a pool', () => {
  test('starts no thread before there is work, and no more than it may', async () => {
    const { pool, started, waiting } = fakePool();
    expect(started).toHaveLength(0);
    expect(await pool.run('double', 4)).toBe(8);
    expect(await pool.run('double', 5)).toBe(10);
    expect(started).toHaveLength(1);
    const runs = ['a', 'b', 'c', 'd'].map((name) => pool.run('wait', name));
    await settled();
    expect(started).toHaveLength(2);
    expect([...waiting.keys()]).toEqual(['a', 'b']);
    waiting.get('b')?.();
    expect(await runs[1]).toBe('b');
    await settled();
    expect([...waiting.keys()]).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'c']) waiting.get(name)?.();
    await settled();
    waiting.get('d')?.();
    expect(await Promise.all(runs)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('keeps the process alive only while a thread works', async () => {
    const { pool, started, waiting } = fakePool();
    const run = pool.run('wait', 'a');
    await settled();
    expect(started[0]?.isReferenced).toBe(true);
    waiting.get('a')?.();
    await run;
    expect(started[0]?.isReferenced).toBe(false);
  });

  test('tells what a task has thrown, and goes on', async () => {
    const { pool, started } = fakePool();
    const failure = pool.run('double', -1);
    await expect(failure).rejects.toThrow(WorkerPoolError);
    await expect(failure).rejects.toThrow('task-failed: unexpected: negative');
    expect(await pool.run('double', 1)).toBe(2);
    expect(started).toHaveLength(1);
  });

  test('refuses a task that no thread knows', async () => {
    const { pool } = fakePool();
    for (const name of ['triple', 'toString'])
      expect(await code(pool.run(name as 'double', 1))).toBe('task-failed');
  });

  test('refuses an input that cannot be sent', async () => {
    const { pool } = fakePool(1);
    expect(await code(pool.run('double', (() => 1) as unknown as number))).toBe('task-failed');
    expect(await pool.run('double', 1)).toBe(2);
  });

  test('replaces a thread that has crashed; the task that it had is lost, those that wait are not', async () => {
    const { pool, started } = fakePool(1);
    const lost = code(pool.run('wait', 'lost'));
    const next = pool.run('double', 3);
    await settled();
    started[0]?.emit('error', new Error('out of memory'));
    started[0]?.emit('exit');
    expect(await lost).toBe('thread-crashed');
    expect(await next).toBe(6);
    expect(started).toHaveLength(2);
    expect(started[0]?.isTerminated).toBe(true);
  });

  test('does not wait for a thread that cannot start', async () => {
    const pool = new WorkerPool<Tasks>({
      threads: 1,
      startThread: () => {
        throw new Error('no such file');
      },
    });
    expect(await Promise.all([code(pool.run('double', 1)), code(pool.run('double', 2))])).toEqual([
      'thread-crashed',
      'thread-crashed',
    ]);
  });
});

describe('a task is aborted', () => {
  test('before it was given', async () => {
    const { pool, started } = fakePool();
    expect(await code(pool.run('double', 1, { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(started).toHaveLength(0);
  });

  test('while it waits: no thread ever hears of it', async () => {
    const { pool, started, waiting } = fakePool(1);
    const first = pool.run('wait', 'first');
    const controller = new AbortController();
    const second = code(pool.run('wait', 'second', { signal: controller.signal }));
    controller.abort();
    expect(await second).toBe('aborted');
    await settled();
    waiting.get('first')?.();
    await first;
    await settled();
    expect(started[0]?.heard).toHaveLength(1);
  });

  test('while it runs: its thread takes the next when it is done', async () => {
    const { pool, started, waiting } = fakePool(1);
    const controller = new AbortController();
    const run = code(pool.run('wait', 'a', { signal: controller.signal }));
    await settled();
    controller.abort();
    expect(await run).toBe('aborted');
    const next = pool.run('double', 2);
    waiting.get('a')?.();
    expect(await next).toBe(4);
    expect(started).toHaveLength(1);
  });

  test('too late: nothing happens', async () => {
    const { pool } = fakePool();
    const controller = new AbortController();
    expect(await pool.run('double', 1, { signal: controller.signal })).toBe(2);
    controller.abort();
    expect(await pool.run('double', 2)).toBe(4);
  });
});

test('a closed pool has no threads and no tasks', async () => {
  const { pool, started } = fakePool(1);
  const runs = [pool.run('wait', 'running'), pool.run('wait', 'waiting')].map(code);
  await settled();
  await pool.close();
  expect(await Promise.all(runs)).toEqual(['closed', 'closed']);
  expect(started[0]?.isTerminated).toBe(true);
  started[0]?.emit('exit');
  expect(await code(pool.run('double', 1))).toBe('closed');
  expect(started).toHaveLength(1);
  await pool.close();
});

describe('with real threads', () => {
  type RealTasks = {
    readonly fill: { readonly input: Uint8Array; readonly output: Uint8Array };
    readonly crash: { readonly input: undefined; readonly output: never };
  };

  /** What `serveTasks` does, in a program that every Node can run. */
  const PROGRAM = `
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ id, name, input }) => {
      if (name === 'crash') process.exit(3);
      parentPort.postMessage({ id, output: input.fill(7) }, [input.buffer]);
    });`;
  const pool = () =>
    new WorkerPool<RealTasks>({ threads: 1, startThread: () => new Worker(PROGRAM, { eval: true }) });
  let open: WorkerPool<RealTasks> | undefined;

  afterEach(() => open?.close());

  test('memory moves there and back', async () => {
    open = pool();
    const input = new Uint8Array(100_000);
    const output = await open.run('fill', input, { transfer: [input.buffer] });
    expect(input).toHaveLength(0);
    expect(output).toHaveLength(100_000);
    expect(output[99_999]).toBe(7);
  });

  test('a crash costs its own task only', async () => {
    open = pool();
    const crash = code(open.run('crash', undefined));
    const next = open.run('fill', new Uint8Array(3));
    expect(await crash).toBe('thread-crashed');
    expect(await next).toEqual(Uint8Array.of(7, 7, 7));
  });

  test('closing ends a thread in the middle of its work', async () => {
    open = new WorkerPool<RealTasks>({
      threads: 1,
      startThread: () =>
        new Worker(`require('node:worker_threads').parentPort.on('message', () => { for (;;); })`, {
          eval: true,
        }),
    });
    const run = open.run('fill', new Uint8Array(3));
    const failure = expect(run).rejects.toThrow(AsyncError);
    await open.close();
    await failure;
  });
});
