import type { MessageKey, Repositories } from '../../store/index.ts';
import type { MessagingEvent } from '../events.ts';

/** As many as are ever in sight; a message quoted more often is not told of in all of them. */
const MAX_TOLD = 200;

/** The messages that quote one which has come, changed or gone: what they show of it is not right any more (spec 04 §3.3). */
export function quotingChanged({ messages }: Repositories, key: MessageKey): readonly MessagingEvent[] {
  return messages
    .quoting(key)
    .slice(-MAX_TOLD)
    .map(({ id }) => ({ type: 'message-changed', messageId: id }));
}
