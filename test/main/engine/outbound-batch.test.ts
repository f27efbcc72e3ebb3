import { expect, test } from 'vitest';

import { BATCH_MS, OutboundBatch } from '../../../src/main/engine/outbound-batch.ts';
import type { FromEngine } from '../../../src/main/engine/protocol.ts';
import type { ClientEvent } from '../../../ts/client/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function removed(messageId: number): ClientEvent {
  return { type: 'message-removed', conversationId: 1, messageId };
}

function batching() {
  const clock = new FakeClock();
  const posts: { readonly atMs: number; readonly message: FromEngine }[] = [];
  const batch = new OutboundBatch(clock, (message) => posts.push({ atMs: clock.monotonicMs(), message }));
  return { clock, posts, batch };
}

test('the first event after a quiet time goes at once, with all of its tick', async () => {
  const { clock, posts, batch } = batching();
  batch.addEvent(removed(1));
  batch.addEvent(removed(2));
  batch.addLogLine('line');
  await clock.advance(0);
  expect(posts).toEqual([
    { atMs: 0, message: { type: 'batch', events: [removed(1), removed(2)], logLines: ['line'] } },
  ]);
});

test('a storm of events is one post a frame, complete and in order', async () => {
  const { clock, posts, batch } = batching();
  for (let id = 0; id < 500; id += 1) {
    batch.addEvent(removed(id));
    await clock.advance(1);
  }
  await clock.advance(BATCH_MS);
  const times = posts.map(({ atMs }) => atMs);
  times.slice(1).forEach((time, index) => expect(time - times[index]!).toBeGreaterThanOrEqual(BATCH_MS));
  expect(posts.flatMap(({ message }) => message.events)).toEqual(
    Array.from({ length: 500 }, (_value, id) => removed(id)),
  );
  expect(posts.length).toBeLessThanOrEqual(Math.ceil(500 / BATCH_MS) + 1);
});

test('an answer takes along what happened before it', async () => {
  const { clock, posts, batch } = batching();
  batch.addEvent(removed(1));
  batch.post({ type: 'result', id: 7, value: 'done' });
  await clock.advance(100);
  expect(posts.map(({ message }) => message)).toEqual([
    { type: 'result', id: 7, value: 'done', events: [removed(1)], logLines: [] },
  ]);
  expect(clock.pendingTimers).toBe(0);
});
