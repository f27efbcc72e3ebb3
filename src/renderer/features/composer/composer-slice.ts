import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { QuoteView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { eventsReceived } from '../../app/events.ts';

/** A post of ours that is being changed. */
export interface EditedPost {
  readonly messageId: number;
  /** As it was. */
  readonly text: string;
}

export interface ComposerState {
  /** What is being answered, by conversation; `none` where an answer was given up that the client may still have with the draft. */
  readonly replies: Readonly<Record<number, QuoteView | 'none'>>;
  /** What is being changed, by conversation. */
  readonly edits: Readonly<Record<number, EditedPost>>;
  /** How often previews of links were switched on: then a link that is there already is looked at. */
  readonly previewsEnabledCount: number;
  /** In which conversation a person has said that what they wrote is to be sent all the same. */
  readonly confirmed?: number | undefined;
}

const initialState: ComposerState = { replies: {}, edits: {}, previewsEnabledCount: 0 };

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
    editingStarted: (
      state,
      { payload }: PayloadAction<{ readonly conversationId: number; readonly post: EditedPost }>,
    ): ComposerState => ({ ...state, edits: { ...state.edits, [payload.conversationId]: payload.post } }),
    editingEnded: (state, { payload }: PayloadAction<{ readonly conversationId: number }>): ComposerState => {
      const { [payload.conversationId]: _, ...edits } = state.edits;
      return { ...state, edits };
    },
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
    selectEditing: (state, conversationId: number): EditedPost | undefined => state.edits[conversationId],
    selectPreviewsEnabledCount: (state) => state.previewsEnabledCount,
    selectConfirmed: (state) => state.confirmed,
  },
});

export const { replyStarted, replyEnded, editingStarted, editingEnded, sendingConfirmed, confirmationTaken } =
  composerSlice.actions;
export const { selectReply, selectEditing, selectPreviewsEnabledCount, selectConfirmed } =
  composerSlice.selectors;
