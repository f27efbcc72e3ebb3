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
import { type Chunk, inChunks } from './in-chunks.ts';
import { isOfTheDisk } from './of-the-disk.ts';
import { mapYielding } from './yielding.ts';

/** No swarm keeps anything longer than 30 days; a later expiry is a lie. */
const LONGEST_LIFE_MS = 31 * 24 * 60 * 60 * 1_000;

type Deps = Pick<
  Services,
  'store' | 'network' | 'clock' | 'log' | 'events' | 'keys' | 'configs' | 'groups'
> & {
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
 * that a crash at any point fetches again and neither loses nor doubles. A message on which a handler fails is passed over, alone: what
 * somebody sends must not keep us from reading what comes after it.
 */
export class ReceiveBatch {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(batch: Batch): Promise<void> {
    const { clock } = this.deps;
    const opened = await mapYielding(clock, batch.messages, (raw) => ({
      raw,
      message: this.open(batch, raw),
    }));
    for (const chunk of inChunks(opened, isUnsend)) await this.takeChunk(batch, chunk);
  }

  private async takeChunk(batch: Batch, chunk: Chunk<Opened>): Promise<void> {
    await setImmediate();
    const changes = this.take(batch, chunk);
    await setImmediate();
    for (const change of withoutRepeats(changes)) this.deps.events.emit(change);
  }

  /** All at once; when that fails, one after another, so that only the message that fails is lost. */
  private take(batch: Batch, { opened, reached }: Chunk<Opened>): readonly MessagingEvent[] {
    try {
      return this.commit(batch, { opened, reached });
    } catch (error) {
      if (isOfTheDisk(error)) throw error;
      const [only, ...others] = opened;
      if (others.length > 0)
        return opened.flatMap((one) =>
          this.take(batch, { opened: [one], reached: one === opened.at(-1) ? reached : undefined }),
        );
      if (only === undefined) return [];
      this.deps.log.write('error', 'message-not-taken', { hash: only.raw.hash, error });
      return this.commit(batch, { opened: [{ raw: only.raw, message: undefined }], reached });
    }
  }

  private commit(batch: Batch, chunk: Chunk<Opened>): readonly MessagingEvent[] {
    const { groups, calls } = this.deps;
    const steps = calls.begin();
    const changes = groups.transaction((repositories) =>
      this.write(repositories, batch, { ...chunk, steps }),
    );
    calls.commit(steps);
    return changes;
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
    { opened, reached, steps }: Chunk<Opened> & { readonly steps: CallSteps },
  ): readonly MessagingEvent[] {
    const { network, keys, configs, groups } = this.deps;
    const { node, account, namespace } = batch;
    const nowMs = network.time.nowMs();
    const context: HandlerContext = {
      repositories,
      configs,
      groups,
      keys,
      ownId: keys.accountId,
      nowMs,
      calls: steps,
    };
    const changes: MessagingEvent[] = [];
    for (const { raw, message } of opened) {
      const expiresAtMs = Math.min(raw.expiresAtMs, context.nowMs + LONGEST_LIFE_MS);
      const isNew = repositories.hashes.markSeen({ account, namespace, hash: raw.hash, expiresAtMs });
      if (isNew && message !== undefined) changes.push(...this.handle(message, context));
    }
    if (reached !== undefined) repositories.hashes.setLastHash({ node, account, namespace, hash: reached });
    return changes;
  }

  private handle(message: IncomingMessage, context: HandlerContext): readonly MessagingEvent[] {
    if (isBlocked(message, context)) return [];
    return handleMessage(message, context, this.deps.log);
  }
}

function isUnsend({ message }: Opened): boolean {
  return message?.content.payload.kind === 'unsend';
}
