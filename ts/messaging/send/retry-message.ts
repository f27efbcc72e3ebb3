import type { MessageRow } from '../../store/index.ts';
import { enqueueSending } from '../attachments/attachment-jobs.ts';
import { assertNotBlocked } from '../conversations/assert-not-blocked.ts';
import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { nextSentAt } from './sent-at.ts';

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'events'> & { readonly outbox: Outbox };

/** Sends a failed message again, with a new sent-at and new bytes (spec 04 §2.1). */
export class RetryMessage {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `message-unknown`, `message-not-failed`, `contact-blocked` */
  run(messageId: number): MessageRow {
    const { store, network, clock, events, outbox } = this.deps;
    const message = store.transaction((repositories) => {
      const failed = repositories.messages.get(messageId);
      if (failed === undefined) throw new MessagingError('message-unknown');
      if (failed.state !== 'failed') throw new MessagingError('message-not-failed');
      assertNotBlocked(repositories, repositories.conversations.require(failed.conversationId));
      repositories.deliveries.deleteForMessage(messageId);
      repositories.messages.restamp({ id: messageId, ...nextSentAt(repositories, network.time, failed) });
      enqueueSending(repositories, failed, clock.nowMs());
      return repositories.messages.setState({ id: messageId, state: 'queued' });
    });
    events.emit({ type: 'message-changed', messageId });
    events.emit({ type: 'conversation-changed', conversationId: message.conversationId });
    outbox.wake();
    return message;
  }
}
