import { setImmediate } from 'node:timers/promises';

import type { StoredMessage } from '../../network/index.ts';
import type { Repositories } from '../../store/index.ts';
import { errorCode } from '../../util/index.ts';
import type { CallSteps } from '../calls/call-steps.ts';
import type { Calls } from '../calls/calls.ts';
import type { MessagingEvent } from '../events.ts';
import type { Services } from '../services.ts';
import { withoutRepeats } from './events.ts';
import { handleMessage, isBlocked } from './handle-message.ts';
import type { HandlerContext } from './handler.ts';
import { type IncomingMessage, openIncoming } from './incoming-message.ts';
import { mapYielding } from './yielding.ts';

/** Messages a transaction: small enough that the engine keeps its rhythm. */
const CHUNK = 8;
/** No swarm keeps anything longer than 30 days; a later expiry is a lie. */
const LONGEST_LIFE_MS = 31 * 24 * 60 * 60 * 1_000;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'events' | 'keys' | 'configs'> & {
  readonly calls: Pick<Calls, 'begin' | 'commit'>;
};

/** What one node gave for one namespace, in its own order. */
export interface Batch {
  readonly node: string;
  readonly account: string;
  readonly namespace: number;
  readonly messages: readonly StoredMessage[];
}

interface Opened {
  readonly raw: StoredMessage;
  /** Undefined for what was seen before and for what nobody can read. */
  readonly message: IncomingMessage | undefined;
}

/**
 * Takes fetched messages into the store. A chunk is one transaction: messages, seen hashes and the node's last hash together, so
 * that a crash at any point fetches again and neither loses nor doubles.
 */
export class ReceiveBatch {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(batch: Batch): Promise<void> {
    for (let start = 0; start < batch.messages.length; start += CHUNK) {
      await this.takeChunk(batch, batch.messages.slice(start, start + CHUNK));
    }
  }

  private async takeChunk(batch: Batch, messages: readonly StoredMessage[]): Promise<void> {
    const { configs, clock, events, calls } = this.deps;
    const opened = await mapYielding(clock, messages, (raw) => ({ raw, message: this.open(batch, raw) }));
    await setImmediate();
    const steps = calls.begin();
    const changes = configs.transaction((repositories) => this.write(repositories, batch, { opened, steps }));
    calls.commit(steps);
    await setImmediate();
    for (const change of withoutRepeats(changes)) events.emit(change);
    await setImmediate();
  }

  private open({ account, namespace }: Batch, raw: StoredMessage): IncomingMessage | undefined {
    const { store, keys, log } = this.deps;
    if (store.hashes.isSeen({ account, namespace, hash: raw.hash })) return undefined;
    try {
      return openIncoming(raw, keys);
    } catch (error) {
      log.write('warn', 'message-unreadable', { hash: raw.hash, code: errorCode(error) });
      return undefined;
    }
  }

  private write(
    repositories: Repositories,
    batch: Batch,
    { opened, steps }: { readonly opened: readonly Opened[]; readonly steps: CallSteps },
  ): readonly MessagingEvent[] {
    const { network, keys, configs } = this.deps;
    const { node, account, namespace } = batch;
    const nowMs = network.time.nowMs();
    const context: HandlerContext = { repositories, configs, ownId: keys.accountId, nowMs, calls: steps };
    const changes: MessagingEvent[] = [];
    for (const { raw, message } of opened) {
      const expiresAtMs = Math.min(raw.expiresAtMs, context.nowMs + LONGEST_LIFE_MS);
      const isNew = repositories.hashes.markSeen({ account, namespace, hash: raw.hash, expiresAtMs });
      if (isNew && message !== undefined) changes.push(...this.handle(message, context));
    }
    const last = opened.at(-1);
    if (last !== undefined)
      repositories.hashes.setLastHash({ node, account, namespace, hash: last.raw.hash });
    return changes;
  }

  private handle(message: IncomingMessage, context: HandlerContext): readonly MessagingEvent[] {
    if (isBlocked(message, context)) return [];
    return handleMessage(message, context, this.deps.log);
  }
}
