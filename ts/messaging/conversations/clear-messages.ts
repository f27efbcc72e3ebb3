import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { clearConversationJob } from './conversation-jobs.ts';

type Deps = Pick<Services, 'store' | 'clock' | 'network'> & { readonly outbox: Outbox };

/** `device`: here. `own-devices`: notes to oneself, on all of our devices. */
export type ClearingScope = 'device' | 'own-devices';

/** Empties a conversation (spec 04 §3.9); what is written meanwhile stays. */
export class ClearMessages {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `conversation-unknown`; `deletion-not-allowed` for `own-devices` of anything but notes to oneself */
  run(conversationId: number, scope: ClearingScope = 'device'): void {
    const { store, clock, network, outbox } = this.deps;
    const conversation = store.conversations.get(conversationId);
    if (conversation === undefined) throw new MessagingError('conversation-unknown');
    if (scope === 'own-devices' && conversation.kind !== 'note-to-self')
      throw new MessagingError('deletion-not-allowed');
    const newest = store.messages.page({ conversationId, limit: 1 }).rows.at(-1);
    const upToSentAtMs = Math.max(newest?.sentAtMs ?? 0, network.time.nowMs());
    store.jobs.enqueue(clearConversationJob(conversationId, { upToSentAtMs, scope, nowMs: clock.nowMs() }));
    outbox.wake();
  }
}
