// Others have read what we wrote (spec 04 §3.6).

import type { ReceiptMessage } from '../../wire/index.ts';
import type { MessagingEvent } from '../events.ts';
import { READ_RECEIPTS } from '../settings.ts';
import type { Handler } from './handler.ts';
import { letWait } from './waiting.ts';

/** A receipt may overtake the copy of the message from another device of ours. */
const WAITS_FOR_MS = 60 * 60 * 1_000;
const MAX_TIMESTAMPS = 1_000;
/** Messages of one receipt that may still come. */
const MAX_AWAITED = 50;

export const handleReceipt: Handler<'receipt'> = ({ authorId, sentAtMs, content }, context) => {
  const { repositories, ownId, nowMs } = context;
  const { payload } = content;
  const conversation = repositories.conversations.byPeer(authorId);
  if (!isWanted(payload) || authorId === ownId || conversation === undefined) return [];
  if (repositories.settings.get(READ_RECEIPTS) !== true) return [];
  const timestamps = payload.timestampsMs.slice(0, MAX_TIMESTAMPS);
  const key = { conversationId: conversation.id, authorId: ownId };
  const changed = repositories.messages.markReadByPeer({ ...key, sentAtMs: timestamps, readAtMs: sentAtMs });
  const awaited = timestamps.filter(
    (at) => repositories.messages.find({ ...key, sentAtMs: at }) === undefined,
  );
  for (const targetSentAtMs of awaited.slice(-MAX_AWAITED)) {
    letWait(context, {
      kind: 'receipt',
      peerId: authorId,
      authorId: ownId,
      targetSentAtMs,
      senderId: authorId,
      sentAtMs,
      expiresAtMs: nowMs + WAITS_FOR_MS,
    });
  }
  return changed.map((messageId): MessagingEvent => ({ type: 'message-changed', messageId }));
};

function isWanted({ type, timestampsMs }: ReceiptMessage): boolean {
  return type === 'read' && timestampsMs.length > 0;
}
