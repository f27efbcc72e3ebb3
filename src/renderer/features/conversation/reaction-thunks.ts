import { api } from '../../app/api.ts';
import { selectAccount } from '../../app/session-slice.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { selectMessage } from './messages-slice.ts';
import { isOwnReaction } from './reaction-model.ts';

/** Reacts, or takes the same reaction back. Spec 08, CNV-10. */
export function toggleReaction(messageId: number, emoji: string): AppThunk {
  return async (dispatch, getState) => {
    const state = getState();
    const ownId = selectAccount(state)?.id;
    const message = selectMessage(state, messageId);
    const isThere = message !== undefined && isOwnReaction(message, emoji, ownId ?? '');
    const { error } = await dispatch(
      api.endpoints.react.initiate(
        { messageId, emoji, action: isThere ? 'remove' : 'react' },
        { track: false },
      ),
    );
    if (error !== undefined) dispatch(errorShown(error));
  };
}
