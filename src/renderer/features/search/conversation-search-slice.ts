import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { AppEvent, SearchPage } from '../../../ipc/index.ts';
import { eventsReceived } from '../../app/events.ts';
import { conversationClosed, conversationOpened } from '../shell/navigation-slice.ts';

/** What narrows the search down; absent is anything. */
export interface SearchFilter {
  readonly author?: 'us' | 'them';
  readonly kind?: 'media' | 'voice' | 'files' | 'links';
  /** Sent at or after, and before, ms since the epoch. */
  readonly sentFromMs?: number;
  readonly sentBeforeMs?: number;
}

export interface ConversationSearchState {
  /** Where is looked; absent while the bar is closed. */
  readonly conversationId?: number | undefined;
  readonly text: string;
  readonly filter: SearchFilter;
  /** Ids of messages, the latest first; absent until there is an answer. */
  readonly hits?: readonly number[] | undefined;
  readonly total: number;
  readonly next?: number | undefined;
  /** Which of `hits` is shown. */
  readonly place: number;
}

const initialState: ConversationSearchState = { text: '', filter: {}, total: 0, place: 0 };

function afterEvent(state: ConversationSearchState, event: AppEvent): ConversationSearchState {
  if (event.type === 'message-removed') return withoutHit(state, event.messageId);
  if (event.type === 'message' && event.message.deletion !== undefined)
    return withoutHit(state, event.message.id);
  if (event.type === 'conversation-cleared' && event.conversationId === state.conversationId)
    return { ...state, hits: [], total: 0, place: 0, next: undefined };
  if (event.type === 'status' && event.status.phase === 'no-account') return initialState;
  return state;
}

function withoutHit(state: ConversationSearchState, id: number): ConversationSearchState {
  const gone = state.hits?.indexOf(id) ?? -1;
  if (state.hits === undefined || gone === -1) return state;
  const hits = state.hits.filter((hit) => hit !== id);
  const place = gone < state.place ? state.place - 1 : Math.min(state.place, Math.max(0, hits.length - 1));
  return { ...state, hits, place, total: Math.max(hits.length, state.total - 1) };
}

/** The search in the open conversation. Spec 08, SRC-04. */
export const conversationSearchSlice = createSlice({
  name: 'conversationSearch',
  initialState: initialState,
  reducers: {
    conversationSearchOpened: (
      state,
      { payload }: PayloadAction<{ readonly conversationId: number }>,
    ): ConversationSearchState =>
      state.conversationId === payload.conversationId ? state : { ...initialState, ...payload },
    conversationSearchClosed: () => initialState,
    conversationSearchTyped: (state, { payload }: PayloadAction<string>): ConversationSearchState => ({
      ...state,
      text: payload,
      ...(payload.trim() === '' ? { hits: undefined, total: 0, place: 0, next: undefined } : {}),
    }),
    conversationSearchFiltered: (
      state,
      { payload }: PayloadAction<SearchFilter>,
    ): ConversationSearchState => ({ ...state, filter: payload }),
    conversationSearchFound: (state, { payload }: PayloadAction<SearchPage>): ConversationSearchState => ({
      ...state,
      hits: payload.messages.map(({ id }) => id),
      total: payload.total ?? payload.messages.length,
      next: payload.next,
      place: 0,
    }),
    moreConversationHits: (state, { payload }: PayloadAction<SearchPage>): ConversationSearchState => {
      const known = state.hits ?? [];
      const fresh = payload.messages.map(({ id }) => id).filter((id) => !known.includes(id));
      return { ...state, hits: [...known, ...fresh], next: payload.next };
    },
    hitShown: (state, { payload }: PayloadAction<number>): ConversationSearchState => ({
      ...state,
      place: payload,
    }),
  },
  extraReducers: (builder) => {
    builder
      .addCase(conversationOpened, (state, { payload }) =>
        state.conversationId === payload ? state : initialState,
      )
      .addCase(conversationClosed, () => initialState)
      .addCase(eventsReceived, (state, { payload }) =>
        payload.reduce<ConversationSearchState>(afterEvent, state),
      );
  },
  selectors: {
    selectConversationSearch: (state) => state,
    selectIsConversationSearched: (state, id: number) => state.conversationId === id,
  },
});

export const {
  conversationSearchOpened,
  conversationSearchClosed,
  conversationSearchTyped,
  conversationSearchFiltered,
  conversationSearchFound,
  moreConversationHits,
  hitShown,
} = conversationSearchSlice.actions;
export const { selectConversationSearch, selectIsConversationSearched } = conversationSearchSlice.selectors;
