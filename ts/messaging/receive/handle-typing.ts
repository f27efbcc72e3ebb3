// Somebody is typing (spec 04 §3.7). Nothing of it is kept.

import { TYPING_INDICATORS } from '../settings.ts';
import type { Handler } from './handler.ts';

/** What was typed longer ago is no news. */
const OLDEST_MS = 20_000;

export const handleTyping: Handler<'typing'> = ({ authorId, sentAtMs, content }, context) => {
  const { repositories, ownId, nowMs } = context;
  const { timestampMs, action } = content.payload;
  const contact = repositories.contacts.get(authorId);
  const conversation = repositories.conversations.byPeer(authorId);
  const isWanted = authorId !== ownId && contact?.isApproved === true && !contact.isBlocked;
  if (!isWanted || conversation === undefined || timestampMs !== sentAtMs) return [];
  if (repositories.settings.get(TYPING_INDICATORS) !== true) return [];
  if (action === 'started' && sentAtMs < nowMs - OLDEST_MS) return [];
  return [{ type: 'typing', conversationId: conversation.id, isTyping: action === 'started' }];
};
