import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { loadNeighbours } from './conversation-thunks.ts';
import type { MessageListItem } from './message-list-items.ts';
import { selectWindow, WINDOW_LIMIT, windowTrimmed } from './messages-slice.ts';

type Side = 'older' | 'newer';

/** px from an edge at which the messages beyond it are asked for. */
const NEAR = 900;

/** Loads history while somebody scrolls towards it, and gives up the far end when the stretch grows long. Spec 08, CNV-03, CNV-20. */
export function useNeighbours({
  conversationId,
  items,
  listRef,
}: {
  readonly conversationId: number;
  readonly items: readonly MessageListItem[];
  readonly listRef: RefObject<VirtualizerHandle | null>;
}): { readonly onNear: () => void; readonly loadingSide: Side | undefined } {
  const dispatch = useAppDispatch();
  const hasOlder = useAppSelector((state) => selectWindow(state, conversationId)?.hasOlder ?? false);
  const isServerNext = useAppSelector((state) => {
    const window = selectWindow(state, conversationId);
    const room = selectConversation(state, conversationId)?.community;
    // After a failure the person asks, not the wheel.
    const isWilling = room?.hasOlder === true && room.state === 'ok' && window?.olderFailure === undefined;
    return isWilling && window?.hasOlder === false;
  });
  const hasNewer = useAppSelector((state) => selectWindow(state, conversationId)?.hasNewer ?? false);
  const [loadingSide, setLoadingSide] = useState<Side>();
  const isLoading = useRef(false);

  const load = useCallback(
    async (side: Side) => {
      isLoading.current = true;
      setLoadingSide(side);
      await dispatch(loadNeighbours({ conversationId, side }));
      isLoading.current = false;
      setLoadingSide(undefined);
    },
    [conversationId, dispatch],
  );
  const count = items.length;
  const onNear = useCallback(() => {
    const list = listRef.current;
    if (!list || isLoading.current || list.viewportSize === 0) return;
    if ((hasOlder || isServerNext) && list.scrollOffset < NEAR) void load('older');
    else if (hasNewer && list.scrollSize - list.scrollOffset - list.viewportSize < NEAR) void load('newer');
  }, [hasNewer, hasOlder, isServerNext, load, listRef]);

  // What fits the window never scrolls, and its server may have more.
  useEffect(() => {
    if (!isServerNext) return undefined;
    const frame = requestAnimationFrame(() => {
      const list = listRef.current;
      if (list && list.scrollSize <= list.viewportSize) onNear();
    });
    return () => cancelAnimationFrame(frame);
  }, [count, isServerNext, listRef, onNear]);

  // A step of its own after the list has taken the new messages in: it can only keep its place when one end moves at a time.
  useEffect(() => {
    const list = listRef.current;
    if (count <= WINDOW_LIMIT || !list) return;
    const isNearStart = list.scrollOffset < list.scrollSize / 2;
    dispatch(windowTrimmed({ conversationId, drop: isNearStart ? 'newer' : 'older' }));
  }, [conversationId, count, dispatch, listRef]);

  return { onNear, loadingSide };
}
