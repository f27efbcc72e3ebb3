import type { Engine } from '../engine/protocol.ts';

type Answering = Pick<Engine, 'sendMessage' | 'conversation' | 'saveDraft' | 'markRead'>;

/** Sends what somebody wrote into a notification. What cannot be sent is not lost: it becomes the draft. @returns whether it was sent */
export async function replyFromNotification(
  engine: Answering,
  { conversationId, text }: { readonly conversationId: number; readonly text: string },
): Promise<boolean> {
  try {
    await engine.sendMessage({ conversationId, text });
    return true;
  } catch {
    const { draft, draftQuote } = await engine.conversation(conversationId);
    const kept = draft.trim() === '' ? text : `${draft}\n${text}`;
    await engine.saveDraft({ conversationId, text: kept, quoteMessageId: draftQuote?.original?.id });
    return false;
  }
}

/** Everything that has arrived there so far was seen. */
export async function markReadFromNotification(engine: Answering, conversationId: number): Promise<void> {
  const { lastActiveMs } = await engine.conversation(conversationId);
  await engine.markRead({ conversationId, upToSentAtMs: lastActiveMs });
}
