import { api } from '../../app/api.ts';
import type { AppThunk } from '../../app/thunk.ts';
import {
  LIST_PAGE,
  selectConversation,
  selectConversationIds,
  selectHasMore,
} from './conversations-slice.ts';

/** Loads the first rows of the list. */
export function loadConversations(): AppThunk {
  return async (dispatch) => {
    await dispatch(
      api.endpoints.conversations.initiate({ limit: LIST_PAGE }, { subscribe: false, forceRefetch: true }),
    );
  };
}

/** Loads the rows after the last one, if there are any. */
export function loadMoreConversations(): AppThunk {
  return async (dispatch, getState) => {
    const state = getState();
    const last = selectConversation(state, selectConversationIds(state).at(-1));
    if (last === undefined || !selectHasMore(state)) return;
    await dispatch(
      api.endpoints.conversations.initiate(
        { limit: LIST_PAGE, before: { lastActiveMs: last.lastActiveMs, id: last.id } },
        { subscribe: false },
      ),
    );
  };
}
