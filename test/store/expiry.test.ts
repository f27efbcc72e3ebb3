import { describe, expect, test } from 'vitest';

import type { MessageExpiration, Store } from '../../ts/store/index.ts';
import { BOB, conversationWith, expectCode, receive, temporaryStore, write } from './support.ts';

const HOUR: MessageExpiration = { mode: 'after-read', timerS: 3_600 };

function disappearing(store: Store, sentAtMs: number, expiration: MessageExpiration = HOUR): number {
  const conversationId = conversationWith(store);
  const message = { conversationId, authorId: BOB, body: 'gone soon', sentAtMs, receivedAtMs: sentAtMs };
  return store.messages.insertIncoming({ ...message, expiration })!.id;
}

describe('the clock of a message', () => {
  test('stands until it is started, and ends a timer later or when the swarm says', () => {
    const store = temporaryStore();
    const id = disappearing(store, 10);
    expect(store.messages.require(id).expiration).toEqual(HOUR);
    expect(store.messages.nextExpiryMs()).toBeUndefined();
    const running = store.messages.setExpirationStart({ id, startedAtMs: 1_000 });
    expect(running.expiration).toEqual({ ...HOUR, startedAtMs: 1_000, expiresAtMs: 3_601_000 });
    expect(store.messages.nextExpiryMs()).toBe(3_601_000);
    store.messages.setExpirationStart({ id, startedAtMs: 1_000, expiresAtMs: 9_000 });
    expect(store.messages.nextExpiryMs()).toBe(9_000);
    store.messages.setExpirationStart({ id, startedAtMs: undefined });
    expect(store.messages.require(id).expiration).toEqual(HOUR);
    expect(store.messages.nextExpiryMs()).toBeUndefined();
  });

  test('is not there in messages that stay', () => {
    const store = temporaryStore();
    const { id } = receive(store, conversationWith(store), 10);
    expectCode('store-conflict', () => store.messages.setExpirationStart({ id, startedAtMs: 5 }));
    expectCode('store-not-found', () => store.messages.setExpirationStart({ id: 99, startedAtMs: 5 }));
    expectCode('store-conflict', () => disappearing(store, 11, { mode: 'after-read', timerS: 0 }));
    expectCode('store-conflict', () => disappearing(store, 12, { mode: 'off' as 'after-read', timerS: 5 }));
  });
});

describe('expired messages', () => {
  test('go, the earliest first, a few at a time, and leave the summary right', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const ids = [1, 2, 3, 4, 5].map((at) => {
      const id = disappearing(store, at);
      store.messages.setExpirationStart({ id, startedAtMs: 1, expiresAtMs: 100 - at });
      return id;
    });
    const stays = write(store, conversationId, 0);
    const first = store.messages.expireDue({ nowMs: 98, limit: 2 });
    expect(first).toEqual({
      rows: [
        { id: ids[3], conversationId },
        { id: ids[4], conversationId },
      ],
      more: true,
    });
    expect(store.messages.expireDue({ nowMs: 98, limit: 9 })).toEqual({
      rows: [
        { id: ids[1], conversationId },
        { id: ids[2], conversationId },
      ],
      more: false,
    });
    expect(store.messages.nextExpiryMs()).toBe(99);
    expect(store.conversations.require(conversationId)).toMatchObject({
      unreadCount: 1,
      lastMessageId: ids[0],
    });
    store.messages.expireDue({ nowMs: 99, limit: 9 });
    expect(store.conversations.require(conversationId)).toMatchObject({
      unreadCount: 0,
      lastMessageId: stays.id,
    });
  });

  test('that were never read go when they are too old', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const old = disappearing(store, 10);
    const young = disappearing(store, 20);
    disappearing(store, 5, { mode: 'after-send', timerS: 60 });
    receive(store, conversationId, 6);
    expect(store.messages.expireUnread({ sentBeforeMs: 20, limit: 9 })).toEqual({
      rows: [{ id: old, conversationId }],
      more: false,
    });
    store.conversations.markRead({ id: conversationId, upToSentAtMs: 99 });
    expect(store.messages.expireUnread({ sentBeforeMs: 99, limit: 9 }).rows).toEqual([]);
    expect(store.messages.get(young)).toBeDefined();
  });
});

describe('messages that disappear once read', () => {
  test('begin together when they were read, and each once', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const [first, second] = [disappearing(store, 10), disappearing(store, 20)];
    disappearing(store, 15, { mode: 'after-send', timerS: 60 });
    receive(store, conversationId, 16);
    expect(store.messages.startReadClocks({ conversationId, startedAtMs: 500 })).toEqual([]);
    store.conversations.markRead({ id: conversationId, upToSentAtMs: 19 });
    expect(store.messages.startReadClocks({ conversationId, startedAtMs: 500 })).toEqual([
      { id: first, ownHash: undefined, expiresAtMs: 3_600_500 },
    ]);
    store.conversations.markRead({ id: conversationId, upToSentAtMs: 20 });
    const later = store.messages.startReadClocks({ conversationId, startedAtMs: 900 });
    expect(later.map(({ id }) => id)).toEqual([second]);
    expect(store.messages.require(first).expiration?.startedAtMs).toBe(500);
  });
});

describe('work on thousands of messages', () => {
  test('is done in slices: reading', () => {
    const store = temporaryStore();
    const id = conversationWith(store);
    for (let at = 1; at <= 10; at += 1) receive(store, id, at);
    const mark = { id, upToSentAtMs: 8, limit: 5 };
    const first = store.conversations.markReadSlice(mark);
    expect(first.rows.map((row) => row.sentAtMs)).toEqual([1, 2, 3, 4, 5]);
    expect(first.rows[0]).toMatchObject({ authorId: BOB });
    expect(first.more).toBe(true);
    expect(store.conversations.require(id)).toMatchObject({ unreadCount: 5, lastReadMs: 8 });
    const second = store.conversations.markReadSlice(mark);
    expect(second.rows.map((row) => row.sentAtMs)).toEqual([6, 7, 8]);
    expect(second.more).toBe(false);
    expect(store.conversations.require(id).unreadCount).toBe(2);
    expectCode('store-not-found', () => store.conversations.markReadSlice({ ...mark, id: 99 }));
  });

  test('is done in slices: clearing and deleting', () => {
    const store = temporaryStore();
    const id = conversationWith(store);
    const ids = [1, 2, 3, 4, 5, 6].map((at) => receive(store, id, at).id);
    expect(store.conversations.clearSlice({ id, upToSentAtMs: 3, limit: 2 })).toEqual({
      rows: ids.slice(0, 2),
      more: true,
    });
    expect(store.conversations.clearSlice({ id, upToSentAtMs: 3, limit: 2 })).toEqual({
      rows: ids.slice(2, 3),
      more: false,
    });
    expect(store.conversations.require(id)).toMatchObject({ unreadCount: 3, lastMessageId: ids[5] });
    expect(store.conversations.deleteSlice({ id, limit: 2 }).more).toBe(true);
    expect(store.conversations.get(id)).toBeDefined();
    expect(store.conversations.deleteSlice({ id, limit: 2 }).more).toBe(false);
    expect(store.conversations.get(id)).toBeUndefined();
    expect(store.messages.get(ids[5]!)).toBeUndefined();
  });
});
