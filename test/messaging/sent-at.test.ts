import { expect, test } from 'vitest';

import { nextSentAt } from '../../ts/messaging/send/sent-at.ts';
import type { MessageRow, Repositories } from '../../ts/store/index.ts';

const place = { conversationId: 1, authorId: 'somebody' as MessageRow['authorId'] };

/** Counts as the store does; `taken` are the sent-ats of waiting messages. */
function repositories(taken: readonly number[]): Pick<Repositories, 'settings' | 'messages'> {
  let last = 0;
  return {
    settings: { nextSentAtMs: (candidateMs: number) => (last = Math.max(candidateMs, last + 1)) },
    messages: { find: ({ sentAtMs }: { sentAtMs: number }) => (taken.includes(sentAtMs) ? {} : undefined) },
  } as unknown as Pick<Repositories, 'settings' | 'messages'>;
}

test('a sent-at that a waiting message has already is passed over', () => {
  const time = { nowMs: () => 100, isSynchronized: () => true };
  expect(nextSentAt(repositories([100, 101]), time, place)).toEqual({ sentAtMs: 102, clock: 'network' });
});

test('a clock that nobody has checked is said to be one', () => {
  const time = { nowMs: () => 100, isSynchronized: () => false };
  expect(nextSentAt(repositories([]), time, place)).toEqual({ sentAtMs: 100, clock: 'local' });
});
