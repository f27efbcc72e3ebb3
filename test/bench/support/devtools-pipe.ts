import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

import { type Deferred, createDeferred } from '../../../ts/util/index.ts';

/** What Chromium sends: the answer to a command, or an event. */
interface Incoming {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: unknown;
}

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly title: string;
}

/** Chromium could not do what it was told; for pages mostly because they are not there yet, or no more. */
class RefusedCommand extends Error {}

/** File descriptors that `--remote-debugging-pipe` uses. */
const [COMMANDS, ANSWERS] = [3, 4];

/**
 * The debugging protocol of a Chromium that was started with `--remote-debugging-pipe` and pipes as descriptors 3 and 4. Not the
 * port: with that our app takes the caller for a program that drives it, and waits for it (docs/process-contract.md).
 */
export class DevToolsPipe {
  private readonly commands: Writable;
  private readonly answers = new Map<number, Deferred<unknown>>();
  private readonly listeners = new Set<(message: Incoming) => void>();
  private readonly ended: Promise<never>;
  private nextId = 1;
  private rest = '';

  constructor(child: ChildProcess) {
    this.commands = child.stdio[COMMANDS] as Writable;
    this.commands.on('error', () => undefined);
    (child.stdio[ANSWERS] as Readable).setEncoding('utf8').on('data', (text: string) => this.receive(text));
    this.ended = new Promise((_, reject) => {
      child.once('error', reject);
      child.once('exit', (status) => reject(new Error(`Electron ended with ${status ?? 'a signal'}`)));
    });
    this.ended.catch(() => undefined);
  }

  /** A session with the first page that has a title, and therefore begun to load. */
  async attachToPage(): Promise<string> {
    const page = createDeferred<string>();
    this.listeners.add(({ method, params }) => {
      if (method !== 'Target.targetInfoChanged' && method !== 'Target.targetCreated') return;
      const { type, title, targetId } = (params as { readonly targetInfo: TargetInfo }).targetInfo;
      if (type === 'page' && title !== '') page.resolve(targetId);
    });
    await this.send('Target.setDiscoverTargets', { discover: true });
    const targetId = await Promise.race([page.promise, this.ended]);
    const { sessionId } = (await this.send('Target.attachToTarget', { targetId, flatten: true })) as {
      readonly sessionId: string;
    };
    return sessionId;
  }

  /** What the promise `expression` of the page resolves to; undefined when the page was left meanwhile. */
  async evaluate(sessionId: string, expression: string): Promise<string | undefined> {
    try {
      const answer = await this.send('Runtime.evaluate', { expression, awaitPromise: true }, sessionId);
      return (answer as { readonly result?: { readonly value?: string } }).result?.value;
    } catch (error) {
      if (error instanceof RefusedCommand) return undefined;
      throw error;
    }
  }

  private send(method: string, params: object, sessionId?: string): Promise<unknown> {
    const id = this.nextId;
    this.nextId += 1;
    const answer = createDeferred<unknown>();
    this.answers.set(id, answer);
    this.commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return Promise.race([answer.promise, this.ended]);
  }

  private receive(text: string): void {
    const messages = (this.rest + text).split('\0');
    this.rest = messages.pop() ?? '';
    for (const message of messages) this.handle(JSON.parse(message) as Incoming);
  }

  private handle(message: Incoming): void {
    if (message.id === undefined) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    const answer = this.answers.get(message.id);
    this.answers.delete(message.id);
    if (message.error === undefined) answer?.resolve(message.result);
    else answer?.reject(new RefusedCommand(message.error.message));
  }
}
