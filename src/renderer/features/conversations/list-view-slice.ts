import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import { eventsReceived } from '../../app/events.ts';

/** Which conversations the list shows. */
export type ListFilter = 'all' | 'unread' | 'people' | 'groups' | 'communities';

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

export const { listFiltered, listLeft } = listViewSlice.actions;
export const { selectListFilter, selectListOffset } = listViewSlice.selectors;
