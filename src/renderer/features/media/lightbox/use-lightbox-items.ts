import { useCallback, useEffect, useEffectEvent, useState } from 'react';

import type { AttachmentView, MediaItemView, MessageCursor, MessageView } from '../../../../ipc/index.ts';
import { api } from '../../../app/api.ts';
import { useAppDispatch, useAppStore } from '../../../app/hooks.ts';
import { selectMessage } from '../../conversation/messages-slice.ts';
import { attachmentKind } from '../attachment-model.ts';

/** One picture or film, and the message that it came with. */
export interface LightboxItem {
  readonly messageId: number;
  readonly authorId: string;
  readonly sentAtMs: number;
  readonly attachment: Omit<AttachmentView, 'isVoiceMessage'>;
}

/** Messages per request. */
const PAGE = 30;
/** So near an end what is beyond it is asked for. */
const NEAR = 4;

const once = { subscribe: false, forceRefetch: true } as const;

/** The pictures and films of a conversation around one of them, oldest first; more are loaded towards the ends. */
export function useLightboxItems({
  conversationId,
  messageId,
  attachmentId,
}: {
  readonly conversationId: number;
  readonly messageId: number;
  readonly attachmentId: number;
}): {
  readonly items: readonly LightboxItem[];
  readonly currentId: number;
  readonly show: (attachmentId: number) => void;
} {
  const dispatch = useAppDispatch();
  const store = useAppStore();
  const [items, setItems] = useState<readonly LightboxItem[]>([]);
  const [currentId, show] = useState(attachmentId);
  const [ends, setEnds] = useState({ older: false, newer: false });

  const page = useCallback(
    async (cursor: { readonly before: MessageCursor } | { readonly after: MessageCursor }) => {
      const query = { conversationId, kind: 'media' as const, limit: PAGE, ...cursor };
      const { data = [] } = await dispatch(api.endpoints.mediaPage.initiate(query, once));
      return data;
    },
    [conversationId, dispatch],
  );

  const begin = useEffectEvent(async (isGone: () => boolean) => {
    const known = selectMessage(store.getState(), messageId);
    const message = known ?? (await findMessage());
    if (message === undefined || isGone()) return;
    const cursor = { sentAtMs: message.sentAtMs, id: message.id };
    setItems(itemsOfMessage(message));
    const [older, newer] = await Promise.all([page({ before: cursor }), page({ after: cursor })]);
    if (isGone()) return;
    setEnds({ older: older.length < PAGE, newer: newer.length < PAGE });
    setItems([
      ...older.toReversed().flatMap(itemsOfPage),
      ...itemsOfMessage(message),
      ...newer.flatMap(itemsOfPage),
    ]);
  });
  /** It may come from somewhere else than the loaded stretch. */
  const findMessage = async (): Promise<MessageView | undefined> => {
    const query = { conversationId, limit: 3, around: messageId };
    const { data } = await dispatch(api.endpoints.messagePage.initiate(query, once));
    return data?.messages.find(({ id }) => id === messageId);
  };
  useEffect(() => {
    let isGone = false;
    void begin(() => isGone);
    return () => {
      isGone = true;
    };
  }, []);

  const index = items.findIndex(({ attachment }) => attachment.id === currentId);
  const more = useEffectEvent(async (side: 'older' | 'newer', isGone: () => boolean) => {
    const edge = side === 'older' ? items[0] : items.at(-1);
    if (edge === undefined || ends[side]) return;
    const cursor = { sentAtMs: edge.sentAtMs, id: edge.messageId };
    const found = await page(side === 'older' ? { before: cursor } : { after: cursor });
    if (isGone()) return;
    if (found.length < PAGE) setEnds((known) => ({ ...known, [side]: true }));
    setItems((known) =>
      side === 'older'
        ? [...found.toReversed().flatMap(itemsOfPage), ...known]
        : [...known, ...found.flatMap(itemsOfPage)],
    );
  });
  const isBegun = items.length > 0 && index !== -1;
  const isNearOldest = isBegun && index < NEAR && items.length > PAGE;
  const isNearNewest = isBegun && index >= items.length - NEAR && items.length > PAGE;
  useEffect(() => {
    let isGone = false;
    if (isNearOldest) void more('older', () => isGone);
    if (isNearNewest) void more('newer', () => isGone);
    return () => {
      isGone = true;
    };
  }, [isNearNewest, isNearOldest]);
  return { items, currentId, show };
}

function itemsOfMessage({ id, authorId, sentAtMs, attachments }: MessageView): readonly LightboxItem[] {
  return attachments
    .filter((attachment) => ['picture', 'video'].includes(attachmentKind(attachment)))
    .map((attachment) => ({ messageId: id, authorId, sentAtMs, attachment }));
}

function itemsOfPage({ messageId, authorId, sentAtMs, attachments }: MediaItemView): readonly LightboxItem[] {
  return attachments
    .filter((attachment) => ['picture', 'video'].includes(attachmentKind(attachment)))
    .map((attachment) => ({ messageId, authorId, sentAtMs, attachment }));
}
