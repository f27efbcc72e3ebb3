import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { clearConversationJob } from './conversation-jobs.ts';

type Deps = Pick<Services, 'store' | 'clock' | 'network'> & { readonly outbox: Outbox };

/** Empties a conversation on this device (spec 04 §3.9); what is written meanwhile stays. */
export class ClearMessages {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `conversation-unknown` */
  run(conversationId: number): void {
    const { store, clock, network, outbox } = this.deps;
    if (store.conversations.get(conversationId) === undefined)
      throw new MessagingError('conversation-unknown');
    const newest = store.messages.page({ conversationId, limit: 1 }).rows.at(-1);
    const upToSentAtMs = Math.max(newest?.sentAtMs ?? 0, network.time.nowMs());
    store.jobs.enqueue(clearConversationJob(conversationId, { upToSentAtMs, nowMs: clock.nowMs() }));
    outbox.wake();
  }
}
