import { expect, test } from 'vitest';

import { nextSentAt, restampWaiting } from '../../ts/messaging/send/sent-at.ts';
import type { MessageRow, Repositories } from '../../ts/store/index.ts';
import { ME, conversationWith, temporaryStore } from '../store/support.ts';

const place = { conversationId: 1, authorId: 'somebody' as MessageRow['authorId'] };

interface Newest {
  readonly sentAtMs: number;
  readonly clock: 'network' | 'local';
}

/** Counts as the store does; `taken` are the sent-ats of waiting messages, `newest` is the conversation's newest message. */
function repositories(
  taken: readonly number[],
  newest?: Newest,
): Pick<Repositories, 'settings' | 'messages'> {
  let last = 0;
  return {
    settings: { nextSentAtMs: (candidateMs: number) => (last = Math.max(candidateMs, last + 1)) },
    messages: {
      find: ({ sentAtMs }: { sentAtMs: number }) => (taken.includes(sentAtMs) ? {} : undefined),
      page: () => ({ rows: newest === undefined ? [] : [newest] }),
    },
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

test('an answer comes after what it answers, though the clock of the other side is a little ahead', () => {
  const time = { nowMs: () => 100_000, isSynchronized: () => true };
  const sentAt = (newest: Newest): number => nextSentAt(repositories([], newest), time, place).sentAtMs;
  expect(sentAt({ sentAtMs: 100_700, clock: 'network' })).toBe(100_701);
  expect(sentAt({ sentAtMs: 99_000, clock: 'network' })).toBe(100_000);
});

test('nobody is followed into the future', () => {
  const time = { nowMs: () => 100_000, isSynchronized: () => true };
  const sentAt = (newest: Newest): number => nextSentAt(repositories([], newest), time, place).sentAtMs;
  expect(sentAt({ sentAtMs: 105_000, clock: 'network' })).toBe(100_000);
  expect(sentAt({ sentAtMs: 100_700, clock: 'local' })).toBe(100_000);
});

test('what waits with the sent-at of an unchecked clock keeps its place before what is written later', () => {
  const store = temporaryStore();
  const conversationId = conversationWith(store);
  const here = { conversationId, authorId: ME };
  const write = (body: string, time: { nowMs(): number; isSynchronized(): boolean }): MessageRow =>
    store.transaction((repositories) => {
      restampWaiting(repositories, time, conversationId);
      return repositories.messages.insertOutgoing({
        ...here,
        body,
        receivedAtMs: time.nowMs(),
        ...nextSentAt(repositories, time, here),
      });
    });
  const unchecked = { nowMs: () => 900_000, isSynchronized: () => false };
  const checked = { nowMs: () => 300_000, isSynchronized: () => true };
  write('one', unchecked);
  const sealed = write('sealed', unchecked);
  write('two', unchecked);
  // Its bytes are written: they have their sent-at in them.
  store.deliveries.create({
    messageId: sealed.id,
    target: 'recipient',
    swarm: 'somewhere',
    namespace: 0,
    payload: Uint8Array.of(1),
    ttlMs: 1,
  });
  write('three', checked);
  const rows = store.messages.page({ conversationId, limit: 10 }).rows;
  expect(rows.map(({ body, clock }) => [body, clock])).toEqual([
    ['one', 'network'],
    ['two', 'network'],
    ['three', 'network'],
    ['sealed', 'local'],
  ]);
});
