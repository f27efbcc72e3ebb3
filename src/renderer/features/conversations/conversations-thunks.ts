import { api } from '../../app/api.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { LIST_PAGE, selectHasMore, selectListEnd } from './conversations-slice.ts';

/** Requests that are known at once; whoever has more sees the newest. */
const REQUESTS_PAGE = 200;

const once = { subscribe: false, forceRefetch: true } as const;

/** Loads the first rows of the list, and the requests. */
export function loadConversations(): AppThunk {
  return async (dispatch) => {
    await Promise.all([
      dispatch(api.endpoints.conversations.initiate({ limit: LIST_PAGE }, once)),
      dispatch(api.endpoints.requestPage.initiate({ limit: REQUESTS_PAGE }, once)),
    ]);
  };
}

/** Loads the rows after the last one, if there are any. */
export function loadMoreConversations(): AppThunk {
  return async (dispatch, getState) => {
    const end = selectListEnd(getState());
    if (end === undefined || !selectHasMore(getState())) return;
    await dispatch(
      api.endpoints.conversations.initiate(
        { limit: LIST_PAGE, before: { lastActiveMs: end.lastActiveMs, id: end.id } },
        { subscribe: false },
      ),
    );
  };
}
