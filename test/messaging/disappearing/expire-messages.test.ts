import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { ExpireMessages, type MessagingEvent, type Services } from '../../../ts/messaging/index.ts';
import { type MessageExpiration, type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

await cryptoReady();
const peerId = createAccountKeys(systemRandom).accountId;
const DAY_MS = 24 * 60 * 60 * 1_000;

let folder: string;
let store: Store;
let clock: FakeClock;
let expiry: ExpireMessages;
let heard: MessagingEvent[];
let conversationId: number;
let sentAtMs: number;
/** By how much network time is ahead of this machine's. */
let networkAheadMs: number;
/** Whether a node has said what time it is. */
let isTimeKnown: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-expiry-'));
  clock = new FakeClock();
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  conversationId = store.conversations.findOrCreate({ peerId, kind: 'contact', nowMs: 1 }).id;
  sentAtMs = clock.nowMs() - 1_000_000;
  heard = [];
  networkAheadMs = 0;
  isTimeKnown = true;
  expiry = newExpiry();
});

afterEach(async () => {
  await expiry.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function newExpiry(): ExpireMessages {
  const events = new Emitter<MessagingEvent>((error) => {
    throw error;
  });
  events.subscribe((event) => heard.push(event));
  const time = { nowMs: () => clock.nowMs() + networkAheadMs, isSynchronized: () => isTimeKnown };
  const network = { time } as Services['network'];
  return new ExpireMessages({ store, network, clock, log: silentLog, events });
}

/** A message that ends in so many ms; undefined waits to be read. */
function message(endsInMs: number | undefined, { body = 'soon gone', at = (sentAtMs += 1) } = {}): number {
  const expiration: MessageExpiration = {
    mode: 'after-read',
    timerS: 60,
    ...(endsInMs === undefined ? {} : { startedAtMs: 1, expiresAtMs: clock.nowMs() + endsInMs }),
  };
  const row = store.messages.insertIncoming({
    conversationId,
    authorId: peerId,
    body,
    sentAtMs: at,
    receivedAtMs: at,
    expiration,
  });
  return row!.id;
}

const removed = (): readonly number[] =>
  heard.flatMap((event) => (event.type === 'message-removed' ? [event.messageId] : []));

test('each message goes when its time has come, and whoever shows it is told', async () => {
  const [first, second] = [message(5_000), message(90_000)];
  const stays = message(undefined);
  await expiry.start();
  await clock.advance(4_999);
  expect(removed()).toEqual([]);
  await clock.advance(1);
  expect(removed()).toEqual([first]);
  expect(heard).toContainEqual({ type: 'conversation-changed', conversationId });
  await clock.advance(100_000);
  expect(removed()).toEqual([first, second]);
  expect(store.messages.get(second)).toBeUndefined();
  expect(store.conversations.require(conversationId)).toMatchObject({ lastMessageId: stays, unreadCount: 1 });
  expect(clock.pendingTimers).toBe(0);
});

test('nobody is told of it: nothing is to be sent for what has ended', async () => {
  for (const endsInMs of [-5, 10, 20]) message(endsInMs);
  await expiry.start();
  await clock.advance(60_000);
  expect(removed()).toHaveLength(3);
  expect(store.jobs.page({ afterId: 0, limit: 9 })).toEqual([]);
});

test('network time decides, whatever this machine says', async () => {
  networkAheadMs = 3_600_000;
  const [over, soon] = [message(3_600_000 - 1), message(3_600_000 + 5_000)];
  await expiry.start();
  expect(removed()).toEqual([over]);
  await clock.advance(4_999);
  expect(removed()).toEqual([over]);
  await clock.advance(1);
  expect(removed()).toEqual([over, soon]);
});

test('a clock that begins later is noticed, also one that ends before the others', async () => {
  message(50_000);
  await expiry.start();
  const sooner = message(undefined);
  store.messages.setExpirationStart({
    id: sooner,
    startedAtMs: clock.nowMs(),
    expiresAtMs: clock.nowMs() + 10,
  });
  expiry.wake();
  await clock.advance(10);
  expect(removed()).toEqual([sooner]);
});

test('with a month to wait, no timer is longer than a minute', async () => {
  const late = message(30 * DAY_MS);
  await expiry.start();
  expect(clock.pendingTimers).toBe(1);
  await clock.advance(60_000);
  expect(clock.pendingTimers).toBe(1);
  expect(store.messages.get(late)).toBeDefined();
});

test('after a restart what is overdue is gone before anything is shown, with what nobody read for two weeks', async () => {
  const overdue = message(-1);
  const due = message(0);
  const unread = message(undefined, { at: clock.nowMs() - 14 * DAY_MS - 1 });
  const fresh = message(undefined, { at: clock.nowMs() - 14 * DAY_MS + 1 });
  await expiry.start();
  expect([...removed()].sort()).toEqual([overdue, due, unread]);
  expect(store.messages.get(fresh)).toBeDefined();
});

test('a huge backlog goes in short strokes, between which others get their turn, and leaves no words', async () => {
  const count = 1_030;
  store.transaction(() => {
    for (let at = 0; at < count; at += 1) message(-1 - at, { body: `secret number ${at} of many words` });
  });
  let turns = 0;
  let isDone = false;
  const others = (async () => {
    for (; !isDone; turns += 1) await setImmediate();
  })();
  const strokesMs: number[] = [];
  const { expireDue } = store.messages;
  const timed = {
    ...store,
    messages: {
      ...store.messages,
      expireDue: (query: Parameters<typeof expireDue>[0]) => {
        const beganMs = systemClock.monotonicMs();
        const slice = expireDue(query);
        strokesMs.push(systemClock.monotonicMs() - beganMs);
        return slice;
      },
    },
    tidySlice: (pages: number) => store.tidySlice(pages),
  } as Store;
  const network = { time: { nowMs: () => clock.nowMs() + networkAheadMs } } as Services['network'];
  const events = new Emitter<MessagingEvent>(() => undefined);
  const sweep = new ExpireMessages({ store: timed, network, clock, log: silentLog, events });
  await sweep.start();
  await sweep.close();
  isDone = true;
  await others;
  expect(store.conversations.require(conversationId).unreadCount).toBe(0);
  expect(turns).toBeGreaterThanOrEqual(count / 50);
  const sorted = strokesMs.sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(8);
  expect(store.tidySlice(1_000).more).toBe(false);
});

test('closing in the middle leaves the rest for the next start', async () => {
  for (let at = 0; at < 100; at += 1) message(-1);
  const sweep = expiry.start();
  await expiry.close();
  await sweep;
  expect(store.messages.nextExpiryMs()).toBeDefined();
  const again = newExpiry();
  await again.start();
  await again.close();
  expect(store.messages.nextExpiryMs()).toBeUndefined();
});

test('while nobody knows what time it is, what seems due waits for a while', async () => {
  const id = message(12 * 60 * 60 * 1_000);
  expiry.wake();
  await setImmediate();
  // The clock of the machine is set a day ahead; a node will say so soon.
  networkAheadMs = DAY_MS;
  isTimeKnown = false;
  clock.advance(60_000);
  for (let second = 0; second < 10; second += 1) clock.advance(1_000);
  await setImmediate();
  expect(removed()).toEqual([]);
  networkAheadMs = 0;
  isTimeKnown = true;
  clock.advance(60_000);
  await setImmediate();
  expect(removed()).toEqual([]);
  // Nobody says anything: the clock is believed.
  networkAheadMs = DAY_MS;
  isTimeKnown = false;
  clock.advance(60_000);
  for (let second = 0; second < 31; second += 1) clock.advance(1_000);
  await setImmediate();
  expect(removed()).toEqual([id]);
});
