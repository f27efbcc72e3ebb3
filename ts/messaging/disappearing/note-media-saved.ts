import { enqueueControl } from '../control/control-message.ts';
import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { wireExpiration } from './timers.ts';

type Deps = Services & { readonly outbox: Outbox };

/** Tells a person that something they sent was saved (spec 04 §3.8). */
export class NoteMediaSaved {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * Says nothing about our own messages, to people whom we have not approved, and to blocked ones.
   * @throws {MessagingError} `message-unknown`
   */
  run(messageId: number): void {
    const { store, outbox } = this.deps;
    store.transaction((repositories) => {
      const message = repositories.messages.get(messageId);
      if (message === undefined) throw new MessagingError('message-unknown');
      const { kind, peerId, expiration } = repositories.conversations.require(message.conversationId);
      if (kind !== 'contact' || message.direction !== 'incoming') return;
      const contact = repositories.contacts.get(peerId);
      if (contact?.isApproved !== true || contact.isBlocked) return;
      enqueueControl(repositories, this.deps, {
        to: peerId,
        payload: { kind: 'data-extraction', type: 'media-saved', timestampMs: message.sentAtMs },
        // The line is to be seen before it goes, whatever the conversation has (spec 04 §3.8).
        expiration: wireExpiration(
          expiration.mode === 'off' ? expiration : { ...expiration, mode: 'after-read' },
        ),
      });
    });
    outbox.wake();
  }
}
