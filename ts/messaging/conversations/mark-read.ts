import type { Services } from '../services.ts';

/** Notes how far a person has read. */
export class MarkRead {
  private readonly services: Pick<Services, 'store' | 'events'>;

  constructor(services: Pick<Services, 'store' | 'events'>) {
    this.services = services;
  }

  run({
    conversationId,
    upToSentAtMs,
  }: {
    readonly conversationId: number;
    readonly upToSentAtMs: number;
  }): void {
    const { store, events } = this.services;
    const changed = store.transaction(({ conversations }) =>
      conversations.markRead({ id: conversationId, upToSentAtMs }),
    );
    if (changed > 0) events.emit({ type: 'conversation-changed', conversationId });
  }
}
