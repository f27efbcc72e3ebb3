import { MessagingError } from '../errors.ts';
import type { Services } from '../services.ts';

/** Takes a message off this device. A job that was to send it finds nothing and ends. */
export class DeleteMessage {
  private readonly services: Pick<Services, 'store' | 'events'>;

  constructor(services: Pick<Services, 'store' | 'events'>) {
    this.services = services;
  }

  /** @throws {MessagingError} `message-unknown` */
  run(messageId: number): void {
    const { store, events } = this.services;
    const { conversationId } = store.transaction(({ messages }) => {
      const message = messages.get(messageId);
      if (message === undefined) throw new MessagingError('message-unknown');
      messages.delete(messageId);
      return message;
    });
    events.emit({ type: 'message-removed', conversationId, messageId });
    events.emit({ type: 'conversation-changed', conversationId });
  }
}
