import { parseAccountId } from '../../account/index.ts';
import type { ConversationRow } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { conversationOf } from './conversation-of.ts';

/** Opens the conversation with an Account ID as a person typed it. */
export class StartConversation {
  private readonly services: Pick<Services, 'store' | 'network' | 'events' | 'keys'>;

  constructor(services: Pick<Services, 'store' | 'network' | 'events' | 'keys'>) {
    this.services = services;
  }

  /** @throws {AccountError} when the text is no Account ID (spec 01 §1.3). */
  run(typedId: string): ConversationRow {
    const { store, network, events, keys } = this.services;
    const peerId = parseAccountId(typedId);
    const conversation = store.transaction((repositories) =>
      conversationOf(repositories, peerId, { ownId: keys.accountId, nowMs: network.time.nowMs() }),
    );
    events.emit({ type: 'conversation-changed', conversationId: conversation.id });
    return conversation;
  }
}
