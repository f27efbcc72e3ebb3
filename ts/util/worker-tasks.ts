import { errorCode } from './errors.ts';

/** What a pool of threads can do: per task its input and its output, both of what can be sent between threads. */
export type TaskTypes = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

/** How a thread does the tasks of `Tasks`. */
export type TaskHandlers<Tasks extends TaskTypes> = {
  readonly [Name in keyof Tasks]: (
    input: Tasks[Name]['input'],
  ) => Tasks[Name]['output'] | Promise<Tasks[Name]['output']>;
};

/** To a thread. */
export interface TaskRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** From a thread. */
export type TaskReply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly failure: { readonly code: string; readonly message: string } };

/** A thread's own side of its connection: `parentPort` of `node:worker_threads`. */
export interface TaskPort {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
}

/**
 * Makes a thread do the tasks that a {@link WorkerPool} sends it. The memory of the arrays in an output moves to the other side:
 * handlers keep nothing of it.
 */
export function serveTasks<Tasks extends TaskTypes>(port: TaskPort, handlers: TaskHandlers<Tasks>): void {
  port.on('message', (message) => void answer(port, handlers, message as TaskRequest));
}

async function answer<Tasks extends TaskTypes>(
  port: TaskPort,
  handlers: TaskHandlers<Tasks>,
  { id, name, input }: TaskRequest,
): Promise<void> {
  try {
    if (!Object.hasOwn(handlers, name)) throw new TypeError(`no task ${name}`);
    const output = await (handlers[name] as TaskHandlers<TaskTypes>[string])(input);
    port.postMessage({ id, output } satisfies TaskReply, buffersOf(output));
  } catch (error) {
    const failure = { code: errorCode(error), message: error instanceof Error ? error.message : '' };
    port.postMessage({ id, failure } satisfies TaskReply);
  }
}

/** The memory of all byte arrays in a value of plain objects, once each. */
function buffersOf(value: unknown): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const collect = (part: unknown): void => {
    if (part instanceof Uint8Array) {
      if (part.buffer instanceof ArrayBuffer) buffers.add(part.buffer);
    } else if (typeof part === 'object' && part !== null) {
      Object.values(part).forEach(collect);
    }
  };
  collect(value);
  return [...buffers];
}
