// Somebody saved what we sent, or took a picture of the screen (spec 04 §3.8).

import { arrivingExpiration } from './arriving-expiration.ts';
import type { Handler } from './handler.ts';

/** A line in the conversation, if there is one: nobody opens one by this. */
export const handleDataExtraction: Handler<'data-extraction'> = (message, context) => {
  const { authorId, sentAtMs, hash, content } = message;
  const { repositories, ownId, nowMs } = context;
  const { type, timestampMs } = content.payload;
  const conversation = repositories.conversations.byPeer(authorId);
  if (authorId === ownId || conversation === undefined) return [];
  const expiration = arrivingExpiration(message, conversation, context);
  if (expiration.isOver) return [];
  const row = repositories.messages.insertIncoming({
    conversationId: conversation.id,
    authorId,
    kind: type,
    body: '',
    sentAtMs,
    receivedAtMs: nowMs,
    ownHash: hash,
    ...(type === 'media-saved' && timestampMs !== undefined
      ? { details: { savedFromSentAtMs: timestampMs } }
      : {}),
    ...expiration.fields,
  });
  if (row === undefined) return [];
  expiration.settle(row);
  return [
    { type: 'message-changed', messageId: row.id },
    { type: 'conversation-changed', conversationId: conversation.id },
  ];
};
