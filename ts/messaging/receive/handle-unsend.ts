// An author takes a message back (spec 04 §3.9).

import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { ConversationRow, Repositories } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import { deleteHashesJob } from '../control/delete-hashes.ts';
import type { Handler } from './handler.ts';
import { quotingChanged } from '../messages/quoting.ts';
import { letWait, unsend } from './waiting.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** As long as a swarm may still bring the message. */
const WAITS_FOR_MS = 14 * DAY_MS;
const OWN_WAITS_FOR_MS = 30 * DAY_MS;

export const handleUnsend: Handler<'unsend'> = ({ authorId, sentAtMs, content }, context) => {
  const { repositories, ownId, nowMs } = context;
  const { author, timestampMs } = content.payload;
  if (!isSame(author, authorId)) return [];
  const conversation = conversationWith(repositories, { authorId, ownId, sentAtMs: timestampMs });
  if (conversation === undefined) {
    const lifeMs = authorId === ownId ? OWN_WAITS_FOR_MS : WAITS_FOR_MS;
    const target = { peerId: authorId, authorId, targetSentAtMs: timestampMs };
    letWait(context, {
      kind: 'unsend',
      ...target,
      senderId: authorId,
      sentAtMs,
      expiresAtMs: nowMs + lifeMs,
    });
    return [];
  }
  const key = { conversationId: conversation.id, authorId, sentAtMs: timestampMs };
  const message = repositories.messages.find(key);
  if (message === undefined || message.deletion === 'globally') return [];
  if (message.ownHash !== undefined) repositories.jobs.enqueue(deleteHashesJob([message.ownHash], nowMs));
  unsend({ repositories, nowMs }, conversation, message);
  return [
    ...quotingChanged(repositories, message),
    conversation.kind === 'note-to-self'
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
