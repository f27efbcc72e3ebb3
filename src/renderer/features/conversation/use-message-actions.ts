import { useCallback } from 'react';

import { useAppDispatch, useAppStore } from '../../app/hooks.ts';
import { startReply } from '../composer/reply-thunks.ts';
import { hasSavableFile, saveMessageFiles } from '../media/media-thunks.ts';
import { useCopy } from '../toasts/use-copy.ts';
import type { MessageAction } from './message-keys.ts';
import { selectMessage } from './messages-slice.ts';
import { selectionToggled } from './view-slice.ts';

/** What keys and clicks on a message do; the menus are left to the list. Stays the same from render to render. */
export function useMessageActions(): (id: number, action: Exclude<MessageAction, 'menu' | 'react'>) => void {
  const dispatch = useAppDispatch();
  const store = useAppStore();
  const copy = useCopy();
  return useCallback(
    (id, action) => {
      const message = selectMessage(store.getState(), id);
      if (message === undefined) return;
      switch (action) {
        case 'copy':
          if (message.text !== '') void copy(message.text);
          break;
        case 'reply':
          dispatch(startReply({ conversationId: message.conversationId, messageId: id }));
          break;
        case 'save':
          if (hasSavableFile(message)) void dispatch(saveMessageFiles(message));
          break;
        case 'toggle':
          dispatch(selectionToggled(id));
          break;
      }
    },
    [copy, dispatch, store],
  );
}
