import { api } from '../../app/api.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { tellOutcome } from '../communities/use-moderation.ts';
import { selectMessage } from '../conversation/messages-slice.ts';
import { editingEnded, editingStarted } from './composer-slice.ts';
import { focusComposer } from './focus-composer.ts';

/** Puts the words of a post of ours into the composer. Spec 08, COM-09. */
export function startEditing(messageId: number): AppThunk<void> {
  return (dispatch, getState) => {
    const message = selectMessage(getState(), messageId);
    if (message?.post?.may.edit !== true) return;
    const { conversationId, text } = message;
    dispatch(editingStarted({ conversationId, post: { messageId, text } }));
    focusComposer();
  };
}

/** Gives the server other words. @returns whether it has them, or will have them */
export function saveEdit(
  conversationId: number,
  { messageId, text }: { readonly messageId: number; readonly text: string },
): AppThunk<Promise<boolean>> {
  return async (dispatch) => {
    const work = dispatch(api.endpoints.editPost.initiate({ messageId, text }, { track: false }));
    const isTaken = await dispatch(tellOutcome(work, 'messageEditedToast'));
    if (isTaken) dispatch(editingEnded({ conversationId }));
    return isTaken;
  };
}
