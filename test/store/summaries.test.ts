import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Store } from '../../ts/store/index.ts';
import { BOB, CAROL, conversationWith, id as accountId, ME, temporaryStore } from './support.ts';

/** What the summary must be, counted anew from the messages. */
interface Touches {
  readonly createdAtMs: number;
  touchedAtMs: number;
}

type Step = (world: {
  readonly store: Store;
  readonly conversations: readonly number[];
  readonly touches: Map<number, Touches>;
}) => void;

const time = fc.integer({ min: 0, max: 60 });
const which = fc.integer({ min: 0, max: 1 });
const pick = fc.nat({ max: 40 });
const author = fc.constantFrom(BOB, CAROL, accountId('dd'));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(which, author, time, fc.boolean())
      .map(([at, authorId, sentAtMs, mentionsUs]): Step => ({ store, conversations }) => {
        const message = {
          conversationId: conversations[at]!,
          authorId,
          body: 'x',
          sentAtMs,
          receivedAtMs: 0,
        };
        store.messages.insertIncoming({ ...message, mentionsUs });
      }),
  },
  fc.tuple(which, time).map(([at, sentAtMs]): Step => ({ store, conversations }) => {
    const key = { conversationId: conversations[at]!, authorId: ME, sentAtMs };
    if (store.messages.find(key) !== undefined) return;
    store.messages.insertOutgoing({ ...key, body: '', receivedAtMs: 0, clock: 'local' });
  }),
  fc.tuple(which, time).map(([at, sentAtMs]): Step => ({ store, conversations }) => {
    const key = { conversationId: conversations[at]!, authorId: ME, sentAtMs };
    store.messages.mergeOwnCopy({ ...key, body: '', receivedAtMs: 0, ownHash: 'h' });
  }),
  fc.tuple(pick, time).map(([id, sentAtMs]): Step => ({ store }) => {
    const row = store.messages.get(id);
    if (row === undefined || row.direction === 'incoming') return;
    const taken = store.messages.find({ ...row, sentAtMs });
    if (taken === undefined) store.messages.restamp({ id, sentAtMs, clock: 'network' });
  }),
  pick.map(
    (id): Step =>
      ({ store }) =>
        void store.messages.delete(id),
  ),
  fc.tuple(which, time).map(([at, upToSentAtMs]): Step => ({ store, conversations }) => {
    const conversationId = conversations[at]!;
    const { rows } = store.messages.page({ conversationId, limit: 999 });
    const unread = rows.filter((row) => row.isUnread && row.sentAtMs <= upToSentAtMs);
    expect(store.conversations.markRead({ id: conversationId, upToSentAtMs })).toBe(unread.length);
  }),
  fc.tuple(which, time).map(([at, upToSentAtMs]): Step => ({ store, conversations }) => {
    store.conversations.markReadSlice({ id: conversations[at]!, upToSentAtMs, limit: 3 });
  }),
  fc.tuple(which, time).map(([at, upToSentAtMs]): Step => ({ store, conversations }) => {
    store.conversations.clearSlice({ id: conversations[at]!, upToSentAtMs, limit: 3 });
  }),
  pick.map((id): Step => ({ store }) => {
    if (store.messages.get(id) !== undefined) store.messages.leavePlaceholder(id, 'globally');
  }),
  fc.tuple(which, time).map(([at, atMs]): Step => ({ store, conversations, touches }) => {
    const conversation = conversations[at]!;
    store.conversations.touch(conversation, atMs);
    const touch = touches.get(conversation)!;
    touch.touchedAtMs = Math.max(touch.touchedAtMs, atMs);
  }),
  fc.constant<Step>(({ store, conversations }) => {
    expect(() =>
      store.transaction(({ messages }) => {
        for (const { id } of messages.page({ conversationId: conversations[0]!, limit: 99 }).rows) {
          messages.delete(id);
        }
        throw new Error('undo');
      }),
    ).toThrow('undo');
  }),
);

function expectTrueSummaries(store: Store, touches: ReadonlyMap<number, Touches>): void {
  let withUnread = 0;
  for (const [conversationId, { createdAtMs, touchedAtMs }] of touches) {
    const { rows } = store.messages.page({ conversationId, limit: 999 });
    const unread = rows.filter((row) => row.isUnread);
    const last = rows.at(-1);
    if (unread.length > 0) withUnread += 1;
    expect(store.conversations.require(conversationId)).toMatchObject({
      unreadCount: unread.length,
      mentionCount: unread.filter((row) => row.mentionsUs).length,
      lastMessageId: last?.id,
      lastActiveMs: Math.max(touchedAtMs, last?.sentAtMs ?? createdAtMs),
    });
    expect(store.messages.firstUnread(conversationId)).toEqual(unread[0]);
  }
  expect(store.messages.countUnreadConversations()).toBe(withUnread);
}

describe('the summary of a conversation', () => {
  test('equals a recount, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const store = temporaryStore();
        const conversations = [conversationWith(store, BOB), conversationWith(store, CAROL)];
        const touches = new Map(
          conversations.map((id): [number, Touches] => [id, { createdAtMs: 1_000, touchedAtMs: 0 }]),
        );
        for (const apply of steps) {
          apply({ store, conversations, touches });
          expectTrueSummaries(store, touches);
        }
        store.close();
      }),
      { numRuns: 60 },
    );
  });
});
