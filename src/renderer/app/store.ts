import {
  combineReducers,
  configureStore,
  type Reducer,
  type Store,
  type ThunkDispatch,
  type UnknownAction,
} from '@reduxjs/toolkit';

import type { Bridge } from '../../ipc/index.ts';
import { stagingSlice } from '../features/composer/attachments/staging-slice.ts';
import { composerSlice } from '../features/composer/composer-slice.ts';
import { type ComposerTools, createComposerTools } from '../features/composer/composer-tools.ts';
import { backupSlice } from '../features/backup/backup-slice.ts';
import { conversationsSlice } from '../features/conversations/conversations-slice.ts';
import { listViewSlice } from '../features/conversations/list-view-slice.ts';
import { messagesSlice } from '../features/conversation/messages-slice.ts';
import { conversationViewSlice } from '../features/conversation/view-slice.ts';
import { debugSlice } from '../features/debug/debug-slice.ts';
import { dialogsSlice } from '../features/dialogs/dialogs-slice.ts';
import { peopleSlice } from '../features/groups/people-slice.ts';
import { mediaSlice } from '../features/media/media-slice.ts';
import { conversationSearchSlice } from '../features/search/conversation-search-slice.ts';
import { searchSlice } from '../features/search/search-slice.ts';
import { navigationSlice } from '../features/shell/navigation-slice.ts';
import { toastsSlice } from '../features/toasts/toasts-slice.ts';
import { voiceSlice } from '../features/voice-recorder/voice-slice.ts';
import { api, apiMiddleware, apiReducer, type ThunkExtra } from './api.ts';
import { sessionSlice } from './session-slice.ts';

/** By its name: written out, which the compiler would do, it is too long. */
export interface RootState {
  readonly api: ReturnType<typeof apiReducer>;
  readonly session: ReturnType<typeof sessionSlice.reducer>;
  readonly conversations: ReturnType<typeof conversationsSlice.reducer>;
  readonly messages: ReturnType<typeof messagesSlice.reducer>;
  readonly navigation: ReturnType<typeof navigationSlice.reducer>;
  readonly dialogs: ReturnType<typeof dialogsSlice.reducer>;
  readonly toasts: ReturnType<typeof toastsSlice.reducer>;
  readonly media: ReturnType<typeof mediaSlice.reducer>;
  readonly conversationView: ReturnType<typeof conversationViewSlice.reducer>;
  readonly composer: ReturnType<typeof composerSlice.reducer>;
  readonly staging: ReturnType<typeof stagingSlice.reducer>;
  readonly voice: ReturnType<typeof voiceSlice.reducer>;
  readonly backup: ReturnType<typeof backupSlice.reducer>;
  readonly listView: ReturnType<typeof listViewSlice.reducer>;
  readonly search: ReturnType<typeof searchSlice.reducer>;
  readonly conversationSearch: ReturnType<typeof conversationSearchSlice.reducer>;
  readonly people: ReturnType<typeof peopleSlice.reducer>;
  readonly debug: ReturnType<typeof debugSlice.reducer>;
}

export const rootReducer: Reducer<RootState> = combineReducers({
  [api.reducerPath]: apiReducer,
  session: sessionSlice.reducer,
  conversations: conversationsSlice.reducer,
  messages: messagesSlice.reducer,
  navigation: navigationSlice.reducer,
  dialogs: dialogsSlice.reducer,
  toasts: toastsSlice.reducer,
  media: mediaSlice.reducer,
  conversationView: conversationViewSlice.reducer,
  composer: composerSlice.reducer,
  staging: stagingSlice.reducer,
  voice: voiceSlice.reducer,
  backup: backupSlice.reducer,
  listView: listViewSlice.reducer,
  search: searchSlice.reducer,
  conversationSearch: conversationSearchSlice.reducer,
  people: peopleSlice.reducer,
  debug: debugSlice.reducer,
});

/** The store of one window. All it knows comes over `bridge`. */
export function createAppStore(bridge: Bridge, composing: ComposerTools = createComposerTools()) {
  return configureStore({
    reducer: rootReducer,
    middleware: (defaults) =>
      defaults({
        thunk: { extraArgument: { bridge, composing } satisfies ThunkExtra },
        // These checks walk the whole state on every action; the types say the same.
        serializableCheck: false,
        immutableCheck: false,
      }).concat(apiMiddleware),
    devTools: false,
  });
}

export type AppDispatch = ThunkDispatch<RootState, ThunkExtra, UnknownAction>;
export type AppStore = Store<RootState> & { readonly dispatch: AppDispatch };
