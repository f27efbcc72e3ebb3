import { combineReducers, configureStore } from '@reduxjs/toolkit';

import type { Bridge } from '../../ipc/index.ts';
import { stagingSlice } from '../features/composer/attachments/staging-slice.ts';
import { composerSlice } from '../features/composer/composer-slice.ts';
import { type ComposerTools, createComposerTools } from '../features/composer/composer-tools.ts';
import { backupSlice } from '../features/backup/backup-slice.ts';
import { conversationsSlice } from '../features/conversations/conversations-slice.ts';
import { messagesSlice } from '../features/conversation/messages-slice.ts';
import { conversationViewSlice } from '../features/conversation/view-slice.ts';
import { dialogsSlice } from '../features/dialogs/dialogs-slice.ts';
import { mediaSlice } from '../features/media/media-slice.ts';
import { navigationSlice } from '../features/shell/navigation-slice.ts';
import { toastsSlice } from '../features/toasts/toasts-slice.ts';
import { voiceSlice } from '../features/voice-recorder/voice-slice.ts';
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
  media: mediaSlice.reducer,
  conversationView: conversationViewSlice.reducer,
  composer: composerSlice.reducer,
  staging: stagingSlice.reducer,
  voice: voiceSlice.reducer,
  backup: backupSlice.reducer,
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
      }).concat(api.middleware),
    devTools: false,
  });
}

export type AppStore = ReturnType<typeof createAppStore>;
export type AppDispatch = AppStore['dispatch'];
export type RootState = ReturnType<typeof rootReducer>;
