import { accountId } from '../account/index.ts';
import type { AttachmentRow, ConversationRow, Store } from '../store/index.ts';
import { contactView, messageHitView } from './search-views.ts';
import type {
  ContactPage,
  ContactQuery,
  MediaAttachmentView,
  MediaItemView,
  MediaQuery,
  RequestPage,
  SearchPage,
  SearchQuery,
} from './query-types.ts';
import type { ConversationQuery, ConversationView } from './types.ts';

/** Nobody counts further than this; what is more is "1,000 or more". */
const COUNT_AT_MOST = 1_000;

interface Deps {
  readonly store: Store;
  readonly viewOf: (row: ConversationRow) => ConversationView;
}

/** What people look for: words, media, other people, requests. Reads, and changes nothing. */
export class Queries {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  search(query: SearchQuery): SearchPage {
    const { search } = this.deps.store;
    const { limit, before, authorId: author, ...words } = query;
    const filter = { ...words, ...(author === undefined ? {} : { authorId: accountId(author) }) };
    const { hits, next } = search.messages({ ...filter, limit, ...(before === undefined ? {} : { before }) });
    const isFirst = before === undefined;
    return {
      people: isFirst && query.conversationId === undefined ? this.people(query) : [],
      groups: isFirst && query.conversationId === undefined ? this.groups(query) : [],
      messages: hits.map(messageHitView),
      conversations: this.conversationsOf(hits.map(({ message }) => message.conversationId)),
      ...(isFirst ? { total: search.countMessages({ ...filter, atMost: COUNT_AT_MOST }) } : {}),
      ...(next === undefined ? {} : { next }),
    };
  }

  contacts({ which, limit, after }: ContactQuery): ContactPage {
    const { contacts, conversations } = this.deps.store;
    const cursor = after === undefined ? {} : { after: { ...after, accountId: accountId(after.accountId) } };
    const rows = contacts.list({ which, limit: limit + 1, ...cursor });
    return {
      contacts: rows.slice(0, limit).map((row) => contactView(row, conversations.byPeer(row.accountId)?.id)),
      hasMore: rows.length > limit,
    };
  }

  messageRequests({ limit, before }: ConversationQuery): RequestPage {
    const { conversations } = this.deps.store;
    const cursor = before === undefined ? {} : { before };
    const rows = conversations.list({ shelf: 'requests', limit: limit + 1, ...cursor });
    return {
      requests: rows.slice(0, limit).map((row) => this.deps.viewOf(row)),
      hasMore: rows.length > limit,
      unreadCount: conversations.unreadTotals().requests,
    };
  }

  media({ before, after, ...query }: MediaQuery): readonly MediaItemView[] {
    const cursor = after !== undefined ? { after } : before !== undefined ? { before } : {};
    return this.deps.store.attachments
      .media({ ...query, ...cursor })
      .map(({ id, authorId, sentAtMs, attachments }) => ({
        messageId: id,
        authorId,
        sentAtMs,
        attachments: attachments.map(mediaAttachmentView),
      }));
  }

  private people({ text, limit }: SearchQuery): SearchPage['people'] {
    return this.deps.store.search
      .people({ text, limit })
      .map(({ contact, conversationId }) => contactView(contact, conversationId));
  }

  private groups({ text, limit }: SearchQuery): SearchPage['groups'] {
    return this.conversationsOf(this.deps.store.search.named({ text, limit }));
  }

  private conversationsOf(ids: readonly number[]): readonly ConversationView[] {
    return [...new Set(ids)].flatMap((id) => {
      const row = this.deps.store.conversations.get(id);
      return row === undefined ? [] : [this.deps.viewOf(row)];
    });
  }
}

function mediaAttachmentView(row: AttachmentRow): MediaAttachmentView {
  const { id, contentType, fileName, size, width, height, durationMs, caption, state } = row;
  return {
    id,
    contentType,
    state,
    ...(fileName === undefined ? {} : { fileName }),
    ...(size === undefined ? {} : { size }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(caption === undefined ? {} : { caption }),
  };
}
