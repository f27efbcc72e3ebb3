import type { Input } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { selectAccount } from '../../app/session-slice.ts';
import type { RootState } from '../../app/store.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { openMessageAt } from '../conversation/conversation-thunks.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import {
  conversationSearchFound,
  hitShown,
  moreConversationHits,
  selectConversationSearch,
} from './conversation-search-slice.ts';

/** Messages per page. */
const PAGE = 50;
/** Beyond every row of one moment. */
const LAST_ID = Number.MAX_SAFE_INTEGER;

const once = { subscribe: false, forceRefetch: true } as const;

/** Looks in the conversation for what the bar says now, and shows the latest message that fits. */
export function findInConversation(): AppThunk {
  return async (dispatch, getState) => {
    const query = queryOf(getState());
    if (query === undefined) return;
    const { data: page, error } = await dispatch(api.endpoints.search.initiate(query, once));
    if (JSON.stringify(queryOf(getState())) !== JSON.stringify(query)) return;
    if (page === undefined) {
      dispatch(errorShown(error));
      return;
    }
    dispatch(conversationSearchFound(page));
    await dispatch(showHit(0));
  };
}

/** Shows the next one that fits: an earlier message, or a later one. Around the end it goes on at the other one. */
export function stepThroughHits(direction: 'earlier' | 'later'): AppThunk {
  return async (dispatch, getState) => {
    const { hits, place, next } = selectConversationSearch(getState());
    if (hits === undefined || hits.length === 0) return;
    const wanted = place + (direction === 'earlier' ? 1 : -1);
    if (wanted === hits.length && next !== undefined) {
      await dispatch(loadMoreHits(next));
      const { hits: more = [] } = selectConversationSearch(getState());
      await dispatch(showHit(wanted < more.length ? wanted : 0));
      return;
    }
    await dispatch(showHit((wanted + hits.length) % hits.length));
  };
}

/** Opens the conversation at the first message of a day, or at the last one before it ended. Spec 08, SRC-05. */
export function jumpToDay({
  conversationId,
  dayStartMs,
}: {
  readonly conversationId: number;
  readonly dayStartMs: number;
}): AppThunk {
  return async (dispatch) => {
    const at = { sentAtMs: Math.max(0, dayStartMs - 1), id: LAST_ID };
    const ask = (side: { readonly after: typeof at } | { readonly before: typeof at }) =>
      dispatch(api.endpoints.messagePage.initiate({ conversationId, limit: 1, ...side }, once));
    const { data: later, error } = await ask({ after: at });
    if (later === undefined) {
      dispatch(errorShown(error));
      return;
    }
    const message = later.messages[0] ?? (await ask({ before: at })).data?.messages.at(-1);
    if (message !== undefined) await dispatch(openMessageAt({ conversationId, messageId: message.id }));
  };
}

function showHit(place: number): AppThunk {
  return async (dispatch, getState) => {
    const { conversationId, hits } = selectConversationSearch(getState());
    const messageId = hits?.[place];
    if (conversationId === undefined || messageId === undefined) return;
    dispatch(hitShown(place));
    await dispatch(openMessageAt({ conversationId, messageId }));
  };
}

function loadMoreHits(before: number): AppThunk {
  return async (dispatch, getState) => {
    const query = queryOf(getState());
    if (query === undefined) return;
    const { data: page } = await dispatch(api.endpoints.search.initiate({ ...query, before }, once));
    if (page !== undefined && selectConversationSearch(getState()).next === before)
      dispatch(moreConversationHits(page));
  };
}

/** What the bar asks for; nothing without words. */
function queryOf(state: RootState): Input<'search:find'> | undefined {
  const { conversationId, text, filter } = selectConversationSearch(state);
  if (conversationId === undefined || text.trim() === '') return undefined;
  const { author, ...rest } = filter;
  const authorId =
    author === 'us' ? selectAccount(state)?.id : selectConversation(state, conversationId)?.peerId;
  return {
    text: text.trim(),
    limit: PAGE,
    conversationId,
    ...rest,
    ...(author === undefined || authorId === undefined ? {} : { authorId }),
  };
}
