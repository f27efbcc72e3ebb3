// How a message that has just come disappears: by its own timer, not by that of its conversation (spec 04 §4.1, §4.3).

import type { ConversationRow, MessageExpiration, MessageRow } from '../../store/index.ts';
import { enqueueShortening } from '../disappearing/expiry-jobs.ts';
import { clockOnArrival, isOver } from '../disappearing/message-clock.ts';
import { expirationIn } from '../disappearing/timers.ts';
import type { IntakeContext } from './handler.ts';
import type { IncomingMessage } from './incoming-message.ts';

export interface ArrivingExpiration {
  /** Its time is over: it is never shown. */
  readonly isOver: boolean;
  /** To be spread into the new row. */
  readonly fields: { readonly expiration?: MessageExpiration };
  /** Call it with the row: tells our swarm of a reading that it does not know of yet. */
  readonly settle: (row: Pick<MessageRow, 'id' | 'ownHash' | 'expiration'>) => void;
}

/** What follows from the timer of a message, inside the transaction of its batch. */
export function arrivingExpiration(
  { authorId, sentAtMs, swarmExpiryMs, content }: Omit<IncomingMessage, 'hash'>,
  { kind, lastReadMs }: Pick<ConversationRow, 'kind' | 'lastReadMs'>,
  { repositories, ownId, nowMs }: IntakeContext,
): ArrivingExpiration {
  const own = expirationIn(content, { kind });
  if (own === undefined) return { isOver: false, fields: {}, settle: () => undefined };
  const { expiration, isToBeShortened } = clockOnArrival({
    expiration: own,
    isOwn: authorId === ownId,
    sentAtMs,
    swarmExpiryMs,
    isRead: sentAtMs <= lastReadMs,
    nowMs,
  });
  return {
    isOver: isOver(expiration, nowMs),
    fields: { expiration },
    settle: ({ id, ownHash, expiration: kept }) => {
      const expiresAtMs = kept?.expiresAtMs;
      if (isToBeShortened && expiresAtMs !== undefined)
        enqueueShortening(repositories, [{ id, ownHash, expiresAtMs }], nowMs);
    },
  };
}
