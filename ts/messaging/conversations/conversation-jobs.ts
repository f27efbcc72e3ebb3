import type { NewJob } from '../../store/index.ts';

/** Kinds of the jobs that remove a conversation's messages, slice by slice. */
export const DELETE_CONVERSATION = 'delete-conversation';
export const CLEAR_CONVERSATION = 'clear-conversation';

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

/** Removes the messages of a conversation that were sent up to a moment, all when it is absent. The conversation stays. */
export function clearConversationJob(
  conversationId: number,
  { upToSentAtMs, nowMs }: { readonly upToSentAtMs?: number; readonly nowMs: number },
): NewJob {
  return {
    kind: CLEAR_CONVERSATION,
    queue: `${DELETE_CONVERSATION}:${conversationId}`,
    payload: { conversationId, ...(upToSentAtMs === undefined ? {} : { upToSentAtMs }) },
    runAtMs: nowMs,
    nowMs,
  };
}
