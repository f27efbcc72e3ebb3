import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { ConversationRow, MessageRow } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import type { DataMessage, GroupUpdate } from '../../wire/index.ts';
import { receiveAttachments } from '../attachments/receive-attachments.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import { approveByWriting } from '../conversations/approve.ts';
import { writeContact } from '../configs/write-contact.ts';
import { writeReadState } from '../configs/write-read-state.ts';
import type { MessagingEvent } from '../events.ts';
import { markReadInStrokes } from '../conversations/read-in-strokes.ts';
import { startReadClocks } from '../disappearing/read-clocks.ts';
import { arrivingExpiration } from './arriving-expiration.ts';
import { wantPicture } from '../pictures/picture-jobs.ts';
import { handleReaction } from './handle-reaction.ts';
import { handleTimerUpdate } from './handle-timer-update.ts';
import { offeredProfile } from './offered-profile.ts';
import { settleWaiting } from './waiting.ts';
import { isOfDeletedConversation } from './deleted-conversation.ts';
import type { Handler, HandlerContext, IntakeContext } from './handler.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { handleInvitation } from '../groups/handle-invitation.ts';
import { quotingChanged } from '../messages/quoting.ts';
import { TYPING_INDICATORS } from '../settings.ts';
import { mentionsUs } from '../text/index.ts';
import { type VisibleParts, visibleParts } from './visible-parts.ts';

const NOTHING: readonly MessagingEvent[] = [];

/** A visible message: of somebody else, or our own from another device (spec 04 §3.1, §2.2). */
export const handleDataMessage: Handler<'data'> = (message, context) => {
  const data = message.content.payload;
  if (data.groupUpdate !== undefined) return takeGroupUpdate(message, data.groupUpdate, context);
  if (data.reaction !== undefined) return handleReaction(message, data.reaction, context);
  if (data.isExpirationTimerUpdate === true) return takeTimerUpdate(message, data, context);
  const parts = visibleParts(data);
  if (parts === undefined) return NOTHING;
  if (message.authorId === context.ownId) return takeOwnCopy({ message, data, parts }, context);
  if (data.syncTarget !== undefined) return NOTHING;
  return takeIncoming({ message, data, parts }, context);
};

/** Of a person come only invitations and promotions; the rest is said in the group itself. */
function takeGroupUpdate(
  message: IncomingMessage,
  update: GroupUpdate,
  context: HandlerContext,
): readonly MessagingEvent[] {
  return update.kind === 'invite' || update.kind === 'promote'
    ? handleInvitation(message, update, context)
    : NOTHING;
}

interface Visible {
  /** Without a hash it lies in no swarm. */
  readonly message: Omit<IncomingMessage, 'hash'> & { readonly hash?: string };
  readonly data: DataMessage;
  readonly parts: VisibleParts;
}

/** What somebody wrote to us, by whatever way. */
export function takeIncoming(
  { message, data, parts }: Visible,
  context: IntakeContext,
): readonly MessagingEvent[] {
  const { repositories, ownId, nowMs } = context;
  const { image, ...shown } = parts;
  if (repositories.contacts.get(message.authorId)?.isBlocked === true) return NOTHING;
  if (isOfDeletedConversation(message, context, message.authorId)) return NOTHING;
  const conversation = conversationOf(repositories, message.authorId, { ownId, nowMs });
  const accepted = acceptanceLine(message, conversation, context);
  const renamed = noteSender(message.authorId, data, context);
  const expiration = arrivingExpiration(message, conversation, context);
  const aroundIt: readonly MessagingEvent[] =
    renamed || accepted.length > 0
      ? [...accepted, { type: 'conversation-changed', conversationId: conversation.id }]
      : NOTHING;
  if (expiration.isOver) return aroundIt;
  const row = repositories.messages.insertIncoming({
    conversationId: conversation.id,
    authorId: message.authorId,
    ...shown,
    mentionsUs: mentionsUs({
      body: shown.body,
      quotedAuthor: shown.quote?.authorId,
      ownIds: new Set([ownId]),
    }),
    sentAtMs: message.sentAtMs,
    receivedAtMs: nowMs,
    ...(message.hash === undefined ? {} : { ownHash: message.hash }),
    ...expiration.fields,
  });
  if (row !== undefined) {
    receiveAttachments(context, row, { ...data, image });
    expiration.settle(row);
    const isThere = settleWaiting(context, conversation, row);
    return [
      ...accepted,
      ...changed(conversation.id, row.id),
      ...(isThere ? arrived(row, repositories) : NOTHING),
      ...quotingChanged(repositories, row),
    ];
  }
  return aroundIt;
}

/** What somebody was typing has come (spec 04 §3.7). */
function arrived(
  { id: messageId, conversationId }: MessageRow,
  { settings }: IntakeContext['repositories'],
): readonly MessagingEvent[] {
  const end: readonly MessagingEvent[] =
    settings.get(TYPING_INDICATORS) === true
      ? [{ type: 'typing', conversationId, isTyping: false }]
      : NOTHING;
  return [...end, { type: 'message-arrived', messageId }];
}

/** Whoever answers our request has accepted it, also when what said so is lost or comes later (spec 04 §3.10). */
function acceptanceLine(
  { authorId, sentAtMs }: Pick<IncomingMessage, 'authorId' | 'sentAtMs'>,
  { id: conversationId }: ConversationRow,
  { repositories, nowMs }: IntakeContext,
): readonly MessagingEvent[] {
  const { isApproved, hasApprovedUs } = repositories.contacts.require(authorId);
  if (!isApproved || hasApprovedUs) return NOTHING;
  const line = repositories.messages.insertIncoming({
    conversationId,
    authorId,
    kind: 'request-accepted',
    body: '',
    sentAtMs: sentAtMs - 1,
    receivedAtMs: nowMs,
    countsAsUnread: false,
  });
  return line === undefined ? NOTHING : [{ type: 'message-changed', messageId: line.id }];
}

function takeOwnCopy({ message, data, parts }: Visible, context: HandlerContext): readonly MessagingEvent[] {
  const { repositories, ownId, nowMs, configs } = context;
  const { image, ...shown } = parts;
  const peerId = contactOf(data.syncTarget, ownId);
  if (peerId === undefined || isOfDeletedConversation(message, context, peerId)) return NOTHING;
  const conversation = conversationOf(repositories, peerId, { ownId, nowMs });
  const expiration = arrivingExpiration(message, conversation, context);
  if (expiration.isOver) return NOTHING;
  const { row, outcome } = repositories.messages.mergeOwnCopy({
    conversationId: conversation.id,
    authorId: ownId,
    ...shown,
    sentAtMs: message.sentAtMs,
    receivedAtMs: nowMs,
    ...(message.hash === undefined ? {} : { ownHash: message.hash }),
    ...expiration.fields,
  });
  receiveAttachments(context, row, { ...data, image });
  const place = { conversationId: conversation.id, by: 'another-device' } as const;
  markReadInStrokes(repositories, { ...place, upToSentAtMs: row.sentAtMs, withReceipts: false, nowMs });
  const read = startReadClocks(repositories, { ...place, nowMs });
  writeReadState({ repositories, configs, nowMs }, conversation.id);
  approveByWriting(context, conversation);
  if (!settleWaiting(context, conversation, row) && conversation.kind === 'note-to-self') return read;
  const events = [...read, ...changed(conversation.id, row.id)];
  return outcome === 'inserted' ? [...events, ...quotingChanged(repositories, row)] : events;
}

function takeTimerUpdate(
  message: IncomingMessage,
  { syncTarget }: DataMessage,
  context: HandlerContext,
): readonly MessagingEvent[] {
  const isOwn = message.authorId === context.ownId;
  if (!isOwn && syncTarget !== undefined) return NOTHING;
  const peerId = isOwn ? contactOf(syncTarget, context.ownId) : message.authorId;
  return peerId === undefined ? NOTHING : handleTimerUpdate(message, peerId, context);
}

/** The contact to whom our own message went: ourselves when nothing is said; undefined for groups and nonsense. */
function contactOf(syncTarget: string | undefined, ownId: AccountId): AccountId | undefined {
  if (syncTarget === undefined) return ownId;
  try {
    return accountId(syncTarget.toLowerCase());
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}

/** Whoever writes to us wants to be written to; and who they say they are counts when it is news (spec 04 §2.6, §3.10). */
function noteSender(id: AccountId, data: DataMessage, context: IntakeContext): boolean {
  const { contacts } = context.repositories;
  const before = contacts.require(id);
  const { profile, profileKey } = data;
  const isRenamed =
    profile !== undefined && contacts.offerProfile(offeredProfile(id, { profile, profileKey }));
  if (isRenamed) wantPicture(context.repositories, id, context.nowMs);
  const isShownAgain = before.priority < 0;
  if (!before.hasApprovedUs || isShownAgain)
    contacts.update(id, { hasApprovedUs: true, priority: Math.max(before.priority, 0) });
  if (isRenamed || !before.hasApprovedUs || isShownAgain) writeContact(context, id);
  return isRenamed;
}

function changed(conversationId: number, messageId: number): readonly MessagingEvent[] {
  return [
    { type: 'message-changed', messageId },
    { type: 'conversation-changed', conversationId },
  ];
}
