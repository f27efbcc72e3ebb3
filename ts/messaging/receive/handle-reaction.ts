// Reactions to messages (spec 04 §3.5).

import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { PeerId } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import type { Reaction } from '../../wire/index.ts';
import type { MessagingEvent } from '../events.ts';
import type { HandlerContext, IntakeContext } from './handler.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { isOneEmoji } from '../text/index.ts';
import { letWait } from './waiting.ts';

const WAITS_FOR_MS = 14 * 24 * 60 * 60 * 1_000;

/** A reaction in a conversation of two: of the other side, or of ours from another device. */
export function handleReaction(
  message: IncomingMessage,
  reaction: Reaction,
  context: HandlerContext,
): readonly MessagingEvent[] {
  const { authorId, content } = message;
  const peerId = authorId === context.ownId ? peerOf(content, context.ownId) : authorId;
  return peerId === undefined ? [] : takeReaction(message, reaction, { ...context, peerId });
}

/** Adds or takes away a reaction to a message of a conversation; one whose message has not come yet waits for it. */
export function takeReaction(
  { authorId, sentAtMs }: IncomingMessage,
  reaction: Reaction,
  context: IntakeContext & { readonly peerId: PeerId },
): readonly MessagingEvent[] {
  const { repositories, ownId, nowMs, peerId } = context;
  const { emoji, action, targetSentAtMs } = reaction;
  const targetAuthor = idOf(reaction.targetAuthor);
  if (emoji === undefined || !isOneEmoji(emoji)) return [];
  if (targetAuthor === undefined) return [];
  const conversation = repositories.conversations.byPeer(peerId);
  const target =
    conversation &&
    repositories.messages.find({
      conversationId: conversation.id,
      authorId: targetAuthor,
      sentAtMs: targetSentAtMs,
    });
  if (target === undefined) {
    letWait(context, {
      kind: 'reaction',
      emoji,
      action,
      peerId,
      authorId: targetAuthor,
      targetSentAtMs,
      senderId: authorId,
      sentAtMs,
      expiresAtMs: nowMs + WAITS_FOR_MS,
    });
    return [];
  }
  if (target.deletion !== undefined || target.kind !== 'text') return [];
  const isChanged = repositories.reactions.apply({
    messageId: target.id,
    senderId: authorId,
    emoji,
    action,
    sentAtMs,
  });
  if (!isChanged) return [];
  const events: readonly MessagingEvent[] = [{ type: 'message-changed', messageId: target.id }];
  // In a group nobody is told of a reaction (spec 04 §3.5).
  if (target.direction === 'incoming' || authorId === ownId || conversation?.kind === 'group') return events;
  return [...events, { type: 'reaction-arrived', messageId: target.id, authorId, emoji, action, sentAtMs }];
}

function peerOf({ payload }: IncomingMessage['content'], ownId: AccountId): AccountId | undefined {
  const target = payload.kind === 'data' ? payload.syncTarget : undefined;
  return target === undefined ? ownId : idOf(target);
}

function idOf(text: string): AccountId | undefined {
  try {
    return accountId(text);
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}
