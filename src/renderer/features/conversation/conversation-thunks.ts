import type { MessageCursor, MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import {
  conversationClosed,
  conversationOpened,
  selectOpenConversationId,
} from '../shell/navigation-slice.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import {
  MESSAGE_PAGE,
  messageSought,
  olderAwaited,
  olderFailed,
  pageAdded,
  selectMessage,
  selectWindow,
  windowClosed,
  windowOpened,
} from './messages-slice.ts';

/** Opens a conversation at its first unread message, or at its end. Spec 08, CNV-03. */
export function openConversation(id: number): AppThunk {
  return async (dispatch, getState) => {
    dispatch(showConversation(id));
    if (selectWindow(getState(), id) !== undefined) return;
    await dispatch(loadWindow({ conversationId: id, atFirstUnread: true }));
  };
}

/**
 * Opens a conversation at one of its messages, which lights up for a second. Says so when the message is not there any more; the
 * conversation then is where it was, or opens as it would by itself.
 */
export function openMessageAt({
  conversationId,
  messageId,
}: {
  readonly conversationId: number;
  readonly messageId: number;
}): AppThunk {
  return async (dispatch, getState) => {
    if (!(await dispatch(knowConversation(conversationId)))) return;
    dispatch(showConversation(conversationId));
    if (selectWindow(getState(), conversationId)?.ids.includes(messageId) !== true) {
      const { data: page, error } = await dispatch(
        api.endpoints.messagePage.initiate(
          { conversationId, limit: MESSAGE_PAGE, around: messageId },
          { subscribe: false, forceRefetch: true },
        ),
      );
      if (selectOpenConversationId(getState()) !== conversationId) return;
      if (page === undefined) {
        dispatch(
          errorCode(error) === 'message-unknown'
            ? toastShown({ textKey: 'messageNotFound' })
            : errorShown(error),
        );
        if (selectWindow(getState(), conversationId) === undefined)
          await dispatch(openConversation(conversationId));
        return;
      }
      dispatch(windowOpened({ conversationId, page }));
    }
    dispatch(messageSought(messageId));
  };
}

/** The list has pages; what is far down may not have been loaded. @returns whether the conversation is known now */
export function knowConversation(id: number): AppThunk<Promise<boolean>> {
  return async (dispatch, getState) => {
    if (selectConversation(getState(), id) !== undefined) return true;
    const { error } = await dispatch(
      api.endpoints.conversation.initiate({ id }, { subscribe: false, forceRefetch: true }),
    );
    if (error !== undefined) dispatch(errorShown(error));
    return error === undefined;
  };
}

/** Whoever opens it has looked: a mark of unread goes. Spec 08, LST-12. */
function showConversation(id: number): AppThunk<void> {
  return (dispatch, getState) => {
    const previous = selectOpenConversationId(getState());
    dispatch(conversationOpened(id));
    if (previous !== undefined && previous !== id) dispatch(windowClosed({ conversationId: previous }));
    if (selectConversation(getState(), id)?.isMarkedUnread === true)
      void dispatch(
        api.endpoints.changeConversation.initiate(
          { id, change: { isMarkedUnread: false } },
          { track: false },
        ),
      );
  };
}

/** Shows the list again where only one column fits; elsewhere an empty place. */
export function closeConversation(): AppThunk<void> {
  return (dispatch, getState) => {
    const id = selectOpenConversationId(getState());
    if (id === undefined) return;
    dispatch(conversationClosed());
    dispatch(windowClosed({ conversationId: id }));
  };
}

/** Replaces the loaded stretch by the newest one, or by the one around the first unread message. */
export function loadWindow({
  conversationId,
  atFirstUnread,
}: {
  readonly conversationId: number;
  readonly atFirstUnread: boolean;
}): AppThunk {
  return async (dispatch, getState) => {
    const before = selectConversation(getState(), conversationId);
    const { data: page, error } = await dispatch(
      api.endpoints.messagePage.initiate(
        { conversationId, limit: MESSAGE_PAGE, atFirstUnread },
        { subscribe: false, forceRefetch: true },
      ),
    );
    if (selectOpenConversationId(getState()) !== conversationId) return;
    if (page === undefined) {
      dispatch(errorShown(error));
      return;
    }
    const lastReadMs = before?.lastReadMs ?? 0;
    const firstUnread =
      atFirstUnread && (before?.unreadCount ?? 0) > 0
        ? page.messages.find((message) => isNews(message) && message.sentAtMs > lastReadMs)
        : undefined;
    dispatch(windowOpened({ conversationId, page, firstUnreadId: firstUnread?.id }));
  };
}

/** Of calls, only those that were missed are for somebody to read. */
function isNews({ direction, call }: MessageView): boolean {
  return direction === 'incoming' && (call === undefined || call.outcome === 'missed');
}

/** Loads the messages before or after the loaded stretch. */
export function loadNeighbours({
  conversationId,
  side,
}: {
  readonly conversationId: number;
  readonly side: 'older' | 'newer';
}): AppThunk {
  return async (dispatch, getState) => {
    const window = selectWindow(getState(), conversationId);
    const edgeId = side === 'older' ? window?.ids[0] : window?.ids.at(-1);
    if (window === undefined || edgeId === undefined) return;
    if (side === 'older' && !window.hasOlder && !(await dispatch(fetchOlderPosts(conversationId)))) return;
    const edge = selectMessage(getState(), edgeId);
    if (edge === undefined) return;
    const cursor: MessageCursor = { sentAtMs: edge.sentAtMs, id: edge.id };
    const { data: page, error } = await dispatch(
      api.endpoints.messagePage.initiate(
        {
          conversationId,
          limit: MESSAGE_PAGE,
          ...(side === 'older' ? { before: cursor } : { after: cursor }),
        },
        { subscribe: false, forceRefetch: true },
      ),
    );
    if (selectWindow(getState(), conversationId)?.generation !== window.generation) return;
    if (page === undefined) dispatch(errorShown(error));
    else dispatch(pageAdded({ conversationId, page, side }));
  };
}

/** Brings here what the server of a room has and this device has not. @returns whether there is something older here now. Spec 08, COM-07 */
function fetchOlderPosts(conversationId: number): AppThunk<Promise<boolean>> {
  return async (dispatch) => {
    dispatch(olderAwaited({ conversationId }));
    const { error } = await dispatch(
      api.endpoints.loadOlderPosts.initiate({ conversationId }, { track: false }),
    );
    if (error !== undefined)
      dispatch(olderFailed({ conversationId, code: errorCode(error) ?? 'unexpected' }));
    return error === undefined;
  };
}

/** Opens the conversation with an Account ID as typed; gives back the error code when it is none. */
export function startConversation(accountId: string): AppThunk<Promise<string | undefined>> {
  return async (dispatch) => {
    const result = await dispatch(api.endpoints.startConversation.initiate({ accountId }, { track: false }));
    if (result.data === undefined) return errorCode(result.error);
    await dispatch(openConversation(result.data.id));
    return undefined;
  };
}
