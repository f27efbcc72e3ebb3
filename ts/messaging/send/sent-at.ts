import type { NetworkTime } from '../../network/index.ts';
import type { MessageClock, MessageRow, Repositories } from '../../store/index.ts';

/**
 * A sent-at that this device has never given before (spec 04 §2.1), and whether network time stands behind it. Checked and
 * unchecked clocks are counted apart, so a waiting message of the conversation may have it already: then the next one is taken.
 */
export function nextSentAt(
  { settings, messages }: Pick<Repositories, 'settings' | 'messages'>,
  time: Pick<NetworkTime, 'nowMs' | 'isSynchronized'>,
  place: Pick<MessageRow, 'conversationId' | 'authorId'>,
): { readonly sentAtMs: number; readonly clock: MessageClock } {
  const clock = time.isSynchronized() ? 'network' : 'local';
  for (;;) {
    const sentAtMs = settings.nextSentAtMs(time.nowMs(), clock);
    if (
      messages.find({ conversationId: place.conversationId, authorId: place.authorId, sentAtMs }) ===
      undefined
    ) {
      return { sentAtMs, clock };
    }
  }
}
