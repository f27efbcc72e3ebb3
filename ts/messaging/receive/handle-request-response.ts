// Somebody has accepted our request to talk (spec 04 §3.10).

import { writeContact } from '../configs/write-contact.ts';
import { wantPicture } from '../pictures/picture-jobs.ts';
import { isOfDeletedConversation } from './deleted-conversation.ts';
import type { Handler } from './handler.ts';
import { offeredProfile } from './offered-profile.ts';

export const handleRequestResponse: Handler<'message-request-response'> = (message, context) => {
  const { authorId, sentAtMs, content } = message;
  const { repositories, ownId, nowMs } = context;
  const { isApproved, profile, profileKey } = content.payload;
  if (!isApproved || authorId === ownId) return [];
  if (isOfDeletedConversation(message, context, authorId)) return [];
  const { contacts, conversations, messages } = repositories;
  const createdAtS = Math.floor(nowMs / 1_000);
  const before = contacts.findOrCreate({ accountId: authorId, createdAtS });
  if (profile !== undefined) contacts.offerProfile(offeredProfile(authorId, { profile, profileKey }));
  wantPicture(repositories, authorId, nowMs);
  contacts.update(authorId, { hasApprovedUs: true, priority: Math.max(before.priority, 0) });
  writeContact(context, authorId);
  const conversation = conversations.findOrCreate({ peerId: authorId, kind: 'contact', nowMs });
  const changed = { type: 'conversation-changed', conversationId: conversation.id } as const;
  if (before.hasApprovedUs) return [changed];
  const row = messages.insertIncoming({
    conversationId: conversation.id,
    authorId,
    kind: 'request-accepted',
    body: '',
    sentAtMs,
    receivedAtMs: nowMs,
    countsAsUnread: false,
  });
  return row === undefined ? [changed] : [{ type: 'message-changed', messageId: row.id }, changed];
};
