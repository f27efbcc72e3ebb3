import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { MessageListItem } from './message-list-items.ts';

/** Tells the client what has been read: messages of which half is visible in a focused window. Spec 08, CNV-04. */
export function useMarkRead({
  conversation,
  items,
  listRef,
}: {
  readonly conversation: ConversationView;
  readonly items: readonly MessageListItem[];
  readonly listRef: RefObject<VirtualizerHandle | null>;
}): () => void {
  const dispatch = useAppDispatch();
  const { id: conversationId, lastReadMs, unreadCount } = conversation;
  const told = useRef(0);

  const markRead = useCallback(() => {
    const list = listRef.current;
    if (!list || unreadCount === 0 || !document.hasFocus()) return;
    const end = list.scrollOffset + list.viewportSize;
    const index = items.findLastIndex(
      (item, place) =>
        item.message.direction === 'incoming' &&
        list.getItemOffset(place) + list.getItemSize(place) / 2 <= end,
    );
    const upToSentAtMs = items[index]?.message.sentAtMs ?? 0;
    if (upToSentAtMs <= Math.max(lastReadMs, told.current)) return;
    told.current = upToSentAtMs;
    void dispatch(api.endpoints.markRead.initiate({ conversationId, upToSentAtMs }, { track: false }));
  }, [conversationId, dispatch, items, lastReadMs, unreadCount, listRef]);

  useEffect(() => {
    window.addEventListener('focus', markRead);
    return () => window.removeEventListener('focus', markRead);
  }, [markRead]);
  return markRead;
}
