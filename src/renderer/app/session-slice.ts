import { createSlice, type Draft } from '@reduxjs/toolkit';

import type {
  AccountView,
  AppInfo,
  AppSettings,
  ClientStatus,
  LockView,
  NetworkView,
  UpdateView,
} from '../../ipc/index.ts';
import { api } from './api.ts';
import { eventsReceived } from './events.ts';

export interface SessionState {
  readonly info?: AppInfo;
  readonly settings?: AppSettings;
  readonly lock?: LockView;
  readonly status?: ClientStatus;
  readonly network?: NetworkView;
  /** New versions of the app. */
  readonly updates?: UpdateView;
  /** How many restores have begun: one may begin and end within one batch, and is shown nevertheless. */
  readonly restores: number;
}

const initialState: SessionState = { restores: 0 };

/** What is true for the whole window: the build, the settings, the lock, the account and the network. */
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
          if (event.type === 'updates') state.updates = event.updates;
          if (event.type === 'lock') takeLock(state, event.lock);
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
      .addMatcher(api.endpoints.lockStatus.matchFulfilled, (state, { payload }) => {
        takeLock(state, payload);
      })
      .addMatcher(api.endpoints.clientStatus.matchFulfilled, (state, { payload }) => {
        state.status = payload;
      })
      .addMatcher(api.endpoints.networkStatus.matchFulfilled, (state, { payload }) => {
        state.network = toDraft(payload);
      })
      .addMatcher(api.endpoints.updates.matchFulfilled, (state, { payload }) => {
        // Events keep it up to date from then on, and may be faster than the first answer.
        state.updates ??= payload;
      })
      .addMatcher(api.endpoints.lookForUpdates.matchFulfilled, (state, { payload }) => {
        state.updates = payload;
      });
  },
  selectors: {
    selectRestores: (state) => state.restores,
    selectInfo: (state) => state.info,
    selectSettings: (state) => state.settings,
    selectLock: (state) => state.lock,
    /** Locked, or just unlocked and the client not heard of yet. */
    selectIsLocked: (state) => state.lock?.state === 'locked' || state.status === undefined,
    selectHasPassword: (state) => state.lock?.hasPassword === true,
    selectPhase: (state) => state.status?.phase,
    selectAccount: (state): AccountView | undefined => state.status?.account,
    /** What is not here may still come from the network: nothing may be said not to be there. */
    selectIsIncomplete: (state) => state.status?.isIncomplete === true,
    selectNetwork: (state) => state.network,
    selectUpdates: (state) => state.updates,
  },
});

/** A password protects the key of the database, too. */
function takeLock(state: Draft<SessionState>, lock: LockView): void {
  state.lock = lock;
  if (state.info !== undefined) state.info.keyProtected = lock.keyProtected;
}

/** The same view with the mutability that Immer wants to see. */
function toDraft(network: NetworkView): {
  state: NetworkView['state'];
  paths: { id: string; ip: string }[][];
} {
  return { state: network.state, paths: network.paths.map((path) => path.map((node) => ({ ...node }))) };
}

export const {
  selectRestores,
  selectInfo,
  selectSettings,
  selectLock,
  selectIsLocked,
  selectHasPassword,
  selectPhase,
  selectAccount,
  selectIsIncomplete,
  selectNetwork,
  selectUpdates,
} = sessionSlice.selectors;
