import { createEntityAdapter, createSlice } from '@reduxjs/toolkit';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { eventsReceived } from '../../app/events.ts';

/** How many rows one request brings. */
export const LIST_PAGE = 100;

/** The row that was touched last comes first; the id breaks ties, as in the client. Spec 08, LST-05. */
const adapter = createEntityAdapter<ConversationView>({
  sortComparer: (a, b) => b.lastActiveMs - a.lastActiveMs || b.id - a.id,
});

const initialState = adapter.getInitialState({ isLoaded: false, hasMore: false });

/** The conversations that the list has seen so far. */
export const conversationsSlice = createSlice({
  name: 'conversations',
  initialState,
  reducers: {},
  extraReducers: (builder) => {
    builder
      .addCase(eventsReceived, (state, { payload }) => {
        for (const event of payload) {
          if (event.type === 'conversation') adapter.setOne(state, event.conversation);
          if (event.type === 'conversation-removed') adapter.removeOne(state, event.conversationId);
          // Another account, or none: nothing of the old one stays.
          if (event.type === 'status' && event.status.phase === 'no-account') {
            adapter.removeAll(state);
            Object.assign(state, { isLoaded: false, hasMore: false });
          }
        }
      })
      .addMatcher(api.endpoints.conversations.matchFulfilled, (state, { payload, meta }) => {
        adapter.setMany(state, payload);
        state.isLoaded = true;
        state.hasMore = payload.length === meta.arg.originalArgs.limit;
      })
      .addMatcher(api.endpoints.conversation.matchFulfilled, (state, { payload }) => {
        adapter.setOne(state, payload);
      })
      .addMatcher(api.endpoints.startConversation.matchFulfilled, (state, { payload }) => {
        adapter.setOne(state, payload);
      });
  },
  selectors: {
    selectConversationIds: (state) => state.ids,
    selectConversation: (state, id: number | undefined): ConversationView | undefined =>
      id === undefined ? undefined : state.entities[id],
    selectIsListLoaded: (state) => state.isLoaded,
    selectHasMore: (state) => state.hasMore,
    selectUnreadConversations: (state) =>
      state.ids.reduce((count, id) => count + ((state.entities[id]?.unreadCount ?? 0) > 0 ? 1 : 0), 0),
  },
});

export const {
  selectConversationIds,
  selectConversation,
  selectIsListLoaded,
  selectHasMore,
  selectUnreadConversations,
} = conversationsSlice.selectors;
