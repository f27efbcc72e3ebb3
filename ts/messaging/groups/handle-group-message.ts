// A message of a group's swarm (spec 04 §2.2, §5).

import { symmetricKey } from '../../crypto/index.ts';
import type { Log } from '../../util/index.ts';
import type { DataMessage } from '../../wire/index.ts';
import { receiveAttachments } from '../attachments/receive-attachments.ts';
import { writeReadState } from '../configs/write-read-state.ts';
import type { MessagingEvent } from '../events.ts';
import { quotingChanged } from '../messages/quoting.ts';
import { wantPicture } from '../pictures/picture-jobs.ts';
import { arrivingExpiration } from '../receive/arriving-expiration.ts';
import { takeReaction } from '../receive/handle-reaction.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';
import { offeredProfile } from '../receive/offered-profile.ts';
import { visibleParts, type VisibleParts } from '../receive/visible-parts.ts';
import { settleWaiting } from '../receive/waiting.ts';
import { mentionsUs } from '../text/index.ts';
import type { GroupHandlerContext } from './group-handler.ts';
import { wasTakenBack } from './handle-delete-content.ts';
import { BLOCKED_IN_GROUPS } from '../settings.ts';
import { handleGroupUpdate } from './handle-group-update.ts';

const NOTHING: readonly MessagingEvent[] = [];

export function handleGroupMessage(
  message: IncomingMessage,
  context: GroupHandlerContext,
  log: Log,
): readonly MessagingEvent[] {
  const { payload } = message.content;
  if (payload.kind !== 'data') {
    log.write('debug', 'group-message-kind-not-shown', { kind: payload.kind });
    return NOTHING;
  }
  if (isFromBefore(message, context)) return NOTHING;
  // Who is blocked is not heard, but what they do to the group has happened (spec 04 §2.2, 4).
  if (payload.groupUpdate === undefined && isUnheard(message, context)) return NOTHING;
  noteMember(message, payload, context);
  if (payload.groupUpdate !== undefined) return handleGroupUpdate(message, payload.groupUpdate, context);
  if (wasTakenBack(message, context)) return NOTHING;
  if (payload.reaction !== undefined)
    return takeReaction(message, payload.reaction, { ...context, peerId: context.groupId });
  const parts = visibleParts(payload);
  return parts === undefined ? NOTHING : takeVisible({ message, data: payload, parts }, context);
}

interface Visible {
  readonly message: IncomingMessage;
  readonly data: DataMessage;
  readonly parts: VisibleParts;
}

function takeVisible(
  { message, data, parts }: Visible,
  context: GroupHandlerContext,
): readonly MessagingEvent[] {
  const { repositories, ownId, nowMs, conversation } = context;
  const expiration = arrivingExpiration(message, conversation, context);
  if (expiration.isOver) return NOTHING;
  const content = {
    conversationId: conversation.id,
    authorId: message.authorId,
    ...parts,
    sentAtMs: message.sentAtMs,
    receivedAtMs: nowMs,
    remoteHash: message.hash,
    ...expiration.fields,
  };
  if (message.authorId === ownId) return takeOwn({ message, data, parts }, context, content);
  const row = repositories.messages.insertIncoming({
    ...content,
    mentionsUs: mentionsUs({
      body: parts.body,
      quotedAuthor: parts.quote?.authorId,
      ownIds: new Set([ownId]),
    }),
  });
  if (row === undefined) return NOTHING;
  receiveAttachments(context, row, withoutWhatIsTooOld(message, data, context));
  settleWaiting(context, conversation, row);
  return [
    { type: 'message-changed', messageId: row.id },
    { type: 'conversation-changed', conversationId: conversation.id },
    { type: 'message-arrived', messageId: row.id },
    ...quotingChanged(repositories, row),
  ];
}

/** What we wrote on another device, or on this one: the group's swarm has the only copy. */
function takeOwn(
  { message, data }: Visible,
  context: GroupHandlerContext,
  content: Parameters<GroupHandlerContext['repositories']['messages']['mergeOwnCopy']>[0],
): readonly MessagingEvent[] {
  const { repositories, conversation, configs, nowMs } = context;
  const { row, outcome } = repositories.messages.mergeOwnCopy(content);
  receiveAttachments(context, row, withoutWhatIsTooOld(message, data, context));
  repositories.conversations.markRead({ id: conversation.id, upToSentAtMs: row.sentAtMs });
  writeReadState({ repositories, configs, nowMs }, conversation.id);
  settleWaiting(context, conversation, row);
  const events: readonly MessagingEvent[] = [
    { type: 'message-changed', messageId: row.id },
    { type: 'conversation-changed', conversationId: conversation.id },
  ];
  return outcome === 'inserted' ? [...events, ...quotingChanged(repositories, row)] : events;
}

/** An admin has cleared everything up to a moment (spec 04 §2.2, 5). */
function isFromBefore({ sentAtMs }: IncomingMessage, { state }: GroupHandlerContext): boolean {
  return sentAtMs <= (state.info.record.deleteBeforeS ?? 0) * 1_000;
}

/** Files up to a moment are gone; the words stay. */
function withoutWhatIsTooOld(
  { sentAtMs }: IncomingMessage,
  data: DataMessage,
  { state }: GroupHandlerContext,
): DataMessage {
  const isTooOld = sentAtMs <= (state.info.record.deleteAttachmentsBeforeS ?? 0) * 1_000;
  return isTooOld ? { ...data, attachments: [] } : data;
}

/** Whoever is blocked, unless a person wants to see what they write in groups (spec 04 §3.11). */
function isUnheard({ authorId }: IncomingMessage, { repositories }: GroupHandlerContext): boolean {
  const { contacts, settings } = repositories;
  return contacts.get(authorId)?.isBlocked === true && settings.get(BLOCKED_IN_GROUPS) !== true;
}

/** Who writes is known from now on; whoever was invited and writes has come (spec 04 §5.3). */
function noteMember(
  { authorId }: IncomingMessage,
  { profile, profileKey }: DataMessage,
  { repositories, ownId, nowMs, state }: GroupHandlerContext,
): void {
  if (authorId === ownId) return;
  const { contacts } = repositories;
  contacts.findOrCreate({ accountId: authorId, createdAtS: Math.floor(nowMs / 1_000) });
  if (profile !== undefined && contacts.offerProfile(offeredProfile(authorId, { profile, profileKey })))
    wantPicture(repositories, authorId, nowMs);
  if (!state.isAdmin) return;
  const member = state.members.get(authorId);
  if (member === undefined || member.isAdmin || member.invitation === 0 || member.removal > 0) return;
  const { name, picture } = contacts.require(authorId);
  state.members.update(authorId, {
    ...(name === '' ? {} : { name }),
    ...(picture === undefined ? {} : { picture: { ...picture, key: symmetricKey(picture.key) } }),
    transition: 'invite-accepted',
  });
}
