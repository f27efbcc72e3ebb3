// What came before its target: kept until that arrives, and done then (spec 04 §3.5, §3.6, §3.9).

import type { AccountId } from '../../account/index.ts';
import type { ConversationRow, MessageRow, NewWaiting, WaitingRow } from '../../store/index.ts';
import { deleteHashesJob } from '../control/delete-hashes.ts';
import { leavePlaceholder } from '../messages/placeholder.ts';
import type { IntakeContext } from './handler.ts';

type Intake = Pick<IntakeContext, 'repositories' | 'ownId' | 'nowMs'>;

const DAY_MS = 24 * 60 * 60 * 1_000;
/** As long as a swarm may still bring the message. */
const UNSEND_WAITS_FOR_MS = 14 * DAY_MS;
const OWN_UNSEND_WAITS_FOR_MS = 30 * DAY_MS;
/** Nobody fills the disk with what never finds a target. */
const MAX_WAITING_OF_SENDER = 1_000;
/** Whoever we have not accepted has written little that something could be about. */
const MAX_WAITING_OF_STRANGER = 50;

/** Keeps something until the message that it is about arrives; a sender's oldest give way to the new. */
export function letWait({ repositories, ownId, nowMs }: Intake, item: NewWaiting): void {
  const isTrusted = item.senderId === ownId || repositories.contacts.get(item.senderId)?.isApproved === true;
  repositories.waiting.purgeExpired(nowMs);
  repositories.waiting.add(item, {
    atMostOfSender: isTrusted ? MAX_WAITING_OF_SENDER : MAX_WAITING_OF_STRANGER,
  });
}

/** Keeps in mind that an author has taken a message back, which may come yet, or once more (spec 04 §3.9). */
export function rememberUnsend(
  context: Intake,
  {
    authorId,
    ...times
  }: { readonly authorId: AccountId; readonly targetSentAtMs: number; readonly sentAtMs: number },
): void {
  const lifeMs = authorId === context.ownId ? OWN_UNSEND_WAITS_FOR_MS : UNSEND_WAITS_FOR_MS;
  const expiresAtMs = context.nowMs + lifeMs;
  letWait(context, { kind: 'unsend', peerId: authorId, authorId, ...times, senderId: authorId, expiresAtMs });
}

/** Does what waited for a message that has just arrived; false when the message is to be forgotten: its author has taken it back. */
export function settleWaiting(
  { repositories, ownId, nowMs }: Intake,
  conversation: ConversationRow,
  message: MessageRow,
): boolean {
  const { peerId } = conversation;
  const { authorId, sentAtMs } = message;
  // What we take back on one device does not say in which conversation.
  const peers = authorId === ownId ? [peerId, ownId] : [peerId];
  const waiting = [...new Set(peers)].flatMap((peer) =>
    repositories.waiting.forTarget({ peerId: peer, authorId, targetSentAtMs: sentAtMs }),
  );
  for (const item of waiting) {
    if (item.kind === 'unsend') {
      if (message.ownHash !== undefined) repositories.jobs.enqueue(deleteHashesJob([message.ownHash], nowMs));
      unsend({ repositories, nowMs }, conversation, message);
      return false;
    }
    apply(repositories, message, item);
    repositories.waiting.delete(item.id);
  }
  return true;
}

/** What an author has taken back is a placeholder; a note to oneself is gone (spec 04 §3.9). */
export function unsend(
  { repositories, nowMs }: Pick<IntakeContext, 'repositories' | 'nowMs'>,
  { kind }: ConversationRow,
  message: MessageRow,
): void {
  if (kind === 'note-to-self') repositories.messages.delete(message.id);
  else leavePlaceholder(repositories, message, { deletion: 'globally', nowMs });
}

function apply(
  { messages, reactions }: IntakeContext['repositories'],
  { id, conversationId, authorId, sentAtMs }: MessageRow,
  item: WaitingRow,
): void {
  if (item.kind === 'receipt') {
    messages.markReadByPeer({ conversationId, authorId, sentAtMs: [sentAtMs], readAtMs: item.sentAtMs });
  } else if (item.kind === 'reaction') {
    const { senderId, emoji, action } = item;
    reactions.apply({ messageId: id, senderId, emoji, action, sentAtMs: item.sentAtMs });
  }
}
