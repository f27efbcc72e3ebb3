import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { AppEvent } from '../../../ipc/index.ts';
import { eventsReceived } from '../../app/events.ts';
import { conversationClosed, conversationOpened } from '../shell/navigation-slice.ts';

export interface ConversationViewState {
  /** Conversations in which the other side types. */
  readonly typing: readonly number[];
  /** Messages that are chosen; present, and maybe empty, while messages are being chosen. */
  readonly selectedIds?: readonly number[] | undefined;
  /** The message whose facts stand beside the conversation. */
  readonly infoId?: number | undefined;
}

const initialState: ConversationViewState = { typing: [] };

function afterEvent(state: ConversationViewState, event: AppEvent): ConversationViewState {
  switch (event.type) {
    case 'typing': {
      const others = state.typing.filter((id) => id !== event.conversationId);
      return { ...state, typing: event.isTyping ? [...others, event.conversationId] : others };
    }
    case 'message-removed':
      return withoutMessage(state, event.messageId);
    case 'message':
      // What was deleted has nothing left to choose or to tell.
      return event.message.deletion === undefined ? state : withoutMessage(state, event.message.id);
    case 'status':
      return event.status.phase === 'no-account' ? initialState : state;
    default:
      return state;
  }
}

function withoutMessage(state: ConversationViewState, id: number): ConversationViewState {
  const isKnown = state.infoId === id || state.selectedIds?.includes(id) === true;
  if (!isKnown) return state;
  return {
    ...state,
    infoId: state.infoId === id ? undefined : state.infoId,
    selectedIds: state.selectedIds?.filter((other) => other !== id),
  };
}

/** What the open conversation shows besides its messages. */
export const conversationViewSlice = createSlice({
  name: 'conversationView',
  initialState: initialState,
  reducers: {
    selectionStarted: (state, { payload }: PayloadAction<number>): ConversationViewState => ({
      ...state,
      selectedIds: [payload],
    }),
    selectionToggled: (state, { payload }: PayloadAction<number>): ConversationViewState => {
      const { selectedIds = [] } = state;
      const isSelected = selectedIds.includes(payload);
      return {
        ...state,
        selectedIds: isSelected ? selectedIds.filter((id) => id !== payload) : [...selectedIds, payload],
      };
    },
    selectionEnded: (state): ConversationViewState => ({ ...state, selectedIds: undefined }),
    infoShown: (state, { payload }: PayloadAction<number>): ConversationViewState => ({
      ...state,
      infoId: payload,
    }),
    infoHidden: (state): ConversationViewState => ({ ...state, infoId: undefined }),
  },
  extraReducers: (builder) => {
    const left = (state: ConversationViewState): ConversationViewState => ({ typing: state.typing });
    builder
      .addCase(eventsReceived, (state, { payload }) =>
        payload.reduce<ConversationViewState>(afterEvent, state),
      )
      .addCase(conversationOpened, left)
      .addCase(conversationClosed, left);
  },
  selectors: {
    selectIsTyping: (state, conversationId: number) => state.typing.includes(conversationId),
    selectSelectedIds: (state) => state.selectedIds,
    selectInfoId: (state) => state.infoId,
  },
});

export const { selectionStarted, selectionToggled, selectionEnded, infoShown, infoHidden } =
  conversationViewSlice.actions;
export const { selectIsTyping, selectSelectedIds, selectInfoId } = conversationViewSlice.selectors;
