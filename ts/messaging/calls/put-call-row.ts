// The rows of calls in their conversations (spec 04 §6.3).

import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { NetworkTime } from '../../network/index.ts';
import type { CallDetails, PersonConversation, MessageExpiration, MessageRow } from '../../store/index.ts';
import { writeContact } from '../configs/write-contact.ts';
import type { ContactContext } from '../configs/write-contact.ts';
import { approveByWriting } from '../conversations/approve.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import type { MessagingEvent } from '../events.ts';
import { nextSentAt } from '../send/sent-at.ts';
import type { CallRow } from './call-row.ts';

export interface CallRowContext extends ContactContext {
  /** Network time. */
  readonly nowMs: number;
  readonly time: NetworkTime;
}

/**
 * Inserts the row of a call, or says in it how the call stands now. Only a call that rings, or rang when nobody was there, opens a
 * conversation: one that was deleted while the call went on stays deleted.
 */
export function putCallRow(context: CallRowContext, row: CallRow): readonly MessagingEvent[] {
  const { repositories, ownId } = context;
  const conversation = conversationFor(context, row);
  if (conversation === undefined) return [];
  const { id: conversationId, peerId } = conversation;
  const authorId = row.direction === 'incoming' ? peerId : ownId;
  const known = repositories.messages.findCall({ conversationId, authorId, callId: row.uuid });
  const written =
    known === undefined
      ? insertRow(context, conversation, row)
      : repositories.messages.setCall({ id: known.id, call: detailsOf(row), isUnread: row.isUnread });
  if (written === undefined) return [];
  startClock(context, written);
  return changesOf(written);
}

/** What is told of a row that was written. */
export function changesOf({ id, conversationId, isUnread, details }: MessageRow): readonly MessagingEvent[] {
  return [
    { type: 'message-changed', messageId: id },
    { type: 'conversation-changed', conversationId },
    ...(isUnread && details?.call?.outcome === 'missed'
      ? [{ type: 'call-missed', messageId: id } as const]
      : []),
  ];
}

/**
 * Starts the clock of a row that disappears, once there is nothing of it to be read any more. Each time that the call goes on, the
 * time begins anew.
 */
export function startClock(
  { repositories, nowMs }: Pick<CallRowContext, 'repositories' | 'nowMs'>,
  { id, direction, isUnread, expiration, details }: MessageRow,
): void {
  const isOpen = direction === 'incoming' && details?.call?.outcome === 'ringing';
  if (expiration === undefined || isUnread || isOpen) return;
  repositories.messages.setExpirationStart({ id, startedAtMs: nowMs });
}

function conversationFor(
  { repositories, ownId, nowMs }: CallRowContext,
  { peerId, outcome }: CallRow,
): PersonConversation | undefined {
  const peer = accountId(peerId);
  return outcome === 'ringing' || outcome === 'missed'
    ? conversationOf(repositories, peer, { ownId, nowMs })
    : repositories.conversations.byPeer(peer);
}

function insertRow(
  context: CallRowContext,
  conversation: PersonConversation,
  row: CallRow,
): MessageRow | undefined {
  return row.direction === 'incoming'
    ? insertIncoming(context, conversation, row)
    : insertOutgoing(context, conversation, row);
}

function insertIncoming(
  context: CallRowContext,
  { id: conversationId, peerId }: PersonConversation,
  row: CallRow,
): MessageRow | undefined {
  noteCaller(context, peerId);
  const { expirationTimerS: timerS = 0 } = row;
  return context.repositories.messages.insertIncoming({
    ...contentOf(context, { conversationId, authorId: peerId, sentAtMs: row.startedAtMs }, row),
    countsAsUnread: row.isUnread,
    ...expiring(timerS === 0 ? undefined : { mode: 'after-read', timerS }),
  });
}

/** Calling approves as writing does. The line is only here: our other devices have none. */
function insertOutgoing(context: CallRowContext, conversation: PersonConversation, row: CallRow): MessageRow {
  const { repositories, ownId, time } = context;
  approveByWriting(context, conversation);
  const place = { conversationId: conversation.id, authorId: ownId };
  const { sentAtMs, clock } = nextSentAt(repositories, time, place);
  const { mode, timerS } = conversation.expiration;
  const { id } = repositories.messages.insertOutgoing({
    ...contentOf(context, { ...place, sentAtMs }, row),
    clock,
    state: 'sent',
    ...expiring(mode === 'off' ? undefined : { mode: 'after-send', timerS }),
  });
  return repositories.messages.markSynced(id);
}

function contentOf(
  { nowMs }: CallRowContext,
  key: { readonly conversationId: number; readonly authorId: AccountId; readonly sentAtMs: number },
  row: CallRow,
) {
  return { ...key, kind: 'call', body: '', receivedAtMs: nowMs, details: { call: detailsOf(row) } } as const;
}

function expiring(expiration: MessageExpiration | undefined): { readonly expiration?: MessageExpiration } {
  return expiration === undefined ? {} : { expiration };
}

function detailsOf({ uuid, outcome, durationMs }: CallRow): CallDetails {
  return {
    id: uuid,
    outcome,
    ...(durationMs === undefined ? {} : { durationS: Math.round(durationMs / 1_000) }),
  };
}

/** Whoever calls us wants to be called, and is shown (spec 04 §3.10, §3.13). */
function noteCaller(context: CallRowContext, peerId: AccountId): void {
  const { contacts } = context.repositories;
  const { hasApprovedUs, priority } = contacts.require(peerId);
  if (hasApprovedUs && priority >= 0) return;
  contacts.update(peerId, { hasApprovedUs: true, priority: Math.max(priority, 0) });
  writeContact(context, peerId);
}
