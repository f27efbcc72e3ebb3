import { api } from '../../app/api.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { moreFound, searchFound, selectFound, selectSearchText } from './search-slice.ts';

/** Messages per page. */
const PAGE = 40;

const once = { subscribe: false, forceRefetch: true } as const;

/** Looks for what is in the field now; an answer to something else that was typed before is not shown any more. */
export function findTyped(): AppThunk {
  return async (dispatch, getState) => {
    const text = selectSearchText(getState()).trim();
    if (text === '') return;
    const { data: page, error } = await dispatch(api.endpoints.search.initiate({ text, limit: PAGE }, once));
    if (selectSearchText(getState()).trim() !== text) return;
    if (page === undefined) dispatch(errorShown(error));
    else dispatch(searchFound({ text, page }));
  };
}

/** Messages after those that were found. */
export function findMore(): AppThunk {
  return async (dispatch, getState) => {
    const found = selectFound(getState());
    if (found?.next === undefined) return;
    const { data: page } = await dispatch(
      api.endpoints.search.initiate({ text: found.text, limit: PAGE, before: found.next }, once),
    );
    if (page !== undefined && selectFound(getState())?.next === found.next) dispatch(moreFound(page));
  };
}
