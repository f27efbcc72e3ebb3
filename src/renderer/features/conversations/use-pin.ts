import { useCallback } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppStore } from '../../app/hooks.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { selectPinnedCount } from './conversations-slice.ts';
import { useChangeConversation } from './use-change-conversation.ts';

/** Conversations that can be pinned at once. Spec 08, LST-11. */
const MOST_PINNED = 5;

/** Pins a conversation, or unpins it; says why when there are too many. */
export function usePin(): (conversation: Pick<ConversationView, 'id' | 'priority'>) => void {
  const dispatch = useAppDispatch();
  const store = useAppStore();
  const change = useChangeConversation();
  return useCallback(
    ({ id, priority }) => {
      if (priority > 0) change(id, { priority: 0 });
      else if (selectPinnedCount(store.getState()) < MOST_PINNED) change(id, { priority: 1 });
      else dispatch(dialogOpened({ kind: 'pins-full', most: MOST_PINNED }));
    },
    [change, dispatch, store],
  );
}
