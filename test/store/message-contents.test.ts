import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import type { MessageDetails, MessageExpiration } from '../../ts/store/index.ts';
import {
  BOB,
  CAROL,
  conversationWith,
  expectCode,
  KEY,
  ME,
  receive,
  temporaryPath,
  temporaryStore,
  write,
} from './support.ts';

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const defined = <Type extends object>(value: Type): Type =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Type;
const decimal = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);

const details: fc.Arbitrary<MessageDetails> = fc
  .record({
    preview: optional(fc.record({ url: fc.string(), title: fc.string() })),
    invitation: optional(fc.record({ url: fc.string(), name: fc.string() })),
    timer: optional(
      fc.constantFrom({ mode: 'off', timerS: 0 }, { mode: 'after-read', timerS: 300 } as const),
    ),
    call: optional(
      fc.record({
        id: fc.uuid(),
        outcome: fc.constantFrom('missed', 'answered' as const),
        durationS: fc.nat(),
      }),
    ),
    savedFromSentAtMs: optional(fc.nat()),
    groupUpdate: optional(
      fc.record({ name: fc.string(), joined: fc.array(fc.string()), avatarChanged: fc.boolean() }),
    ),
    pro: optional(fc.record({ profileBits: decimal, messageBits: decimal })),
  })
  .map((value) => defined(value) as MessageDetails);

describe('messages of every kind', () => {
  test('keep all that is said about them', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const expiration: MessageExpiration = { mode: 'after-read', timerS: 300 };
    const said = {
      conversationId,
      authorId: BOB,
      kind: 'text',
      body: '@you look',
      sentAtMs: 10,
      receivedAtMs: 11,
      mentionsUs: true,
      quote: { authorId: ME, sentAtMs: 5 },
      expiration,
      ownHash: 'own',
      remoteHash: 'remote',
      details: { preview: { url: 'https://a.example', title: 'A' } },
    } as const;
    const row = store.messages.insertIncoming(said)!;
    expect(row).toMatchObject({ ...said, isUnread: true });
    expect(store.messages.require(row.id)).toEqual(row);
    const clock = { ...expiration, mode: 'after-send', startedAtMs: 20, expiresAtMs: 99 } as const;
    const sent = store.messages.insertOutgoing({
      ...said,
      authorId: ME,
      sentAtMs: 20,
      clock: 'local',
      expiration: clock,
    });
    expect(sent).toMatchObject({ expiration: clock, quote: said.quote, details: said.details });
    const copy = {
      ...said,
      authorId: ME,
      sentAtMs: 30,
      ownHash: 'h',
      remoteHash: 'of a group',
      expiration: clock,
    };
    expect(store.messages.mergeOwnCopy(copy).row).toMatchObject({ expiration: clock, quote: said.quote });
    expect(store.messages.quoting({ conversationId, ...said.quote }).map((each) => each.sentAtMs)).toEqual([
      10, 20, 30,
    ]);
    expect(store.messages.quoting({ conversationId, authorId: BOB, sentAtMs: 5 })).toEqual([]);
    expect(store.messages.findByHash('own', 'own')).toEqual([row]);
    expect(store.messages.findByHash('remote', 'remote')).toEqual([row]);
    expect(store.messages.findByHash('of a group', 'remote').map((each) => each.sentAtMs)).toEqual([30]);
    expect(store.messages.findByHash('own', 'remote')).toEqual([]);
  });

  test('that nobody has to look at are not unread', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const line = { conversationId, authorId: BOB, kind: 'timer-update', body: '', receivedAtMs: 1 } as const;
    store.messages.insertIncoming({ ...line, sentAtMs: 1, countsAsUnread: false });
    expect(store.conversations.require(conversationId).unreadCount).toBe(0);
    store.messages.insertIncoming({ ...line, kind: 'media-saved', sentAtMs: 2 });
    expect(store.conversations.require(conversationId).unreadCount).toBe(1);
    expectCode('store-conflict', () =>
      store.messages.insertIncoming({ ...line, kind: 'rumour' as 'text', sentAtMs: 3 }),
    );
  });

  test('keep their details as they are', () => {
    const store = temporaryStore();
    const { id } = write(store, conversationWith(store), 5);
    fc.assert(
      fc.property(details, (value) => {
        expect(store.messages.setDetails(id, value).details).toEqual(value);
      }),
      { numRuns: 100 },
    );
    expect(store.messages.setDetails(id, undefined).details).toBeUndefined();
  });

  test.each([
    { secret: 1 },
    { preview: { title: 'no address' } },
    { preview: 'x' },
    { preview: [] },
    { call: { id: 'x', outcome: 'eaten' } },
    { timer: { mode: 'off', timerS: -1 } },
    { groupUpdate: { joined: [1] } },
    { groupUpdate: { joined: 'x' } },
    { pro: { profileBits: '-1', messageBits: '0' } },
    { savedFromSentAtMs: 1.5 },
  ])('have no other details: %j', (wrong) => {
    const path = temporaryPath();
    const store = temporaryStore(path);
    const { id } = write(store, conversationWith(store), 5);
    expectCode('store-conflict', () => store.messages.setDetails(id, wrong as MessageDetails));
    store.close();
    const database = openSqlcipher({ path, key: KEY });
    database.prepare('UPDATE messages SET details = $json').run({ json: JSON.stringify(wrong) });
    database.close();
    expectCode('store-corrupt', () => temporaryStore(path).messages.get(id));
  });

  test('about a call are one row, found by its id', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const call = { id: 'a-b-c', outcome: 'ringing' } as const;
    const line = {
      conversationId,
      authorId: ME,
      kind: 'call',
      body: '',
      sentAtMs: 5,
      receivedAtMs: 5,
    } as const;
    const { id } = store.messages.insertOutgoing({
      ...line,
      clock: 'network',
      state: 'sent',
      details: { call },
    });
    const key = { conversationId, authorId: ME, callId: 'a-b-c' };
    expect(store.messages.findCall(key)?.id).toBe(id);
    expect(store.messages.findCall({ ...key, callId: 'x' })).toBeUndefined();
    expect(store.messages.findCall({ ...key, authorId: BOB })).toBeUndefined();
    expect(store.messages.ringingCalls().map((row) => row.id)).toEqual([id]);
    const answered = { ...call, outcome: 'answered', durationS: 60 } as const;
    store.messages.setCall({ id, call: answered, isUnread: false });
    expect(store.messages.findCall(key)?.details?.call?.durationS).toBe(60);
    expect(store.messages.ringingCalls()).toEqual([]);
  });

  test('about a call become unread when it is missed, unless they were read before', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const line = { conversationId, authorId: BOB, kind: 'call', body: '', receivedAtMs: 1 } as const;
    const rows = ['read', 'news'].map((callId, at) =>
      store.messages.insertIncoming({
        ...line,
        sentAtMs: 10 * (at + 1),
        countsAsUnread: false,
        details: { call: { id: callId, outcome: 'ringing' } },
      }),
    );
    store.conversations.markRead({ id: conversationId, upToSentAtMs: 10 });
    const unread = rows.map((row) => {
      const { id = 0, details } = row ?? {};
      const call = { id: details?.call?.id ?? '', outcome: 'missed' } as const;
      return store.messages.setCall({ id, call, isUnread: true }).isUnread;
    });
    expect(unread).toEqual([false, true]);
    expect(store.conversations.require(conversationId).unreadCount).toBe(1);
  });

  test('of somebody are known to be there', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const key = { conversationId, authorId: ME };
    expect(store.messages.hasAnyOf(key)).toBe(false);
    const line = { ...key, body: 'Hi', sentAtMs: 5, receivedAtMs: 5, clock: 'network' } as const;
    store.messages.insertOutgoing(line);
    expect(store.messages.hasAnyOf(key)).toBe(true);
  });

  test('about the timer are removed for one author or all', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const line = { conversationId, kind: 'timer-update', body: '', receivedAtMs: 1 } as const;
    for (const [authorId, sentAtMs] of [
      [BOB, 1],
      [BOB, 2],
      [CAROL, 3],
    ] as const) {
      store.messages.insertIncoming({ ...line, authorId, sentAtMs });
    }
    receive(store, conversationId, 4);
    expect(store.messages.deleteTimerUpdates({ conversationId, authorId: BOB })).toHaveLength(2);
    expect(store.messages.deleteTimerUpdates({ conversationId })).toHaveLength(1);
    expect(store.conversations.require(conversationId).unreadCount).toBe(1);
  });

  test('about the timer are kept but for older ones of the same author', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const line = { conversationId, kind: 'timer-update', body: '', receivedAtMs: 1 } as const;
    const [newest, older] = [7, 2].map((sentAtMs) =>
      store.messages.insertIncoming({ ...line, authorId: BOB, sentAtMs }),
    );
    store.messages.insertIncoming({ ...line, authorId: CAROL, sentAtMs: 1 });
    const query = { conversationId, authorId: BOB };
    expect(store.messages.deleteOlderTimerUpdates(query)).toEqual([older?.id]);
    expect(store.messages.deleteOlderTimerUpdates(query)).toEqual([]);
    expect(store.messages.get(newest!.id)).toBeDefined();
    expect(store.messages.deleteOlderTimerUpdates({ conversationId })).toHaveLength(1);
    expect(store.messages.get(newest!.id)).toBeDefined();
  });

  test('were read by their recipient once', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const first = write(store, conversationId, 10);
    const second = write(store, conversationId, 20);
    receive(store, conversationId, 30);
    const receipt = { conversationId, authorId: ME, sentAtMs: [10, 20, 30, 40], readAtMs: 99 };
    expect(store.messages.markReadByPeer(receipt)).toEqual([first.id, second.id]);
    expect(store.messages.markReadByPeer({ ...receipt, readAtMs: 100 })).toEqual([]);
    expect(store.messages.require(first.id).readAtMs).toBe(99);
    expect(store.messages.markReadByPeer({ ...receipt, authorId: BOB })).toEqual([]);
  });
});

describe('a placeholder', () => {
  test('has nothing left to read, and the key that keeps the message from coming again', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const message = {
      conversationId,
      authorId: BOB,
      body: 'https://secret.example',
      sentAtMs: 10,
      receivedAtMs: 11,
      mentionsUs: true,
      quote: { authorId: ME, sentAtMs: 5 },
      expiration: { mode: 'after-send', timerS: 60, startedAtMs: 10, expiresAtMs: 60_010 },
      ownHash: 'own',
      details: { preview: { url: 'https://secret.example' } },
    } as const;
    const { id } = store.messages.insertIncoming(message)!;
    store.reactions.apply({ messageId: id, senderId: ME, emoji: '🌊', action: 'react', sentAtMs: 12 });
    const [row] = store.attachments.add(id, [
      { role: 'attachment', contentType: 'image/png', isVoice: false, state: 'pending' },
    ]);
    const left = store.messages.leavePlaceholder(id, 'globally');
    expect(left).toMatchObject({
      deletion: 'globally',
      body: '',
      isUnread: false,
      mentionsUs: false,
      quote: undefined,
      details: undefined,
      hasMedia: false,
      ownHash: 'own',
      expiration: message.expiration,
    });
    expect(store.attachments.get(row!.id)).toBeUndefined();
    expect(store.reactions.forMessages([id])).toEqual([]);
    expect(store.conversations.require(conversationId)).toMatchObject({
      unreadCount: 0,
      mentionCount: 0,
      lastMessageId: id,
    });
    expect(store.messages.insertIncoming(message)).toBeUndefined();
    expectCode('store-not-found', () => store.messages.leavePlaceholder(99, 'locally'));
  });
});

describe('drafts', () => {
  test('keep what they answer', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const quote = { authorId: BOB, sentAtMs: 5 };
    store.conversations.setDraft(bob, 'yes', quote);
    expect(store.conversations.require(bob)).toMatchObject({ draft: 'yes', draftQuote: quote });
    store.conversations.setDraft(bob, 'no');
    expect(store.conversations.require(bob)).toMatchObject({ draft: 'no', draftQuote: undefined });
  });
});
