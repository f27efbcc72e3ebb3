import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { conversationQueue, idInPayload } from './jobs.ts';

type Deps = Pick<Services, 'store' | 'events'> & { readonly outbox: Outbox };

/** Takes a message off this device. One that has not left yet does not leave. */
export class DeleteMessage {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `message-unknown` */
  run(messageId: number): void {
    const { store, events, outbox } = this.deps;
    const { conversationId } = store.transaction(({ messages }) => {
      const message = messages.get(messageId);
      if (message === undefined) throw new MessagingError('message-unknown');
      messages.delete(messageId);
      return message;
    });
    const job = store.jobs
      .byQueue(conversationQueue(conversationId))
      .find((waiting) => idInPayload(waiting, 'messageId') === messageId);
    if (job !== undefined) outbox.cancel(job.id);
    events.emit({ type: 'message-removed', conversationId, messageId });
    events.emit({ type: 'conversation-changed', conversationId });
  }
}
