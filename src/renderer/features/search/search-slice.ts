import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type {
  AppEvent,
  ContactView,
  ConversationView,
  MessageHitView,
  SearchPage,
} from '../../../ipc/index.ts';
import { eventsReceived } from '../../app/events.ts';

/** What was found for one text. */
export interface Found {
  readonly text: string;
  readonly people: readonly ContactView[];
  readonly groups: readonly ConversationView[];
  readonly hits: readonly MessageHitView[];
  /** How many messages there are, counted up to 1,000. */
  readonly total: number;
  /** Where the next page begins. */
  readonly next?: number | undefined;
}

export interface SearchState {
  /** As typed. */
  readonly text: string;
  /** Of `text`, or, while that is looked for, of what was typed before. */
  readonly found?: Found | undefined;
  /** Somebody wants to type into the field; it takes the focus when it can. */
  readonly isAsked: boolean;
}

const initialState: SearchState = { text: '', isAsked: false };

function afterEvent(state: SearchState, event: AppEvent): SearchState {
  switch (event.type) {
    case 'message':
      return event.message.deletion === undefined
        ? state
        : withoutHits(state, (hit) => hit.id === event.message.id);
    case 'message-removed':
      return withoutHits(state, (hit) => hit.id === event.messageId);
    case 'conversation-removed':
      return withoutGroup(
        withoutHits(state, (hit) => hit.conversationId === event.conversationId),
        event.conversationId,
      );
    case 'conversation-cleared':
      return withoutHits(state, (hit) => hit.conversationId === event.conversationId);
    case 'status':
      return event.status.phase === 'no-account' ? initialState : state;
    default:
      return state;
  }
}

/** What is gone is not found any more, also while somebody looks at it. Spec 08, SRC-03. */
function withoutHits(state: SearchState, isGone: (hit: MessageHitView) => boolean): SearchState {
  const { found } = state;
  const gone = found?.hits.filter(isGone).length ?? 0;
  if (found === undefined || gone === 0) return state;
  const hits = found.hits.filter((hit) => !isGone(hit));
  return { ...state, found: { ...found, hits, total: Math.max(hits.length, found.total - gone) } };
}

function withoutGroup(state: SearchState, conversationId: number): SearchState {
  const { found } = state;
  if (found?.groups.some(({ id }) => id === conversationId) !== true) return state;
  return { ...state, found: { ...found, groups: found.groups.filter(({ id }) => id !== conversationId) } };
}

/** The search over everything, in place of the list. Spec 08, SRC-01 to SRC-03. */
export const searchSlice = createSlice({
  name: 'search',
  initialState: initialState,
  reducers: {
    searchTyped: (state, { payload }: PayloadAction<string>): SearchState => ({
      ...state,
      text: payload,
      found: payload.trim() === '' ? undefined : state.found,
    }),
    searchAsked: (state): SearchState => ({ ...state, isAsked: true }),
    searchFocused: (state): SearchState => ({ ...state, isAsked: false }),
    searchFound: (
      state,
      { payload }: PayloadAction<{ readonly text: string; readonly page: SearchPage }>,
    ): SearchState => {
      const { people, groups, messages, total, next } = payload.page;
      const found = {
        text: payload.text,
        people,
        groups,
        hits: messages,
        total: total ?? messages.length,
        next,
      };
      return { ...state, found };
    },
    moreFound: (state, { payload }: PayloadAction<SearchPage>): SearchState => {
      if (state.found === undefined) return state;
      const known = new Set(state.found.hits.map(({ id }) => id));
      const fresh = payload.messages.filter(({ id }) => !known.has(id));
      return {
        ...state,
        found: { ...state.found, hits: [...state.found.hits, ...fresh], next: payload.next },
      };
    },
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => payload.reduce<SearchState>(afterEvent, state));
  },
  selectors: {
    selectSearchText: (state) => state.text,
    selectFound: (state) => state.found,
    selectIsSearching: (state) => state.text.trim() !== '',
    selectIsSearchAsked: (state) => state.isAsked,
  },
});

export const { searchTyped, searchAsked, searchFocused, searchFound, moreFound } = searchSlice.actions;
export const { selectSearchText, selectFound, selectIsSearching, selectIsSearchAsked } =
  searchSlice.selectors;
