import { createSlice } from '@reduxjs/toolkit';

import { eventsReceived } from '../../app/events.ts';

export interface BackupState {
  /** How much of a backup was read that is being restored, 0–1. */
  readonly restored?: number;
  /** How much of a backup was written, 0–1. */
  readonly written?: number;
}

const initialState: BackupState = {};

/** How far the work with backups is. */
export const backupSlice = createSlice({
  name: 'backup',
  initialState,
  reducers: {
    restoreEnded: () => initialState,
    backupEnded: () => initialState,
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => {
      for (const event of payload) {
        if (event.type === 'restore-progress') state.restored = event.doneBytes / event.totalBytes;
        if (event.type === 'backup-progress') state.written = event.doneBytes / event.totalBytes;
      }
    });
  },
  selectors: {
    selectRestored: (state) => state.restored,
    selectWritten: (state) => state.written,
  },
});

export const { restoreEnded, backupEnded } = backupSlice.actions;
export const { selectRestored, selectWritten } = backupSlice.selectors;
