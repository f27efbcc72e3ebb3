import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import { eventsReceived } from '../../app/events.ts';

/** A voice message on its way: being recorded, or waiting to be sent. */
export interface VoiceDraft {
  readonly state: 'starting' | 'recording' | 'paused' | 'finishing' | 'ready';
  readonly elapsedMs: number;
  /** Loudness of each piece, 0 to 1. */
  readonly levels: readonly number[];
  /** Of what is ready: its bytes lie on the shelf. */
  readonly fileId?: number;
  /** `blob:` URL to listen to it. */
  readonly url?: string;
}

export interface VoiceState {
  readonly byConversation: Readonly<Record<number, VoiceDraft>>;
}

const initialState: VoiceState = { byConversation: {} };

/** The voice messages that are recorded or wait, at most one in a conversation. */
export const voiceSlice = createSlice({
  name: 'voice',
  initialState: initialState,
  reducers: {
    voiceStarted: (state, { payload: id }: PayloadAction<number>): VoiceState => ({
      byConversation: { ...state.byConversation, [id]: { state: 'starting', elapsedMs: 0, levels: [] } },
    }),
    voiceChanged: (
      state,
      { payload }: PayloadAction<{ readonly conversationId: number; readonly change: Partial<VoiceDraft> }>,
    ): VoiceState => {
      const draft = state.byConversation[payload.conversationId];
      if (draft === undefined) return state;
      const changed = { ...draft, ...payload.change };
      return { byConversation: { ...state.byConversation, [payload.conversationId]: changed } };
    },
    voiceHeard: (
      state,
      {
        payload,
      }: PayloadAction<{
        readonly conversationId: number;
        readonly level: number;
        readonly elapsedMs: number;
      }>,
    ): VoiceState => {
      const { conversationId, level, elapsedMs } = payload;
      const draft = state.byConversation[conversationId];
      if (draft === undefined) return state;
      const heard = { ...draft, elapsedMs, levels: [...draft.levels, level] };
      return { byConversation: { ...state.byConversation, [conversationId]: heard } };
    },
    voiceRemoved: (state, { payload: id }: PayloadAction<number>): VoiceState => {
      const { [id]: _, ...others } = state.byConversation;
      return { byConversation: others };
    },
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) =>
      payload.some((event) => event.type === 'status' && event.status.phase === 'no-account')
        ? initialState
        : state,
    );
  },
  selectors: {
    selectVoice: (state, conversationId: number): VoiceDraft | undefined =>
      state.byConversation[conversationId],
    selectVoices: (state) => state.byConversation,
  },
});

export const { voiceStarted, voiceChanged, voiceHeard, voiceRemoved } = voiceSlice.actions;
export const { selectVoice, selectVoices } = voiceSlice.selectors;
