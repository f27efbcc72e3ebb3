import type { MessagingEvent } from '../messaging/index.ts';
import type { Network } from '../network/index.ts';
import type { Store } from '../store/index.ts';
import { assertNever } from '../util/index.ts';
import type { ClientEvent } from './types.ts';
import type { ViewReader } from './view-reader.ts';
import { pathView } from './views.ts';

interface Deps {
  readonly store: Store;
  readonly views: ViewReader;
  readonly network: Pick<Network, 'status'>;
}

/** Domain events name rows; what goes out is what these rows say now. */
export class EventTranslator {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** What those outside hear of an event; undefined for what is told in another way, or of nobody's concern. */
  clientEvent(event: MessagingEvent): ClientEvent | undefined {
    const { store, views, network } = this.deps;
    switch (event.type) {
      case 'message-changed': {
        const row = store.messages.get(event.messageId);
        return row && { type: 'message', message: views.messageView(row) };
      }
      case 'messages-changed':
        return { type: 'messages', messages: views.messageViewsOf(event.messageIds) };
      case 'conversation-changed': {
        const row = store.conversations.get(event.conversationId);
        return row && { type: 'conversation', conversation: views.conversationView(row) };
      }
      case 'message-arrived':
      case 'reaction-arrived':
      case 'groups-changed':
      case 'group-invited':
      case 'communities-changed':
      case 'call-rings':
      case 'call-stopped':
      case 'call-missed':
      case 'account-changed':
        return undefined;
      case 'call-changed':
        return { type: 'call', ...(event.call === undefined ? {} : { call: event.call }) };
      case 'conversation-removed':
      case 'conversation-cleared':
      case 'typing':
      case 'message-removed':
      case 'attachment-progress':
      case 'call-media':
      case 'call-notice':
      case 'community-notice':
      case 'deletion-failed':
        return event;
      case 'delivered':
        return { ...event, path: pathView(event.path, network.status()) };
      default:
        return assertNever(event);
    }
  }
}
