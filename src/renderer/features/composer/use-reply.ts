import type { ConversationView, QuoteView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { replyEnded, selectReply } from './composer-slice.ts';

/** The message that is being answered: what was chosen here, or what the client kept with the draft. */
export function useReply({ id, draftQuote }: ConversationView): {
  readonly quote: QuoteView | undefined;
  readonly end: () => void;
} {
  const dispatch = useAppDispatch();
  const chosen = useAppSelector((state) => selectReply(state, id));
  const quote = chosen === 'none' ? undefined : (chosen ?? draftQuote);
  return { quote, end: () => dispatch(replyEnded({ conversationId: id })) };
}
