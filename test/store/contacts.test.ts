import { describe, expect, test } from 'vitest';

import type { AccountId } from '../../ts/account/index.ts';
import type { ContactRow, Store } from '../../ts/store/index.ts';
import { BOB, CAROL, conversationWith, expectCode, id, ME, receive, temporaryStore } from './support.ts';

const picture = (byte: number) => ({
  url: `http://files.example/file/${byte}`,
  key: new Uint8Array(32).fill(byte),
});

function known(store: Store, accountId: AccountId, name = ''): ContactRow {
  store.contacts.findOrCreate({ accountId, createdAtS: 7 });
  return store.contacts.update(accountId, { name });
}

describe('contacts', () => {
  test('are found or made once an account', () => {
    const { contacts } = temporaryStore();
    expect(contacts.get(BOB)).toBeUndefined();
    const made = contacts.findOrCreate({ accountId: BOB, createdAtS: 7 });
    expect(made).toEqual({
      accountId: BOB,
      name: '',
      nickname: '',
      displayName: '',
      picture: undefined,
      pictureFileId: undefined,
      profileUpdatedS: 0,
      isApproved: false,
      hasApprovedUs: false,
      isBlocked: false,
      isTrustedForMedia: false,
      priority: 0,
      notify: 'default',
      mutedUntilS: 0,
      expiration: { mode: 'off', timerS: 0 },
      createdAtS: 7,
    });
    expect(contacts.findOrCreate({ accountId: BOB, createdAtS: 9 })).toEqual(made);
    expect(contacts.require(BOB)).toEqual(made);
    expect(contacts.getAll([CAROL, BOB, ME])).toEqual([made]);
    expect(contacts.delete(BOB)).toBe(true);
    expect(contacts.delete(BOB)).toBe(false);
  });

  test('change what is given and keep the rest', () => {
    const store = temporaryStore();
    known(store, BOB, 'Bob');
    const change = {
      nickname: 'Bobby',
      isApproved: true,
      hasApprovedUs: true,
      isTrustedForMedia: true,
      priority: 3,
      notify: 'mentions',
      mutedUntilS: 99,
      expiration: { mode: 'after-read', timerS: 300 },
    } as const;
    const changed = store.contacts.update(BOB, change);
    expect(changed).toMatchObject({ ...change, name: 'Bob', displayName: 'Bobby' });
    expect(store.contacts.update(BOB, { nickname: '' })).toEqual({
      ...changed,
      nickname: '',
      displayName: 'Bob',
    });
  });

  test('refuse what makes no sense', () => {
    const store = temporaryStore();
    const before = known(store, BOB);
    const refused = [
      { priority: -2 },
      { expiration: { mode: 'off', timerS: 5 } },
      { expiration: { mode: 'after-send', timerS: 0 } },
      { notify: 'loudly' as 'all' },
    ] as const;
    for (const change of refused) expectCode('store-conflict', () => store.contacts.update(BOB, change));
    expectCode('store-conflict', () => store.contacts.setPicture(BOB, { url: 'u', key: new Uint8Array(31) }));
    expect(store.contacts.require(BOB)).toEqual(before);
    for (const call of [
      () => store.contacts.require(CAROL),
      () => store.contacts.update(CAROL, { name: 'x' }),
      () => store.contacts.setPicture(CAROL, undefined),
      () => store.contacts.setPictureFile(BOB, 99),
      () => store.contacts.offerProfile({ accountId: CAROL, name: 'x', updatedS: 1 }),
    ]) {
      expectCode('store-not-found', call);
    }
  });

  test.each([
    { stored: 0, offered: 0, taken: true },
    { stored: 0, offered: 5, taken: true },
    { stored: 5, offered: 0, taken: false },
    { stored: 5, offered: 5, taken: false },
    { stored: 5, offered: 6_000_000_000_000, taken: true },
  ])('take a profile of $offered over one of $stored: $taken', ({ stored, offered, taken }) => {
    const store = temporaryStore();
    known(store, BOB, 'Old');
    store.contacts.update(BOB, { profileUpdatedS: stored });
    store.contacts.setPicture(BOB, picture(1));
    const profile = { accountId: BOB, name: 'New', picture: picture(2), updatedS: offered };
    expect(store.contacts.offerProfile(profile)).toBe(taken);
    expect(store.contacts.require(BOB)).toMatchObject(
      taken
        ? { name: 'New', picture: picture(2), profileUpdatedS: offered > 1e11 ? offered / 1000 : offered }
        : { name: 'Old', picture: picture(1), profileUpdatedS: stored },
    );
    expect(store.contacts.offerProfile(profile)).toBe(false);
  });

  test('lose their picture when the profile has none, and keep it when nothing is said', () => {
    const store = temporaryStore();
    known(store, BOB, 'Bob');
    const profile = { accountId: BOB, name: '' };
    store.contacts.offerProfile({ ...profile, picture: picture(1), updatedS: 1 });
    store.contacts.offerProfile({ ...profile, updatedS: 2 });
    expect(store.contacts.require(BOB)).toMatchObject({ name: 'Bob', picture: picture(1) });
    store.contacts.offerProfile({ ...profile, picture: 'none', updatedS: 3 });
    expect(store.contacts.require(BOB).picture).toBeUndefined();
  });

  test('are listed by what we call them, A–Z, page by page; the blocked apart', () => {
    const store = temporaryStore();
    const names = ['carol', 'Bob', 'álvaro', 'Alice', 'bob'];
    for (const [index, name] of names.entries()) {
      const accountId = id(`1${index}`);
      known(store, accountId, name);
      store.contacts.update(accountId, { isApproved: true });
    }
    known(store, ME, 'Not approved');
    known(store, BOB, 'Blocked');
    store.contacts.update(BOB, { isApproved: true, isBlocked: true });
    const all = store.contacts.list({ which: 'approved', limit: 9 });
    expect(all.map((row) => row.displayName)).toEqual(['Alice', 'Bob', 'bob', 'carol', 'álvaro']);
    expect(store.contacts.list({ which: 'blocked', limit: 9 }).map((row) => row.name)).toEqual(['Blocked']);
    const paged: ContactRow[] = [];
    for (let page = store.contacts.list({ which: 'approved', limit: 2 }); page.length > 0;) {
      paged.push(...page);
      page = store.contacts.list({ which: 'approved', limit: 2, after: page.at(-1)! });
    }
    expect(paged).toEqual(all);
  });
});

describe('what is set for a contact', () => {
  test('walks into the conversation, whichever of both came first', () => {
    const store = temporaryStore();
    const settings = {
      priority: 2,
      notify: 'none',
      mutedUntilS: 5,
      expiration: { mode: 'after-send', timerS: 86_400 },
    } as const;
    const bob = conversationWith(store, BOB);
    expect(store.contacts.require(BOB)).toMatchObject({ name: '', createdAtS: 1 });
    store.contacts.update(BOB, settings);
    expect(store.conversations.require(bob)).toMatchObject(settings);
    known(store, CAROL, 'Carol');
    store.contacts.update(CAROL, { ...settings, nickname: 'C' });
    const carol = conversationWith(store, CAROL);
    expect(store.conversations.require(carol)).toMatchObject({ ...settings, name: 'Carol', nickname: 'C' });
    expect(store.conversations.update(carol, { priority: 1 })).toMatchObject({ ...settings, priority: 1 });
    expect(store.contacts.require(CAROL).priority).toBe(1);
    store.conversations.delete(carol);
    expect(store.contacts.require(CAROL).priority).toBe(1);
    expect(store.conversations.require(conversationWith(store, CAROL)).priority).toBe(1);
  });

  test('leaves Note to Self alone, which has its own', () => {
    const store = temporaryStore();
    const { id: note } = store.conversations.findOrCreate({ peerId: ME, kind: 'note-to-self', nowMs: 1 });
    expect(store.contacts.get(ME)).toBeUndefined();
    known(store, ME, 'Me');
    store.contacts.update(ME, { priority: 5 });
    expect(store.conversations.require(note).priority).toBe(0);
    expect(store.conversations.update(note, { priority: -1 })).toMatchObject({
      priority: -1,
      shelf: 'hidden',
      name: 'Me',
    });
    expect(store.contacts.require(ME).priority).toBe(5);
    expectCode('store-not-found', () => store.conversations.update(99, { priority: 1 }));
    expectCode('store-conflict', () => store.conversations.update(note, { priority: -2 }));
  });

  test.each([
    { shelf: 'list', contact: {} },
    { shelf: 'list', contact: { isApproved: true } },
    { shelf: 'requests', contact: { hasApprovedUs: true } },
    { shelf: 'list', contact: { isApproved: true, hasApprovedUs: true } },
    { shelf: 'hidden', contact: { isApproved: true, priority: -1 } },
    { shelf: 'hidden', contact: { hasApprovedUs: true, priority: -1 } },
    { shelf: 'hidden', contact: { isApproved: true, isBlocked: true, priority: 1 } },
  ] as const)('puts the conversation on its shelf: $shelf for $contact', ({ shelf, contact }) => {
    const store = temporaryStore();
    const bob = conversationWith(store, BOB);
    store.contacts.update(BOB, contact);
    expect(store.conversations.require(bob).shelf).toBe(shelf);
    for (const each of ['list', 'requests', 'hidden'] as const) {
      expect(store.conversations.list({ limit: 9, shelf: each })).toHaveLength(each === shelf ? 1 : 0);
    }
  });

  test('pins conversations above the others, in its order', () => {
    const store = temporaryStore();
    const [a, b, c, d] = ['a1', 'a2', 'a3', 'a4'].map((byte) => conversationWith(store, id(byte))) as [
      number,
      number,
      number,
      number,
    ];
    store.conversations.touch(a, 9_000);
    store.conversations.touch(b, 8_000);
    store.conversations.update(c, { priority: 1 });
    store.conversations.update(d, { priority: 2 });
    const order = store.conversations.list({ limit: 9 });
    expect(order.map((row) => row.id)).toEqual([d, c, a, b]);
    for (const [index, row] of order.entries()) {
      expect(store.conversations.list({ limit: 9, before: row })).toEqual(order.slice(index + 1));
    }
    expect(store.conversations.list({ limit: 9, before: { lastActiveMs: 9_000, id: a } })).toEqual(
      order.slice(3),
    );
  });
});

describe('badges', () => {
  test('count what is in the list, without what does not notify', () => {
    const store = temporaryStore();
    const [bob, carol, dave, eve] = ['b1', 'b2', 'b3', 'b4'].map((byte) =>
      conversationWith(store, id(byte)),
    ) as [number, number, number, number];
    for (const conversation of [bob, carol, dave, eve]) {
      receive(store, conversation, 10);
      receive(store, conversation, 11);
    }
    const authorId = id('b1');
    const mention = { conversationId: bob, authorId, body: '@', sentAtMs: 12, receivedAtMs: 1 };
    store.messages.insertIncoming({ ...mention, mentionsUs: true });
    store.conversations.update(carol, { notify: 'none' });
    store.contacts.update(id('b3'), { hasApprovedUs: true });
    store.contacts.update(id('b4'), { isBlocked: true });
    const marked = conversationWith(store, id('b5'));
    store.conversations.setMarkedUnread(marked, true);
    expect(store.conversations.unreadTotals()).toEqual({
      messages: 3,
      mentions: 1,
      conversations: 3,
      requests: 1,
    });
    expect(store.messages.firstUnreadMention(bob)?.sentAtMs).toBe(12);
    store.conversations.markRead({ id: bob, upToSentAtMs: 99 });
    store.conversations.markRead({ id: marked, upToSentAtMs: 0 });
    expect(store.conversations.require(marked).isMarkedUnread).toBe(false);
    expect(store.conversations.unreadTotals()).toEqual({
      messages: 0,
      mentions: 0,
      conversations: 1,
      requests: 1,
    });
    expectCode('store-not-found', () => store.conversations.setMarkedUnread(99, true));
  });
});
