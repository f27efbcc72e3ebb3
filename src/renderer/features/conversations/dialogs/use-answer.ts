import { useAppDispatch, useAppSelector } from '../../../app/hooks.ts';
import { dialogClosed } from '../../dialogs/dialogs-slice.ts';
import { errorShown } from '../../toasts/toasts-slice.ts';
import { useConversationName } from '../conversation-name.ts';
import { selectConversation } from '../conversations-slice.ts';

/** Closes the dialog when its work is done, and says what went wrong. Gives back whether it went well. */
export function useAnswer(): (work: PromiseLike<{ readonly error?: unknown }>) => Promise<boolean> {
  const dispatch = useAppDispatch();
  return async (work) => {
    const { error } = await work;
    dispatch(dialogClosed());
    if (error !== undefined) dispatch(errorShown(error));
    return error === undefined;
  };
}

/** What the conversation of a dialog is called; empty when it is gone. */
export function useNameOf(conversationId: number): string {
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation === undefined ? '' : nameOf(conversation);
}
