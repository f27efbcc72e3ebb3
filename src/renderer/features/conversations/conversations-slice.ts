import { createEntityAdapter, createSelector, createSlice, isAnyOf } from '@reduxjs/toolkit';

import type { AppEvent, ConversationView, MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { eventsReceived } from '../../app/events.ts';
import { byPlace, isListed, type Place } from './conversation-order.ts';

/** How many rows one request brings. */
export const LIST_PAGE = 100;

const adapter = createEntityAdapter<ConversationView>({ sortComparer: byPlace });

/** How far the list is known. */
export interface Progress {
  isLoaded: boolean;
  hasMore: boolean;
  /** The last row that a page has brought: what stands behind it is not all known yet. */
  end?: Place | undefined;
  /** Conversations in which the other side types. */
  typing: readonly number[];
}

const nothing: Progress = { isLoaded: false, hasMore: false, typing: [] };
const initialState = adapter.getInitialState<Progress>(nothing);
type ConversationsState = typeof initialState;

/** Changes the draft of the state: the adapter does. */
function takeEvent(state: ConversationsState, event: AppEvent): void {
  switch (event.type) {
    case 'conversation':
      adapter.setOne(state, event.conversation);
      return;
    case 'message':
      takeLastMessage(state, event.message);
      return;
    case 'conversation-removed':
      adapter.removeOne(state, event.conversationId);
      return;
    case 'typing': {
      const others = state.typing.filter((id) => id !== event.conversationId);
      state.typing = event.isTyping ? [...others, event.conversationId] : others;
      return;
    }
    case 'status':
      // Another account, or none: nothing of the old one stays.
      if (event.status.phase !== 'no-account') return;
      adapter.removeAll(state);
      Object.assign(state, { ...nothing, end: undefined });
      return;
    default:
      return;
  }
}

/** A receipt changes a message and not its conversation: the line in the list shows it nevertheless. */
function takeLastMessage(state: ConversationsState, message: MessageView): void {
  const conversation = state.entities[message.conversationId];
  if (conversation?.lastMessage?.id !== message.id) return;
  adapter.setOne(state, { ...conversation, lastMessage: { ...conversation.lastMessage, ...message } });
}

function inOrder(
  ids: ConversationsState['ids'],
  entities: ConversationsState['entities'],
): readonly ConversationView[] {
  return ids.flatMap((id) => entities[id] ?? []);
}

/** The conversations that the list, the requests and the search have seen so far. */
export const conversationsSlice = createSlice({
  name: 'conversations',
  initialState,
  reducers: {},
  extraReducers: (builder) => {
    builder
      .addCase(eventsReceived, (state, { payload }) => {
        for (const event of payload) takeEvent(state, event);
      })
      .addMatcher(api.endpoints.conversations.matchFulfilled, (state, { payload, meta }) => {
        const conversations: ConversationsState = state;
        adapter.setMany(conversations, payload);
        conversations.isLoaded = true;
        conversations.hasMore = payload.length === meta.arg.originalArgs.limit;
        conversations.end = payload.at(-1) ?? conversations.end;
      })
      .addMatcher(api.endpoints.requestPage.matchFulfilled, (state, { payload }) => {
        adapter.setMany(state, payload.requests);
      })
      .addMatcher(api.endpoints.search.matchFulfilled, (state, { payload }) => {
        adapter.setMany(state, [...payload.groups, ...payload.conversations]);
      })
      .addMatcher(api.endpoints.storage.matchFulfilled, (state, { payload }) => {
        adapter.setMany(
          state,
          payload.largest.map(({ conversation }) => conversation),
        );
      })
      .addMatcher(api.endpoints.conversation.matchFulfilled, (state, { payload }) => {
        adapter.setOne(state, payload);
      })
      .addMatcher(api.endpoints.startConversation.matchFulfilled, (state, { payload }) => {
        adapter.setOne(state, payload);
      })
      .addMatcher(api.endpoints.createGroup.matchFulfilled, (state, { payload }) => {
        adapter.setOne(state, payload);
      })
      .addMatcher(api.endpoints.recreateGroup.matchFulfilled, (state, { payload }) => {
        adapter.setOne(state, payload);
      })
      .addMatcher(
        isAnyOf(api.endpoints.joinCommunity.matchFulfilled, api.endpoints.writeToMember.matchFulfilled),
        (state, { payload }: { readonly payload: ConversationView }) => {
          adapter.setOne(state, payload);
        },
      );
  },
  selectors: {
    selectConversation: (state, id: number | undefined): ConversationView | undefined =>
      id === undefined ? undefined : state.entities[id],
    /** The conversation with somebody, as far as it is known. */
    selectConversationWith: createSelector(
      [(state: ConversationsState) => state.entities, (_: ConversationsState, peerId: string) => peerId],
      (entities, peerId) => Object.values(entities).find((conversation) => conversation.peerId === peerId),
    ),
    selectIsListLoaded: (state) => state.isLoaded,
    selectHasMore: (state) => state.hasMore,
    selectListEnd: (state) => state.end,
    selectIsTyping: (state, id: number) => state.typing.includes(id),
    /** All that have a row, in their order; those that stand where not every row is known yet come with their page. */
    selectConversationIds: createSelector(
      [
        (state: ConversationsState) => state.ids,
        (state: ConversationsState) => state.entities,
        (state: ConversationsState) => (state.hasMore ? state.end : undefined),
      ],
      (ids, entities, end) =>
        inOrder(ids, entities)
          .filter(
            (conversation) =>
              isListed(conversation) && (end === undefined || byPlace(conversation, end) <= 0),
          )
          .map(({ id }) => id),
    ),
    /** Everything that has a row somewhere in the list, loaded as rows or found otherwise, in its order. */
    selectKnownConversations: createSelector(
      [(state: ConversationsState) => state.ids, (state: ConversationsState) => state.entities],
      (ids, entities) => inOrder(ids, entities).filter(isListed),
    ),
    /** People who have asked to write to us, newest first. */
    selectRequests: createSelector([(state: ConversationsState) => state.entities], (entities) =>
      Object.values(entities)
        .filter(({ isRequest, isBlocked, priority }) => isRequest && !isBlocked && priority >= 0)
        .sort(byPlace),
    ),
    selectBlockedIds: createSelector([(state: ConversationsState) => state.entities], (entities) =>
      Object.values(entities)
        .filter(({ isBlocked }) => isBlocked)
        .map(({ id }) => id),
    ),
    /** Unread messages of all rows that are not silent, as the icon of the app counts them. Spec 08, LST-01 and APP-04. */
    selectUnreadTotal: createSelector([(state: ConversationsState) => state.entities], (entities) =>
      Object.values(entities)
        .filter((conversation) => isListed(conversation) && conversation.notify !== 'none')
        .reduce((total, { unreadCount }) => total + unreadCount, 0),
    ),
    /** Whether there is a group that one could leave. */
    selectIsInGroups: (state) =>
      Object.values(state.entities).some(
        ({ groupAccess }) => groupAccess === 'admin' || groupAccess === 'member',
      ),
    selectPinnedCount: (state) =>
      Object.values(state.entities).filter(
        (conversation) => conversation.priority > 0 && isListed(conversation),
      ).length,
  },
});

export const {
  selectConversationIds,
  selectConversation,
  selectConversationWith,
  selectIsListLoaded,
  selectHasMore,
  selectListEnd,
  selectIsTyping,
  selectKnownConversations,
  selectRequests,
  selectBlockedIds,
  selectUnreadTotal,
  selectPinnedCount,
  selectIsInGroups,
} = conversationsSlice.selectors;
