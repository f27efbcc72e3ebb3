import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { QuoteView } from '../../../ipc/index.ts';
import { eventsReceived } from '../../app/events.ts';

export interface ComposerState {
  /** What is being answered, by conversation; `none` where an answer was given up that the client may still have with the draft. */
  readonly replies: Readonly<Record<number, QuoteView | 'none'>>;
}

const initialState: ComposerState = { replies: {} };

/** What is being composed besides the words, which the editor owns. */
export const composerSlice = createSlice({
  name: 'composer',
  initialState: initialState,
  reducers: {
    replyStarted: (
      state,
      { payload }: PayloadAction<{ readonly conversationId: number; readonly quote: QuoteView }>,
    ): ComposerState => ({
      ...state,
      replies: { ...state.replies, [payload.conversationId]: payload.quote },
    }),
    replyEnded: (state, { payload }: PayloadAction<{ readonly conversationId: number }>): ComposerState => ({
      ...state,
      replies: { ...state.replies, [payload.conversationId]: 'none' },
    }),
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) =>
      payload.some((event) => event.type === 'status' && event.status.phase === 'no-account')
        ? initialState
        : state,
    );
  },
  selectors: {
    selectReply: (state, conversationId: number): QuoteView | 'none' | undefined =>
      state.replies[conversationId],
  },
});

export const { replyStarted, replyEnded } = composerSlice.actions;
export const { selectReply } = composerSlice.selectors;
