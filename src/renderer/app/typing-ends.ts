import type { AppEvent } from '../../ipc/index.ts';

const SHOWN_MS = 15_000;

/**
 * Takes in what is told of typing, and tells that it has ended where nobody else does: whoever types says so every ten seconds, and their
 * last word may be lost. Spec 04 §3.7.
 */
export function typingEnds(tell: (event: AppEvent) => void): (events: readonly AppEvent[]) => void {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  return (events) => {
    for (const event of events) {
      if (event.type !== 'typing') continue;
      const { conversationId } = event;
      clearTimeout(timers.get(conversationId));
      timers.delete(conversationId);
      if (!event.isTyping) continue;
      const end = (): void => {
        timers.delete(conversationId);
        tell({ type: 'typing', conversationId, isTyping: false });
      };
      timers.set(conversationId, setTimeout(end, SHOWN_MS));
    }
  };
}
