import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import { eventsReceived } from '../../app/events.ts';
import type { AppEvent } from '../../../ipc/index.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { NOTICE_WORDS } from '../communities/room-notices.ts';
import type { DialogDescription } from '../dialogs/dialogs-slice.ts';

/** Toasts at once; an older one makes room. Spec 08, TST-01. */
const MOST = 5;

export interface Toast {
  readonly id: number;
  readonly kind: 'info' | 'error';
  readonly textKey: TextKey;
  /** For messages with a plural. */
  readonly count?: number;
  /** For messages with more than a count. */
  readonly values?: Readonly<Record<string, number>>;
  /** Said behind it: why. */
  readonly reasonKey?: TextKey;
  /** What a click on it opens. */
  readonly opens?: DialogDescription;
}

export interface ToastsState {
  readonly nextId: number;
  readonly toasts: readonly Toast[];
}

const initialState: ToastsState = { nextId: 1, toasts: [] };

function withToast(state: ToastsState, toast: Omit<Toast, 'id'>): ToastsState {
  return {
    nextId: state.nextId + 1,
    toasts: [...state.toasts, { ...toast, id: state.nextId }].slice(-MOST),
  };
}

/** What the client says by itself, long after it was asked. */
function afterEvent(state: ToastsState, event: AppEvent): ToastsState {
  if (event.type === 'community-notice') {
    return withToast(state, {
      kind: 'error',
      textKey: NOTICE_WORDS[event.action],
      reasonKey: errorKey(event.code),
    });
  }
  if (event.type !== 'deletion-failed') return state;
  // Whoever deletes a hundred messages hears it once.
  const isSaid = state.toasts.some(({ textKey }) => textKey === 'deleteMessageFailedElsewhere');
  return isSaid ? state : withToast(state, { kind: 'error', textKey: 'deleteMessageFailedElsewhere' });
}

export const toastsSlice = createSlice({
  name: 'toasts',
  initialState,
  reducers: {
    toastShown: (
      state,
      { payload }: PayloadAction<Omit<Toast, 'id' | 'kind'> & Partial<Pick<Toast, 'kind'>>>,
    ): ToastsState => withToast(state, { kind: 'info', ...payload }),
    /** Shows what went wrong in a request, whatever shape the error has. */
    errorShown: (state, { payload }: PayloadAction<unknown>): ToastsState =>
      withToast(state, { kind: 'error', textKey: errorKey(errorCode(payload) ?? 'unexpected') }),
    toastClosed: (state, { payload }: PayloadAction<number>): ToastsState => ({
      ...state,
      toasts: state.toasts.filter((toast) => toast.id !== payload),
    }),
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => payload.reduce<ToastsState>(afterEvent, state));
  },
  selectors: {
    selectToasts: (state) => state.toasts,
  },
});

export const { toastShown, errorShown, toastClosed } = toastsSlice.actions;
export const { selectToasts } = toastsSlice.selectors;
