// Somebody changed how what they write disappears (spec 04 §4.2).

import type { AccountId } from '../../account/index.ts';
import type { ConversationRow, ExpirationSetting, MessageRow } from '../../store/index.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import { expirationIn } from '../disappearing/timers.ts';
import type { MessagingEvent } from '../events.ts';
import { arrivingExpiration } from './arriving-expiration.ts';
import { isOfDeletedConversation } from './deleted-conversation.ts';
import type { HandlerContext } from './handler.ts';
import type { IncomingMessage } from './incoming-message.ts';

const [PROFILE, CONTACTS] = [2, 3];

/**
 * Leaves a line and changes nothing here when it is of the other side; of ourselves, from another device, it is our setting too. Nobody
 * else opens a conversation by it.
 */
export function handleTimerUpdate(
  message: IncomingMessage,
  peerId: AccountId,
  context: HandlerContext,
): readonly MessagingEvent[] {
  const { repositories, ownId, nowMs } = context;
  if (isOfDeletedConversation(message, context, peerId)) return [];
  const conversation =
    message.authorId === ownId
      ? conversationOf(repositories, peerId, { ownId, nowMs })
      : repositories.conversations.byPeer(peerId);
  if (conversation === undefined) return [];
  const { mode, timerS } = expirationIn(message.content, conversation) ?? { mode: 'off', timerS: 0 };
  const line = writeLine(message, { conversation, setting: { mode, timerS } }, context);
  const removed = repositories.messages.deleteOlderTimerUpdates({
    conversationId: conversation.id,
    authorId: message.authorId,
  });
  const isNewest = line !== undefined && !removed.includes(line.id);
  if (message.authorId === ownId && isNewest && isNews(message, conversation, context))
    repositories.conversations.update(conversation.id, { expiration: { mode, timerS } });
  return [
    ...removed.map((messageId): MessagingEvent => ({
      type: 'message-removed',
      conversationId: conversation.id,
      messageId,
    })),
    ...(isNewest ? [{ type: 'message-changed', messageId: line.id } as const] : []),
    { type: 'conversation-changed', conversationId: conversation.id },
  ];
}

interface Line {
  readonly conversation: ConversationRow;
  readonly setting: ExpirationSetting;
}

/** The new line, or undefined when its time is over already. */
function writeLine(
  message: IncomingMessage,
  { conversation, setting }: Line,
  context: HandlerContext,
): MessageRow | undefined {
  const { messages } = context.repositories;
  const expiration = arrivingExpiration(message, conversation, context);
  if (expiration.isOver) return undefined;
  const content = {
    conversationId: conversation.id,
    authorId: message.authorId,
    kind: 'timer-update',
    body: '',
    sentAtMs: message.sentAtMs,
    receivedAtMs: context.nowMs,
    ownHash: message.hash,
    details: { timer: setting },
    ...expiration.fields,
  } as const;
  if (message.authorId === context.ownId) return messages.mergeOwnCopy(content).row;
  const row = messages.insertIncoming(content);
  if (row !== undefined) expiration.settle(row);
  return row;
}

/** Whether our configs, as far as this device has merged them, may not know of it yet: what they say is newer than any copy. */
function isNews(
  { sentAtMs, storedAtMs }: IncomingMessage,
  { kind }: ConversationRow,
  { repositories, ownId }: HandlerContext,
): boolean {
  const namespace = kind === 'note-to-self' ? PROFILE : CONTACTS;
  const agreedAtMs = repositories.configs.get({ account: ownId, namespace })?.configTimeMs ?? 0;
  return Math.max(sentAtMs, storedAtMs) > agreedAtMs;
}
