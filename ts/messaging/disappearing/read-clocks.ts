// Messages that disappear once read: their clocks begin with whatever marks them as read (spec 04 §4.3).

import type { Repositories } from '../../store/index.ts';
import type { MessagingEvent } from '../events.ts';
import { enqueueAsking, enqueueShortening } from './expiry-jobs.ts';

/**
 * Starts the clocks of all messages of a conversation that are read and whose clock stands, inside the transaction that marked
 * them. Read here, our swarm is told; read on another device, that one has told it, and it is asked.
 */
export function startReadClocks(
  repositories: Repositories,
  {
    conversationId,
    by,
    nowMs,
  }: {
    readonly conversationId: number;
    readonly by: 'this-device' | 'another-device';
    /** Network time. */
    readonly nowMs: number;
  },
): readonly MessagingEvent[] {
  const started = repositories.messages.startReadClocks({ conversationId, startedAtMs: nowMs });
  if (by === 'this-device') enqueueShortening(repositories, started, nowMs);
  else enqueueAsking(repositories, started, nowMs);
  return changesOf(started.map(({ id }) => id));
}

function changesOf(messageIds: readonly number[]): readonly MessagingEvent[] {
  const [messageId] = messageIds;
  if (messageId === undefined) return [];
  return [
    messageIds.length === 1
      ? { type: 'message-changed', messageId }
      : { type: 'messages-changed', messageIds },
  ];
}
