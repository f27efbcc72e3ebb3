import { createSlice } from '@reduxjs/toolkit';

import { eventsReceived } from '../../app/events.ts';

export interface BackupState {
  /** How much of a backup was read that is being restored, 0–1. */
  readonly restored?: number;
  /** How much of a backup was written, 0–1. */
  readonly written?: number;
  /** How many messages of a conversation were exported. */
  readonly exported?: number;
}

const initialState: BackupState = {};

/** How far the work with backups and exports is. */
export const backupSlice = createSlice({
  name: 'backup',
  initialState,
  reducers: {
    restoreEnded: () => initialState,
    backupEnded: () => initialState,
    exportEnded: () => initialState,
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => {
      for (const event of payload) {
        if (event.type === 'restore-progress') state.restored = event.doneBytes / event.totalBytes;
        if (event.type === 'export-progress') state.exported = event.messages;
        if (event.type === 'backup-progress') state.written = event.doneBytes / event.totalBytes;
      }
    });
  },
  selectors: {
    selectRestored: (state) => state.restored,
    selectWritten: (state) => state.written,
    selectExported: (state) => state.exported,
  },
});

export const { restoreEnded, backupEnded, exportEnded } = backupSlice.actions;
export const { selectRestored, selectWritten, selectExported } = backupSlice.selectors;
