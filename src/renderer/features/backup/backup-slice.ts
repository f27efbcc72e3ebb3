import { createSlice } from '@reduxjs/toolkit';

import { eventsReceived } from '../../app/events.ts';

export interface BackupState {
  /** How much of a backup was read that is being restored, 0–1. */
  readonly restored?: number;
}

const initialState: BackupState = {};

/** How far the work with backups is. */
export const backupSlice = createSlice({
  name: 'backup',
  initialState,
  reducers: {
    restoreEnded: () => initialState,
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => {
      const last = payload.findLast((event) => event.type === 'restore-progress');
      return last === undefined ? state : { restored: last.doneBytes / last.totalBytes };
    });
  },
  selectors: {
    selectRestored: (state) => state.restored,
  },
});

export const { restoreEnded } = backupSlice.actions;
export const { selectRestored } = backupSlice.selectors;
