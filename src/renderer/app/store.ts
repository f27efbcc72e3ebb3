import { combineReducers, configureStore } from '@reduxjs/toolkit';

import type { Bridge } from '../../ipc/index.ts';
import { backupSlice } from '../features/backup/backup-slice.ts';
import { conversationsSlice } from '../features/conversations/conversations-slice.ts';
import { listViewSlice } from '../features/conversations/list-view-slice.ts';
import { messagesSlice } from '../features/conversation/messages-slice.ts';
import { dialogsSlice } from '../features/dialogs/dialogs-slice.ts';
import { conversationSearchSlice } from '../features/search/conversation-search-slice.ts';
import { searchSlice } from '../features/search/search-slice.ts';
import { navigationSlice } from '../features/shell/navigation-slice.ts';
import { toastsSlice } from '../features/toasts/toasts-slice.ts';
import { api, type ThunkExtra } from './api.ts';
import { sessionSlice } from './session-slice.ts';

export const rootReducer = combineReducers({
  [api.reducerPath]: api.reducer,
  session: sessionSlice.reducer,
  conversations: conversationsSlice.reducer,
  messages: messagesSlice.reducer,
  navigation: navigationSlice.reducer,
  dialogs: dialogsSlice.reducer,
  toasts: toastsSlice.reducer,
  backup: backupSlice.reducer,
  listView: listViewSlice.reducer,
  search: searchSlice.reducer,
  conversationSearch: conversationSearchSlice.reducer,
});

/** The store of one window. All it knows comes over `bridge`. */
export function createAppStore(bridge: Bridge) {
  return configureStore({
    reducer: rootReducer,
    middleware: (defaults) =>
      defaults({
        thunk: { extraArgument: { bridge } satisfies ThunkExtra },
        // These checks walk the whole state on every action; the types say the same.
        serializableCheck: false,
        immutableCheck: false,
      }).concat(api.middleware),
    devTools: false,
  });
}

export type AppStore = ReturnType<typeof createAppStore>;
export type AppDispatch = AppStore['dispatch'];
export type RootState = ReturnType<typeof rootReducer>;
