import { expect, test } from 'vitest';

import type { AccountKeys } from '../../ts/account/index.ts';
import { MarkReadRunner } from '../../ts/messaging/conversations/mark-read-runner.ts';
import { DeleteConversationRunner } from '../../ts/messaging/conversations/delete-conversation-runner.ts';
import { deleteConversationJob } from '../../ts/messaging/conversations/conversation-jobs.ts';
import { type ReadMark, markReadInStrokes } from '../../ts/messaging/conversations/read-in-strokes.ts';
import type { MessagingEvent, Services } from '../../ts/messaging/index.ts';
import type { JobRow, Store } from '../../ts/store/index.ts';
import { Emitter, systemClock, systemRandom } from '../../ts/util/index.ts';
import { BOB, conversationWith, receive, temporaryStore } from '../store/support.ts';

const COUNT = 350;
const NOW_MS = 9_000_000;

/** A conversation with many unread messages, the last of them disappearing once read. */
function manyUnread(store: Store): number {
  const conversationId = conversationWith(store);
  store.transaction(() => {
    for (let at = 1; at <= COUNT; at += 1) {
      if (at <= COUNT - 50) receive(store, conversationId, at);
      else
        store.messages.insertIncoming({
          conversationId,
          authorId: BOB,
          body: `in ${at}`,
          sentAtMs: at,
          receivedAtMs: at,
          expiration: { mode: 'after-read', timerS: 60 },
        });
    }
  });
  return conversationId;
}

function runnerOn(store: Store) {
  const heard: MessagingEvent[] = [];
  const events = new Emitter<MessagingEvent>(() => undefined);
  events.subscribe((event) => heard.push(event));
  const network = { time: { nowMs: () => NOW_MS } } as unknown as Services['network'];
  const keys = undefined as unknown as AccountKeys;
  const parts = { store, events, network, keys, clock: systemClock, random: systemRandom };
  return { heard, events, runner: new MarkReadRunner(parts) };
}

const markOf = (conversationId: number): ReadMark => ({
  conversationId,
  upToSentAtMs: COUNT,
  by: 'this-device',
  withReceipts: true,
});

const jobsOf = (store: Store): readonly JobRow[] => store.jobs.page({ afterId: 0, limit: 9 });

test('a few of many messages are read at once, the rest by a job, in strokes that others can come between', async () => {
  const store = temporaryStore();
  const conversationId = manyUnread(store);
  const first = markReadInStrokes(store, { ...markOf(conversationId), nowMs: 1 });
  expect(first).toHaveLength(100);
  expect(store.conversations.require(conversationId)).toMatchObject({ lastReadMs: COUNT, unreadCount: 250 });
  const [job] = jobsOf(store);
  const { heard, runner } = runnerOn(store);
  let turns = 0;
  let isRunning = true;
  const count = (): void => {
    turns += 1;
    if (isRunning) setImmediate(count);
  };
  setImmediate(count);
  const outcome = await runner.run(job!, new AbortController().signal);
  isRunning = false;
  expect(outcome.kind).toBe('done');
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(store.conversations.require(conversationId).unreadCount).toBe(0);
  // One event for all whose clock has started in a stroke, not one for each.
  const started = heard.flatMap((event) => (event.type === 'messages-changed' ? [event.messageIds] : []));
  expect(started.flat()).toHaveLength(50);
  expect(heard.length).toBeLessThan(4);
});

test('what was begun goes on after a kill, and leaves a mark of unread that was set meanwhile', async () => {
  const store = temporaryStore();
  const conversationId = manyUnread(store);
  markReadInStrokes(store, { ...markOf(conversationId), nowMs: 1 });
  store.conversations.setMarkedUnread(conversationId, true);
  const { runner } = runnerOn(store);
  const stopped = new AbortController();
  stopped.abort();
  const [job] = jobsOf(store);
  expect(await runner.run(job!, stopped.signal)).toEqual({ kind: 'retry' });
  expect((await runner.run(job!, new AbortController().signal)).kind).toBe('done');
  expect(store.conversations.require(conversationId)).toMatchObject({
    unreadCount: 0,
    isMarkedUnread: true,
  });
});

test('the last stroke of a long deletion leaves the words to the tidying, too', async () => {
  const store = temporaryStore();
  const conversationId = conversationWith(store);
  store.transaction(() => {
    for (let at = 1; at <= 60; at += 1) receive(store, conversationId, at);
  });
  const { events } = runnerOn(store);
  const runner = new DeleteConversationRunner({ store, events });
  store.jobs.enqueue(deleteConversationJob(conversationId, 1));
  const [job] = jobsOf(store);
  expect((await runner.run(job!, new AbortController().signal)).kind).toBe('done');
  expect(store.conversations.get(conversationId)).toBeUndefined();
  while (store.tidySlice(8).more);
  expect(store.integrityCheck()).toEqual([]);
});
