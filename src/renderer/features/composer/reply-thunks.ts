import type { MessageView } from '../../../ipc/index.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { selectMessage } from '../conversation/messages-slice.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { isWritable } from '../groups/use-group.ts';
import { replyStarted } from './composer-slice.ts';
import { focusComposer } from './focus-composer.ts';

/** Begins to answer a message of the open conversation. Spec 08, CNV-09. */
export function startReply({
  conversationId,
  messageId,
}: {
  readonly conversationId: number;
  readonly messageId: number;
}): AppThunk<void> {
  return (dispatch, getState) => {
    const message = selectMessage(getState(), messageId);
    const conversation = selectConversation(getState(), conversationId);
    if (message?.conversationId !== conversationId || !isAnswerable(message)) return;
    if (conversation !== undefined && !isWritable(conversation)) return;
    const { id, text, authorId, sentAtMs } = message;
    dispatch(replyStarted({ conversationId, quote: { authorId, sentAtMs, original: { id, text } } }));
    focusComposer();
  };
}

/** Whether a message can be answered: one that somebody wrote, that is still there, and that was sent; in a room if it lets us. */
export function isAnswerable({ kind, deletion, state, post }: MessageView): boolean {
  const isThere = kind === 'text' && deletion === undefined && state !== 'failed';
  return isThere && (post === undefined || post.may.reply);
}
