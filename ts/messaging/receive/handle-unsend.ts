// An author takes a message back (spec 04 §3.9).

import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { ConversationRow, Repositories } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import { deleteHashesJob } from '../control/delete-hashes.ts';
import type { Handler } from './handler.ts';
import { quotingChanged } from '../messages/quoting.ts';
import { rememberUnsend, unsend } from './waiting.ts';

export const handleUnsend: Handler<'unsend'> = ({ authorId, sentAtMs, content }, context) => {
  const { repositories, ownId, nowMs } = context;
  const { author, timestampMs } = content.payload;
  if (!isSame(author, authorId)) return [];
  const conversation = conversationWith(repositories, { authorId, ownId, sentAtMs: timestampMs });
  const isNote = conversation?.kind === 'note-to-self';
  if (conversation === undefined || isNote)
    rememberUnsend(context, { authorId, targetSentAtMs: timestampMs, sentAtMs });
  if (conversation === undefined) return [];
  const key = { conversationId: conversation.id, authorId, sentAtMs: timestampMs };
  const message = repositories.messages.find(key);
  if (message === undefined || message.deletion === 'globally') return [];
  if (message.ownHash !== undefined) repositories.jobs.enqueue(deleteHashesJob([message.ownHash], nowMs));
  unsend({ repositories, nowMs }, conversation, message);
  return [
    ...quotingChanged(repositories, message),
    isNote
      ? { type: 'message-removed', conversationId: conversation.id, messageId: message.id }
      : { type: 'message-changed', messageId: message.id },
    { type: 'conversation-changed', conversationId: conversation.id },
  ];
};

/**
 * The conversation with the message: the author's, or for our own messages, whose copies do not say it, whichever has it.
 */
function conversationWith(
  { conversations, messages }: Repositories,
  {
    authorId,
    ownId,
    sentAtMs,
  }: { readonly authorId: AccountId; readonly ownId: AccountId; readonly sentAtMs: number },
): ConversationRow | undefined {
  if (authorId !== ownId) {
    const conversation = conversations.byPeer(authorId);
    if (conversation === undefined) return undefined;
    return messages.find({ conversationId: conversation.id, authorId, sentAtMs }) && conversation;
  }
  const message = messages.findOwn(sentAtMs);
  return message === undefined ? undefined : conversations.get(message.conversationId);
}

function isSame(author: string, authorId: AccountId): boolean {
  try {
    return accountId(author) === authorId;
  } catch (error) {
    if (isCodedError(error)) return false;
    throw error;
  }
}
