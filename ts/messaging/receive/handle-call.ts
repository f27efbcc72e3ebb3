// Somebody calls, or another device of ours takes a call (spec 04 §6).

import type { AccountId } from '../../account/index.ts';
import type { Caller } from '../calls/call-state.ts';
import { expirationIn } from '../disappearing/timers.ts';
import { isOfDeletedConversation } from './deleted-conversation.ts';
import type { Handler, HandlerContext } from './handler.ts';

/** The rules of calls decide; what they want written is part of the transaction, the rest is done after it. */
export const handleCall: Handler<'call'> = (message, context) => {
  const { authorId, sentAtMs, content } = message;
  const { repositories, ownId, calls } = context;
  if (authorId !== ownId && isOfDeletedConversation(message, context, authorId)) return [];
  return calls.take(repositories, {
    type: 'message',
    from: authorId === ownId ? 'self' : callerOf(authorId, context),
    message: content.payload,
    sentAtMs,
    expirationTimerS: expirationIn(content, { kind: 'contact' })?.timerS,
  });
};

/** Whom we do not know at all is a stranger; nobody is written down for having called. */
function callerOf(peerId: AccountId, { repositories, ownId, nowMs }: HandlerContext): Caller {
  const contact = repositories.contacts.get(peerId);
  const conversation = repositories.conversations.byPeer(peerId);
  const isApproved = contact?.isApproved === true;
  return {
    peerId,
    isApproved,
    haveWeWritten:
      isApproved ||
      (conversation !== undefined &&
        repositories.messages.hasAnyOf({ conversationId: conversation.id, authorId: ownId })),
    isBlocked: contact?.isBlocked === true,
    isMuted:
      conversation !== undefined &&
      (conversation.notify === 'none' || conversation.mutedUntilS * 1_000 > nowMs),
  };
}
