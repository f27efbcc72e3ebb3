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

/**
 * Removes the messages of a conversation that were sent up to a moment, all when it is absent. The conversation stays. `own-devices`: of
 * notes to oneself, which go from our other devices too.
 */
export function clearConversationJob(
  conversationId: number,
  {
    upToSentAtMs,
    scope = 'device',
    nowMs,
  }: {
    readonly upToSentAtMs?: number;
    readonly scope?: 'device' | 'own-devices';
    readonly nowMs: number;
  },
): NewJob {
  return {
    kind: CLEAR_CONVERSATION,
    queue: `${DELETE_CONVERSATION}:${conversationId}`,
    payload: { conversationId, scope, ...(upToSentAtMs === undefined ? {} : { upToSentAtMs }) },
    runAtMs: nowMs,
    nowMs,
  };
}
