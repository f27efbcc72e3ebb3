import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { QuoteView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { eventsReceived } from '../../app/events.ts';

export interface ComposerState {
  /** What is being answered, by conversation; `none` where an answer was given up that the client may still have with the draft. */
  readonly replies: Readonly<Record<number, QuoteView | 'none'>>;
  /** How often previews of links were switched on: then a link that is there already is looked at. */
  readonly previewsEnabledCount: number;
  /** In which conversation a person has said that what they wrote is to be sent all the same. */
  readonly confirmed?: number | undefined;
}

const initialState: ComposerState = { replies: {}, previewsEnabledCount: 0 };

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
    sendingConfirmed: (
      state,
      { payload }: PayloadAction<{ readonly conversationId: number }>,
    ): ComposerState => ({ ...state, confirmed: payload.conversationId }),
    confirmationTaken: (state): ComposerState => ({ ...state, confirmed: undefined }),
  },
  extraReducers: (builder) => {
    builder
      .addCase(eventsReceived, (state, { payload }) =>
        payload.some((event) => event.type === 'status' && event.status.phase === 'no-account')
          ? initialState
          : state,
      )
      .addMatcher(api.endpoints.changePrivacy.matchFulfilled, (state, { meta }): ComposerState =>
        meta.arg.originalArgs.linkPreviews === true
          ? { ...state, previewsEnabledCount: state.previewsEnabledCount + 1 }
          : state,
      );
  },
  selectors: {
    selectReply: (state, conversationId: number): QuoteView | 'none' | undefined =>
      state.replies[conversationId],
    selectPreviewsEnabledCount: (state) => state.previewsEnabledCount,
    selectConfirmed: (state) => state.confirmed,
  },
});

export const { replyStarted, replyEnded, sendingConfirmed, confirmationTaken } = composerSlice.actions;
export const { selectReply, selectPreviewsEnabledCount, selectConfirmed } = composerSlice.selectors;
