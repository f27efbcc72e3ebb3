// Brings call messages to swarms: at once or never (spec 04 §6.2).

import type { AccountId } from '../../account/index.ts';
import { AsyncError, delay, errorCode, withDeadline } from '../../util/index.ts';
import type { CallMessage } from '../../wire/index.ts';
import { DIRECT_MESSAGES } from '../limits.ts';
import type { Services } from '../services.ts';

/** Pause before another try; longer before each. */
const PAUSE_MS = 500;
/** Messages that wait in one queue. What is too much is an answer to somebody who floods us. */
const MAX_WAITING = 32;
/** How long the end of the program waits for the last word of a call. */
const LAST_WORDS_MS = 2_000;

/** A call message in the bytes that every try sends: a swarm knows them again. */
export interface SealedCallMessage {
  readonly uuid: string;
  readonly peerId: string;
  readonly type: CallMessage['type'];
  /** It refuses a call that never was ours. Such messages hold up nothing: there may be very many. */
  readonly isRefusal: boolean;
  /** The first one is this person's. None when nothing can be encrypted to them. */
  readonly copies: readonly { readonly account: AccountId; readonly data: Uint8Array }[];
  readonly ttlMs: number;
  readonly attempts: number;
}

export interface CallSenderOptions {
  /** A message did not reach its recipient. */
  readonly onLost: (message: SealedCallMessage) => void;
}

/** Messages for one person leave one after another, in their order; refusals apart. */
export class CallSender {
  private readonly deps: Pick<Services, 'network' | 'clock' | 'log'>;
  private readonly options: CallSenderOptions;
  private readonly queues = new Map<string, SealedCallMessage[]>();
  private readonly running = new Set<Promise<void>>();
  private readonly abort = new AbortController();

  constructor(deps: Pick<Services, 'network' | 'clock' | 'log'>, options: CallSenderOptions) {
    this.deps = deps;
    this.options = options;
  }

  send(message: SealedCallMessage): void {
    const name = `${message.peerId} ${message.isRefusal ? 'refusals' : 'calls'}`;
    const queue = this.queues.get(name);
    if (queue === undefined) {
      this.queues.set(name, [message]);
      const task = this.work(name).finally(() => this.running.delete(task));
      this.running.add(task);
      return;
    }
    const [inFlight, ...others] = queue;
    const useful = others.filter((other) => !isMadePointlessBy(message, other));
    if (useful.length >= MAX_WAITING) {
      this.deps.log.write('warn', 'call-message-dropped', { type: message.type });
      this.options.onLost(message);
      return;
    }
    queue.splice(0, queue.length, ...(inFlight === undefined ? [] : [inFlight]), ...useful, message);
  }

  /** Ends when everything was sent, or after a moment. */
  async close(): Promise<void> {
    try {
      await withDeadline(this.deps.clock, LAST_WORDS_MS, () => this.idle());
    } catch (error) {
      if (!(error instanceof AsyncError)) throw error;
    }
    this.abort.abort();
    await this.idle();
  }

  private async idle(): Promise<void> {
    await Promise.all(this.running);
  }

  private async work(name: string): Promise<void> {
    const queue = this.queues.get(name) ?? [];
    for (let message = queue[0]; message !== undefined; message = queue[0]) {
      await this.deliver(message);
      queue.shift();
    }
    this.queues.delete(name);
  }

  private async deliver(message: SealedCallMessage): Promise<void> {
    const arrivals = await Promise.all(message.copies.map((copy) => this.store(copy, message)));
    if (arrivals[0] !== true && !this.abort.signal.aborted) this.options.onLost(message);
  }

  /** True when a swarm has it. */
  private async store(
    { account, data }: SealedCallMessage['copies'][number],
    { type, ttlMs, attempts }: SealedCallMessage,
  ): Promise<boolean> {
    const { network, clock, log } = this.deps;
    const { signal } = this.abort;
    for (let attempt = 1; attempt <= attempts && !signal.aborted; attempt += 1) {
      try {
        if (attempt > 1) await delay(clock, PAUSE_MS * (attempt - 1), signal);
        await network.store({ account, namespace: DIRECT_MESSAGES, data, ttlMs, signal });
        return true;
      } catch (error) {
        log.write('info', 'call-message-not-stored', { type, attempt, code: errorCode(error) });
      }
    }
    return false;
  }
}

/** After the end of a call nothing of it matters any more; and candidates come all together each time. */
function isMadePointlessBy(message: SealedCallMessage, waiting: SealedCallMessage): boolean {
  if (message.uuid !== waiting.uuid) return false;
  return message.type === 'end-call' || (message.type === 'ice-candidates' && waiting.type === message.type);
}
