import type { NewJob } from '../../store/index.ts';

/** Kind of the job that removes a conversation's messages, slice by slice. */
export const DELETE_CONVERSATION = 'delete-conversation';

/** Removes the messages of a conversation, and then itself. */
export function deleteConversationJob(conversationId: number, nowMs: number): NewJob {
  return {
    kind: DELETE_CONVERSATION,
    queue: `${DELETE_CONVERSATION}:${conversationId}`,
    payload: { conversationId },
    dedupeKey: `${DELETE_CONVERSATION}:${conversationId}`,
    runAtMs: nowMs,
    nowMs,
  };
}
