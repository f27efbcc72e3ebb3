// What happens in a group, as its messages tell; its configs decide (spec 04 §1.5, §5.9, §5.10).

import type { AccountId } from '../../account/index.ts';
import { ed25519KeyOf } from '../../account/index.ts';
import { MAX_GROUP_NAME_BYTES } from '../../config/index.ts';
import type { GroupUpdateDetails, MessageDetails } from '../../store/index.ts';
import type { GroupInfoChange, GroupMemberChange, GroupUpdate } from '../../wire/index.ts';
import { isAdminUpdate } from '../../wire/index.ts';
import type { MessagingEvent } from '../events.ts';
import { arrivingExpiration } from '../receive/arriving-expiration.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';
import { cutToCodePoints } from '../text/index.ts';
import type { GroupHandlerContext } from './group-handler.ts';
import { handleDeleteContent } from './handle-delete-content.ts';

/** Nobody fills a line with more names. */
const MOST_NAMED = 100;
const NOTHING: readonly MessagingEvent[] = [];

export function handleGroupUpdate(
  message: IncomingMessage,
  update: GroupUpdate,
  context: GroupHandlerContext,
): readonly MessagingEvent[] {
  switch (update.kind) {
    case 'info-change':
      return isSigned(message, update, context) ? takeInfoChange(message, update, context) : NOTHING;
    case 'member-change':
      return isSigned(message, update, context)
        ? writeLine(message, { groupUpdate: memberLine(update) }, context)
        : NOTHING;
    case 'member-left-notification':
      return writeLine(message, { groupUpdate: { left: [message.authorId] } }, context);
    case 'member-left':
      return takeLeaving(message, context);
    case 'delete-member-content':
      return handleDeleteContent(message, update, context);
    // Invitations and promotions come from a person, not from a group; that somebody has come is noted of every message of theirs.
    case 'invite':
    case 'promote':
    case 'invite-response':
    case 'empty':
      return NOTHING;
  }
}

/**
 * The signature covers neither names nor members, only kind and time (spec 04 §1.5): a member might put an admin's under something else.
 * So whoever is known to be no admin is not believed.
 */
function isSigned(
  { authorId, sentAtMs }: IncomingMessage,
  update: GroupInfoChange | GroupMemberChange,
  { groupId, state }: GroupHandlerContext,
): boolean {
  const author = state.members.get(authorId);
  if (author !== undefined && !author.isAdmin && author.promotion === 0) return false;
  return isAdminUpdate(update, { sentAtMs, groupKey: ed25519KeyOf(groupId) });
}

function takeInfoChange(
  message: IncomingMessage,
  { type, updatedName, updatedExpirationS }: GroupInfoChange,
  context: GroupHandlerContext,
): readonly MessagingEvent[] {
  switch (type) {
    case 'name':
      return updatedName === undefined || updatedName === ''
        ? NOTHING
        : writeLine(
            message,
            { groupUpdate: { name: cutToCodePoints(updatedName, MAX_GROUP_NAME_BYTES) } },
            context,
          );
    case 'avatar':
      return writeLine(message, { groupUpdate: { avatarChanged: true } }, context);
    case 'disappearing-messages':
      return writeLine(message, { timer: timerOf(updatedExpirationS) }, context);
  }
}

function timerOf(timerS = 0): NonNullable<MessageDetails['timer']> {
  return timerS === 0 ? { mode: 'off', timerS } : { mode: 'after-send', timerS };
}

function memberLine({ type, memberIds, historyShared }: GroupMemberChange): GroupUpdateDetails {
  const ids = memberIds.map((id) => id.toLowerCase()).filter((id) => /^05[0-9a-f]{64}$/.test(id));
  const named = ids.slice(0, MOST_NAMED);
  switch (type) {
    case 'added':
      return historyShared === true ? { joinedWithHistory: named } : { joined: named };
    case 'removed':
      return { removed: named };
    case 'promoted':
      return { promoted: named };
  }
}

/** An admin device takes whoever has left off the list, other admins too, as if they had been removed, and says nothing (spec 04 §5.7). */
function takeLeaving(
  { authorId }: IncomingMessage,
  { state, ownId, conversation }: GroupHandlerContext,
): readonly MessagingEvent[] {
  const member = state.isAdmin && authorId !== ownId ? state.members.get(authorId) : undefined;
  if (member === undefined || member.removal > 0) return NOTHING;
  state.members.update(authorId, { transition: 'removed' });
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}

/** A line that says what happened. It counts as unread only when it is about us. */
function writeLine(
  message: IncomingMessage,
  details: Pick<MessageDetails, 'groupUpdate' | 'timer'>,
  context: GroupHandlerContext,
): readonly MessagingEvent[] {
  const { repositories, conversation, ownId, nowMs } = context;
  const expiration = arrivingExpiration(message, conversation, context);
  if (expiration.isOver || isOfNobody(details.groupUpdate)) return NOTHING;
  const content = {
    conversationId: conversation.id,
    authorId: message.authorId,
    kind: details.timer === undefined ? 'group-update' : 'timer-update',
    body: '',
    sentAtMs: message.sentAtMs,
    receivedAtMs: nowMs,
    remoteHash: message.hash,
    details,
    ...expiration.fields,
  } as const;
  const row =
    message.authorId === ownId
      ? repositories.messages.mergeOwnCopy(content).row
      : repositories.messages.insertIncoming({
          ...content,
          countsAsUnread: concerns(details.groupUpdate, ownId),
        });
  if (row === undefined) return NOTHING;
  const outdated =
    details.timer === undefined
      ? []
      : repositories.messages.deleteOlderTimerUpdates({ conversationId: conversation.id });
  return [
    ...outdated.map((messageId): MessagingEvent => ({
      type: 'message-removed',
      conversationId: conversation.id,
      messageId,
    })),
    ...(outdated.includes(row.id) ? [] : [{ type: 'message-changed', messageId: row.id } as const]),
    { type: 'conversation-changed', conversationId: conversation.id },
  ];
}

/** Whether a change of members names nobody. */
function isOfNobody(update: GroupUpdateDetails | undefined): boolean {
  const lists = [update?.joined, update?.joinedWithHistory, update?.removed, update?.promoted];
  return lists.some((list) => list?.length === 0);
}

function concerns(update: GroupUpdateDetails | undefined, ownId: AccountId): boolean {
  const { joined = [], joinedWithHistory = [], removed = [], promoted = [] } = update ?? {};
  return [joined, joinedWithHistory, removed, promoted].some((ids) => ids.includes(ownId));
}
