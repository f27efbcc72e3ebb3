import { createSlice } from '@reduxjs/toolkit';

import type { AccountView, AppInfo, AppSettings, ClientStatus, NetworkView } from '../../ipc/index.ts';
import { api } from './api.ts';
import { eventsReceived } from './events.ts';

export interface SessionState {
  readonly info?: AppInfo;
  readonly settings?: AppSettings;
  readonly status?: ClientStatus;
  readonly network?: NetworkView;
  /** How many restores have begun: one may begin and end within one batch, and is shown nevertheless. */
  readonly restores: number;
}

const initialState: SessionState = { restores: 0 };

/** What is true for the whole window: the build, the settings, the account and the network. */
export const sessionSlice = createSlice({
  name: 'session',
  initialState,
  reducers: {},
  extraReducers: (builder) => {
    builder
      .addCase(eventsReceived, (state, { payload }) => {
        for (const event of payload) {
          if (event.type === 'status') {
            if (event.status.phase === 'restoring' && state.status?.phase !== 'restoring')
              state.restores += 1;
            state.status = event.status;
          }
          if (event.type === 'network') state.network = toDraft(event.network);
          if (event.type === 'settings') state.settings = event.settings;
        }
      })
      .addMatcher(api.endpoints.appInfo.matchFulfilled, (state, { payload }) => {
        state.info = payload;
      })
      .addMatcher(api.endpoints.settings.matchFulfilled, (state, { payload }) => {
        state.settings = payload;
      })
      .addMatcher(api.endpoints.changeSettings.matchFulfilled, (state, { payload }) => {
        state.settings = payload;
      })
      .addMatcher(api.endpoints.clientStatus.matchFulfilled, (state, { payload }) => {
        state.status = payload;
      })
      .addMatcher(api.endpoints.networkStatus.matchFulfilled, (state, { payload }) => {
        state.network = toDraft(payload);
      });
  },
  selectors: {
    selectRestores: (state) => state.restores,
    selectInfo: (state) => state.info,
    selectSettings: (state) => state.settings,
    selectPhase: (state) => state.status?.phase,
    selectAccount: (state): AccountView | undefined => state.status?.account,
    selectNetwork: (state) => state.network,
  },
});

/** The same view with the mutability that Immer wants to see. */
function toDraft(network: NetworkView): {
  state: NetworkView['state'];
  paths: { id: string; ip: string }[][];
} {
  return { state: network.state, paths: network.paths.map((path) => path.map((node) => ({ ...node }))) };
}

export const { selectRestores, selectInfo, selectSettings, selectPhase, selectAccount, selectNetwork } =
  sessionSlice.selectors;
