import { createSelector, createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { ConversationView } from '../../../ipc/index.ts';
import { eventsReceived } from '../../app/events.ts';
import type { RootState } from '../../app/store.ts';
import { selectOpenConversationId } from '../shell/navigation-slice.ts';
import { isUnread } from './conversation-order.ts';
import { selectConversationIds } from './conversations-slice.ts';

/** Which conversations the list shows. */
export type ListFilter = 'all' | 'unread' | 'people';

export interface ListViewState {
  readonly filter: ListFilter;
  /** px from the top at which the list was left: it comes back there. */
  readonly offset: number;
}

const initialState: ListViewState = { filter: 'all', offset: 0 };

/** How the list is looked at. */
export const listViewSlice = createSlice({
  name: 'listView',
  initialState,
  reducers: {
    listFiltered: (state, { payload }: PayloadAction<ListFilter>) => ({
      ...state,
      filter: payload,
      offset: 0,
    }),
    listLeft: (state, { payload }: PayloadAction<number>) => ({ ...state, offset: payload }),
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) =>
      payload.some((event) => event.type === 'status' && event.status.phase === 'no-account')
        ? initialState
        : state,
    );
  },
  selectors: {
    selectListFilter: (state) => state.filter,
    selectListOffset: (state) => state.offset,
  },
});

const FITS: Readonly<Record<ListFilter, (conversation: ConversationView) => boolean>> = {
  all: () => true,
  unread: isUnread,
  people: ({ kind }) => kind === 'contact',
};

/** The rows of the list as it is filtered. The open conversation stays: reading it must not take it away. Spec 08, LST-14. */
export const selectShownIds: (state: RootState) => readonly number[] = createSelector(
  [
    selectConversationIds,
    (state: RootState) => state.conversations.entities,
    (state: RootState) => state.listView.filter,
    (state: RootState) => (state.listView.filter === 'all' ? undefined : selectOpenConversationId(state)),
  ],
  (ids, entities, filter, openId) =>
    filter === 'all'
      ? ids
      : ids.filter((id) => {
          const conversation = entities[id];
          return id === openId || (conversation !== undefined && FITS[filter](conversation));
        }),
);

export const { listFiltered, listLeft } = listViewSlice.actions;
export const { selectListFilter, selectListOffset } = listViewSlice.selectors;
