import { createSlice } from '@reduxjs/toolkit';

export interface DebugState {
  /** Clicks on the commit, one after the other. */
  readonly clicks: number;
  readonly isOn: boolean;
}

/** Clicks that nobody makes by accident. Spec 08, SET-01. */
const CLICKS = 10;

const initialState: DebugState = { clicks: 0, isOn: false };

/** Whether the menu for debugging is offered; until the window is loaded anew. */
export const debugSlice = createSlice({
  name: 'debug',
  initialState,
  reducers: {
    commitClicked: (state): DebugState => {
      const clicks = state.clicks + 1;
      return { clicks, isOn: state.isOn || clicks >= CLICKS };
    },
    debugEnded: (): DebugState => initialState,
  },
  selectors: {
    selectIsDebugging: (state) => state.isOn,
  },
});

export const { commitClicked, debugEnded } = debugSlice.actions;
export const { selectIsDebugging } = debugSlice.selectors;
