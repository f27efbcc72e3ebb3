import type { NetworkTime } from '../../network/index.ts';
import type { MessageClock, MessageRow, Repositories } from '../../store/index.ts';

/**
 * Devices agree on network time no better than answers of nodes travel alike both ways. A message that is further ahead has a time
 * that nobody needs to follow.
 */
const CLOCK_ERROR_MS = 5_000;

/**
 * A sent-at that this device has never given before (spec 04 §2.1), and whether network time stands behind it. Checked and
 * unchecked clocks are counted apart, so a waiting message of the conversation may have it already: then the next one is taken.
 * An answer comes after what it answers, though the clock of the other side may be a little ahead.
 */
export function nextSentAt(
  { settings, messages }: Pick<Repositories, 'settings' | 'messages'>,
  time: Pick<NetworkTime, 'nowMs' | 'isSynchronized'>,
  place: Pick<MessageRow, 'conversationId' | 'authorId'>,
): { readonly sentAtMs: number; readonly clock: MessageClock } {
  const clock = time.isSynchronized() ? 'network' : 'local';
  const earliestMs = Math.max(time.nowMs(), newestMs(messages, place) + 1);
  const isFarAhead = earliestMs - time.nowMs() > CLOCK_ERROR_MS;
  for (;;) {
    const sentAtMs = settings.nextSentAtMs(isFarAhead ? time.nowMs() : earliestMs, clock);
    if (
      messages.find({ conversationId: place.conversationId, authorId: place.authorId, sentAtMs }) ===
      undefined
    ) {
      return { sentAtMs, clock };
    }
  }
}

/** Sent-at of the newest message, if network time stands behind it. */
function newestMs(
  messages: Pick<Repositories['messages'], 'page'>,
  { conversationId }: Pick<MessageRow, 'conversationId'>,
): number {
  const [newest] = messages.page({ conversationId, limit: 1 }).rows;
  return newest?.clock === 'network' ? newest.sentAtMs : 0;
}

/**
 * As soon as network time is known, all messages of a conversation that wait with a sent-at of an unchecked clock get another, in
 * their order: before one that is written later has a checked one, or is encrypted. @returns their ids
 */
export function restampWaiting(
  repositories: Pick<Repositories, 'settings' | 'messages'>,
  time: Pick<NetworkTime, 'nowMs' | 'isSynchronized'>,
  conversationId: number,
): readonly number[] {
  if (!time.isSynchronized()) return [];
  const waiting = repositories.messages.unchecked(conversationId);
  for (const message of waiting)
    repositories.messages.restamp({ id: message.id, ...nextSentAt(repositories, time, message) });
  return waiting.map(({ id }) => id);
}
