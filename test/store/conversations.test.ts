import { describe, expect, test } from 'vitest';

import {
  BOB,
  CAROL,
  conversationWith,
  expectCode,
  id,
  ME,
  receive,
  temporaryStore,
  write,
} from './support.ts';

describe('conversations', () => {
  test('are found or made once a peer', () => {
    const { conversations } = temporaryStore();
    expect(conversations.byPeer(BOB)).toBeUndefined();
    const made = conversations.findOrCreate({ peerId: BOB, kind: 'contact', nowMs: 77 });
    expect(made).toEqual({
      id: made.id,
      peerId: BOB,
      kind: 'contact',
      shelf: 'list',
      name: '',
      nickname: '',
      profileUpdatedS: 0,
      isBlocked: false,
      priority: 0,
      notify: 'default',
      mutedUntilS: 0,
      expiration: { mode: 'off', timerS: 0 },
      lastActiveMs: 77,
      lastMessageId: undefined,
      unreadCount: 0,
      mentionCount: 0,
      isMarkedUnread: false,
      lastReadMs: 0,
      draft: '',
      createdAtMs: 77,
    });
    expect(conversations.findOrCreate({ peerId: BOB, kind: 'contact', nowMs: 99 })).toEqual(made);
    expect(conversations.byPeer(BOB)).toEqual(made);
    expect(conversations.get(made.id)).toEqual(made);
    expect(conversations.findOrCreate({ peerId: ME, kind: 'note-to-self', nowMs: 78 }).kind).toBe(
      'note-to-self',
    );
  });

  test('that do not exist are refused', () => {
    const { conversations } = temporaryStore();
    expect(conversations.get(5)).toBeUndefined();
    expectCode('store-not-found', () => conversations.require(5));
    expectCode('store-not-found', () => conversations.setDraft(5, 'x'));
    expectCode('store-not-found', () => conversations.touch(5, 1));
    expectCode('store-not-found', () => conversations.markRead({ id: 5, upToSentAtMs: 1 }));
    expectCode('store-not-found', () => conversations.setProfileName({ id: 5, name: 'x', updatedS: 1 }));
    expect(conversations.delete(5)).toBe(false);
  });

  test('are listed newest first, page by page, also when many are equally new', () => {
    const { conversations } = temporaryStore();
    for (let index = 0; index < 25; index += 1) {
      const peerId = id(index.toString(16).padStart(2, '0'));
      conversations.findOrCreate({ peerId, kind: 'contact', nowMs: 1_000 + Math.floor(index / 10) });
    }
    const whole = conversations.list({ limit: 100 });
    expect(whole).toHaveLength(25);
    expect(whole.map((row) => row.lastActiveMs)).toEqual(
      whole.map((row) => row.lastActiveMs).sort((a, b) => b - a),
    );
    const paged = [];
    for (let page = conversations.list({ limit: 7 }); page.length > 0;) {
      paged.push(...page);
      page = conversations.list({ limit: 7, before: page.at(-1)! });
    }
    expect(paged).toEqual(whole);
  });

  test('move up when touched, never down', () => {
    const store = temporaryStore();
    const bob = conversationWith(store, BOB);
    const carol = conversationWith(store, CAROL);
    store.conversations.touch(bob, 5_000);
    store.conversations.touch(bob, 4_000);
    expect(store.conversations.require(bob).lastActiveMs).toBe(5_000);
    expect(store.conversations.list({ limit: 9 }).map((row) => row.id)).toEqual([bob, carol]);
    receive(store, carol, 6_000);
    expect(store.conversations.list({ limit: 9 }).map((row) => row.id)).toEqual([carol, bob]);
    receive(store, bob, 2_000);
    expect(store.conversations.require(bob).lastActiveMs).toBe(5_000);
  });

  test('that begin with an old message are as old as it', () => {
    const store = temporaryStore();
    const bob = store.conversations.findOrCreate({ peerId: BOB, kind: 'contact', nowMs: 9_000 }).id;
    const old = receive(store, bob, 4_000);
    expect(store.conversations.require(bob)).toMatchObject({ lastActiveMs: 4_000, lastMessageId: old.id });
    store.messages.delete(old.id);
    expect(store.conversations.require(bob)).toMatchObject({ lastActiveMs: 9_000, lastMessageId: undefined });
  });

  test.each([
    { stored: 0, offered: 0, name: 'New', changed: true, result: 'New' },
    { stored: 0, offered: 0, name: 'Old', changed: false, result: 'Old' },
    { stored: 0, offered: 0, name: '', changed: false, result: 'Old' },
    { stored: 0, offered: 5, name: 'New', changed: true, result: 'New' },
    { stored: 5, offered: 0, name: 'New', changed: false, result: 'Old' },
    { stored: 5, offered: 5, name: 'New', changed: false, result: 'Old' },
    { stored: 5, offered: 4, name: 'New', changed: false, result: 'Old' },
    { stored: 5, offered: 6, name: 'New', changed: true, result: 'New' },
    { stored: 5, offered: 6, name: '', changed: true, result: 'Old' },
    { stored: 1_700_000_000, offered: 1_700_000_001_999, name: 'New', changed: true, result: 'New' },
    { stored: 1_700_000_000, offered: 1_700_000_000_999, name: 'New', changed: false, result: 'Old' },
  ])(
    'take the newer profile: $offered over $stored, "$name"',
    ({ stored, offered, name, changed, result }) => {
      const store = temporaryStore();
      const bob = conversationWith(store);
      store.conversations.setProfileName({ id: bob, name: 'Old', updatedS: stored });
      expect(store.conversations.setProfileName({ id: bob, name, updatedS: offered })).toBe(changed);
      const seconds = offered > 1e11 ? Math.floor(offered / 1000) : offered;
      expect(store.conversations.require(bob)).toMatchObject({
        name: result,
        profileUpdatedS: changed ? seconds : stored,
      });
    },
  );

  test('keep a draft', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    store.conversations.setDraft(bob, 'half a sent\nence 🌙');
    expect(store.conversations.require(bob).draft).toBe('half a sent\nence 🌙');
    store.conversations.setDraft(bob, '');
    expect(store.conversations.require(bob).draft).toBe('');
  });

  test('are read up to a point that never goes back', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    for (const at of [10, 20, 30, 40]) receive(store, bob, at);
    expect(store.conversations.require(bob).unreadCount).toBe(4);
    expect(store.conversations.markRead({ id: bob, upToSentAtMs: 30 })).toBe(3);
    expect(store.conversations.markRead({ id: bob, upToSentAtMs: 20 })).toBe(0);
    expect(store.conversations.require(bob)).toMatchObject({ unreadCount: 1, lastReadMs: 30 });
    expect(store.messages.firstUnread(bob)?.sentAtMs).toBe(40);
    expect(receive(store, bob, 25).isUnread).toBe(false);
    expect(receive(store, bob, 35).isUnread).toBe(true);
    expect(store.messages.firstUnread(bob)?.sentAtMs).toBe(35);
    expect(store.conversations.require(bob).unreadCount).toBe(2);
  });

  test('take their messages and deliveries with them, and nobody else’s', () => {
    const store = temporaryStore();
    const [bob, carol] = [conversationWith(store, BOB), conversationWith(store, CAROL)];
    const mine = write(store, bob, 10);
    const other = write(store, carol, 11);
    const delivery = (messageId: number) =>
      store.deliveries.create({
        messageId,
        target: 'recipient',
        swarm: BOB,
        namespace: 0,
        payload: Uint8Array.of(1),
        ttlMs: 1,
      });
    const [gone, kept] = [delivery(mine.id), delivery(other.id)];
    receive(store, bob, 12);
    expect(store.conversations.delete(bob)).toBe(true);
    expect(store.conversations.get(bob)).toBeUndefined();
    expect(store.messages.get(mine.id)).toBeUndefined();
    expect(store.deliveries.get(gone.id)).toBeUndefined();
    expect(store.deliveries.get(kept.id)).toEqual(kept);
    expect(store.messages.countUnreadConversations()).toBe(0);
    expect(store.integrityCheck()).toEqual([]);
    expect(conversationWith(store, BOB)).not.toBe(bob);
  });
});
