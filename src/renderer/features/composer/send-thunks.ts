import type { Input } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { loadWindow } from '../conversation/conversation-thunks.ts';
import { selectWindow } from '../conversation/messages-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Sends, and shows the end of the conversation. @returns whether the client took it; otherwise the person was told why not */
export function sendMessage(message: Input<'messages:send'>): AppThunk<Promise<boolean>> {
  return async (dispatch, getState) => {
    const { conversationId } = message;
    // Not tracked: the store keeps no bytes of files.
    const { error } = await dispatch(api.endpoints.sendMessage.initiate(message, { track: false }));
    if (error !== undefined) {
      dispatch(errorShown(error));
      return false;
    }
    if (selectWindow(getState(), conversationId)?.hasNewer === true)
      await dispatch(loadWindow({ conversationId, atFirstUnread: false }));
    return true;
  };
}
