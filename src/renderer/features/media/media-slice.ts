import { createSlice } from '@reduxjs/toolkit';

import type { AppEvent, MessageView } from '../../../ipc/index.ts';
import { eventsReceived } from '../../app/events.ts';

/** A file on its way. */
export interface Transfer {
  readonly doneBytes: number;
  readonly totalBytes?: number;
}

export interface MediaState {
  /** By attachment. */
  readonly transfers: Readonly<Record<number, Transfer>>;
}

const initialState: MediaState = { transfers: {} };

function afterEvent(state: MediaState, event: AppEvent): MediaState {
  switch (event.type) {
    case 'attachment-progress': {
      const { attachmentId, doneBytes, totalBytes } = event;
      if (doneBytes === totalBytes) return without(state, [attachmentId]);
      const transfer = totalBytes === undefined ? { doneBytes } : { doneBytes, totalBytes };
      return { transfers: { ...state.transfers, [attachmentId]: transfer } };
    }
    case 'message':
      return without(state, arrived(event.message));
    case 'status':
      return event.status.phase === 'no-account' ? initialState : state;
    default:
      return state;
  }
}

/** What is not on its way, or not any more. */
function arrived({ state, attachments }: MessageView): readonly number[] {
  if (state === 'sending') return [];
  return attachments.filter((attachment) => attachment.state !== 'downloading').map(({ id }) => id);
}

function without(state: MediaState, ids: readonly number[]): MediaState {
  const gone = ids.filter((id) => id in state.transfers);
  if (gone.length === 0) return state;
  const transfers = { ...state.transfers };
  for (const id of gone) delete transfers[id];
  return { transfers };
}

/** How far files are that are being sent or fetched. */
export const mediaSlice = createSlice({
  name: 'media',
  initialState: initialState,
  reducers: {},
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => payload.reduce<MediaState>(afterEvent, state));
  },
  selectors: {
    /** 0 to 1; `undefined` while nobody knows. */
    selectProgress: (state, attachmentId: number): number | undefined => {
      const transfer = state.transfers[attachmentId];
      if (transfer?.totalBytes === undefined || transfer.totalBytes === 0) return undefined;
      return Math.min(1, transfer.doneBytes / transfer.totalBytes);
    },
  },
});

export const { selectProgress } = mediaSlice.selectors;
