import type { AttachmentView, MediaItemView, MessageCursor, MessageView } from '../../../../ipc/index.ts';
import { api } from '../../../app/api.ts';
import type { AppThunk } from '../../../app/thunk.ts';
import { selectMessage } from '../../conversation/messages-slice.ts';
import { attachmentKind } from '../attachment-model.ts';

/** One picture or film, and the message that it came with. */
export interface LightboxItem {
  readonly messageId: number;
  readonly authorId: string;
  readonly sentAtMs: number;
  readonly attachment: Omit<AttachmentView, 'isVoiceMessage'>;
}

/** Pictures and films in the order of the conversation, and whether there are none before and after them. */
export interface LightboxItems {
  readonly items: readonly LightboxItem[];
  readonly isOldest: boolean;
  readonly isNewest: boolean;
}

/** Messages per request. */
const PAGE = 30;

const once = { subscribe: false, forceRefetch: true } as const;

/** The ones of a message and around it; `undefined` when the message is gone. */
export function loadAround({
  conversationId,
  messageId,
}: {
  readonly conversationId: number;
  readonly messageId: number;
}): AppThunk<Promise<LightboxItems | undefined>> {
  return async (dispatch, getState) => {
    const loaded = selectMessage(getState(), messageId);
    const message = loaded ?? (await dispatch(findMessage({ conversationId, messageId })));
    if (message === undefined) return undefined;
    const cursor = { sentAtMs: message.sentAtMs, id: message.id };
    const [older, newer] = await Promise.all([
      dispatch(loadPage({ conversationId, side: 'older', cursor })),
      dispatch(loadPage({ conversationId, side: 'newer', cursor })),
    ]);
    return {
      items: [...older.items, ...itemsOfMessage(message), ...newer.items],
      isOldest: older.isLast,
      isNewest: newer.isLast,
    };
  };
}

/** More of them, beyond a place. */
export function loadPage({
  conversationId,
  side,
  cursor,
}: {
  readonly conversationId: number;
  readonly side: 'older' | 'newer';
  readonly cursor: MessageCursor;
}): AppThunk<Promise<{ readonly items: readonly LightboxItem[]; readonly isLast: boolean }>> {
  return async (dispatch) => {
    const place = side === 'older' ? { before: cursor } : { after: cursor };
    const query = { conversationId, kind: 'media' as const, limit: PAGE, ...place };
    const { data = [] } = await dispatch(api.endpoints.mediaPage.initiate(query, once));
    const messages = side === 'older' ? data.toReversed() : data;
    return { items: messages.flatMap(itemsOfPage), isLast: data.length < PAGE };
  };
}

/** It may come from somewhere else than the loaded stretch. */
function findMessage({
  conversationId,
  messageId,
}: {
  readonly conversationId: number;
  readonly messageId: number;
}): AppThunk<Promise<MessageView | undefined>> {
  return async (dispatch) => {
    const query = { conversationId, limit: 3, around: messageId };
    const { data } = await dispatch(api.endpoints.messagePage.initiate(query, once));
    return data?.messages.find(({ id }) => id === messageId);
  };
}

/** Those of one message. */
export function itemsOfMessage(message: MessageView): readonly LightboxItem[] {
  return itemsOfPage({ ...message, messageId: message.id });
}

function itemsOfPage({
  messageId,
  authorId,
  sentAtMs,
  attachments,
}: Pick<MediaItemView, 'messageId' | 'authorId' | 'sentAtMs' | 'attachments'>): readonly LightboxItem[] {
  return attachments
    .filter((attachment) => ['picture', 'video'].includes(attachmentKind(attachment)))
    .map((attachment) => ({ messageId, authorId, sentAtMs, attachment }));
}
