import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import { eventsReceived } from '../../app/events.ts';

/** What lies over the list: nothing, the chooser, or one of its pages. */
export type Overlay =
  'none' | 'chooser' | 'new-message' | 'new-group' | 'join-community' | 'invite' | 'requests';

/** What is chosen on the landing screen, as long as there is no account. */
export type OnboardingStep = 'landing' | 'create' | 'restore';

export interface NavigationState {
  readonly onboarding: OnboardingStep;
  readonly overlay: Overlay;
  readonly openConversationId?: number | undefined;
  /** The conversation that was left last: the list gives the focus back to its row. */
  readonly leftConversationId?: number | undefined;
}

const initialState: NavigationState = { onboarding: 'landing', overlay: 'none' };

/** Where the person is. */
export const navigationSlice = createSlice({
  name: 'navigation',
  initialState,
  reducers: {
    onboardingStepShown: (state, { payload }: PayloadAction<OnboardingStep>) => {
      state.onboarding = payload;
    },
    overlayShown: (state, { payload }: PayloadAction<Overlay>) => {
      state.overlay = payload;
    },
    conversationOpened: (state, { payload }: PayloadAction<number>) => {
      state.overlay = 'none';
      state.openConversationId = payload;
    },
    conversationClosed: (state) => {
      state.leftConversationId = state.openConversationId;
      state.openConversationId = undefined;
    },
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => {
      if (payload.some((event) => event.type === 'status' && event.status.phase === 'no-account'))
        return { ...initialState, onboarding: state.onboarding };
      return state;
    });
  },
  selectors: {
    selectOnboardingStep: (state) => state.onboarding,
    selectOverlay: (state) => state.overlay,
    selectLeftConversationId: (state) => state.leftConversationId,
    selectOpenConversationId: (state) => state.openConversationId,
  },
});

export const { onboardingStepShown, overlayShown, conversationOpened, conversationClosed } =
  navigationSlice.actions;
export const { selectOnboardingStep, selectOverlay, selectOpenConversationId, selectLeftConversationId } =
  navigationSlice.selectors;
