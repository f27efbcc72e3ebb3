// From the merged ConvoInfoVolatile to this device, and back where this device knows more (spec 03 §4.4, §8.3, spec 04 §2.5).

import { blindedId, swarmId } from '../../account/index.ts';
import type { Conversation } from '../../config/index.ts';
import { type ConversationRow, type Repositories, communityIdOf } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import { markReadInStrokes } from '../conversations/read-in-strokes.ts';
import { startReadClocks } from '../disappearing/read-clocks.ts';
import type { MessagingEvent } from '../events.ts';
import type { ApplyContext } from './apply-context.ts';

export function applyReadStates({
  repositories,
  configs,
  before,
  nowMs,
}: ApplyContext): readonly MessagingEvent[] {
  const { volatile } = configs;
  const events: MessagingEvent[] = [];
  const changed = [
    ...(['direct', 'group', 'blinded'] as const).flatMap((kind) => volatile.changedSince(before, kind)),
    ...volatile.roomsChangedSince(before),
  ];
  for (const { lastReadMs, isMarkedUnread, proProof: _, ...key } of changed) {
    const conversation = conversationOf(repositories, key);
    if (conversation === undefined) continue;
    if (lastReadMs !== undefined) {
      const place = { conversationId: conversation.id, by: 'another-device' } as const;
      const mark = { ...place, upToSentAtMs: lastReadMs, withReceipts: false };
      markReadInStrokes(repositories, { ...mark, nowMs });
      events.push(...startReadClocks(repositories, { ...place, nowMs }));
    }
    repositories.conversations.setMarkedUnread(conversation.id, isMarkedUnread);
    // A merge goes by the order of messages, not of time: what was read here stays read everywhere.
    const read = [{ conversation: key, lastReadMs: conversation.lastReadMs }] as const;
    volatile.raiseLastReads(read, nowMs);
    events.push({ type: 'conversation-changed', conversationId: conversation.id });
  }
  return events;
}

function conversationOf(repositories: Repositories, key: Conversation): ConversationRow | undefined {
  return key.kind === 'community'
    ? repositories.conversations.byPeer(communityIdOf(key.baseUrl, key.room))
    : conversationWith(repositories, key);
}

function conversationWith(
  { conversations }: Repositories,
  { kind, id }: Exclude<Conversation, { readonly kind: 'community' }>,
): ConversationRow | undefined {
  try {
    return conversations.byPeer(kind === 'blinded' ? blindedId(id) : swarmId(id));
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}
