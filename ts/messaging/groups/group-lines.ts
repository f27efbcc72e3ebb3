// Lines about what we do to a group: rows of ours that are sent as messages are, and tell everybody (spec 04 §5.10).

import type { AccountId } from '../../account/index.ts';
import type { GroupConversation, MessageDetails, MessageRow, Repositories } from '../../store/index.ts';
import { newExpiration } from '../disappearing/timers.ts';
import type { MessagingEvent } from '../events.ts';
import { sendMessageJob } from '../send/jobs.ts';
import { nextSentAt } from '../send/sent-at.ts';
import type { Services } from '../services.ts';

/** Writes a line and has it sent after what the conversation has to send already, inside a transaction. */
export function writeGroupLine(
  repositories: Repositories,
  {
    network,
    clock,
    keys,
  }: Pick<Services, 'network' | 'clock'> & { readonly keys: { readonly accountId: AccountId } },
  { conversation, details }: { readonly conversation: GroupConversation; readonly details: MessageDetails },
): readonly MessagingEvent[] {
  const place = { conversationId: conversation.id, authorId: keys.accountId };
  const expiration = newExpiration(conversation);
  const line: MessageRow = repositories.messages.insertOutgoing({
    ...place,
    ...nextSentAt(repositories, network.time, place),
    kind: 'group-update',
    body: '',
    receivedAtMs: network.time.nowMs(),
    details,
    ...(expiration === undefined ? {} : { expiration }),
  });
  repositories.jobs.enqueue(sendMessageJob(line, clock.nowMs()));
  return [{ type: 'message-changed', messageId: line.id }];
}
