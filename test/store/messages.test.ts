import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BOB, CAROL, conversationWith, expectCode, ME, receive, temporaryStore, write } from './support.ts';

const incoming = (conversationId: number) => ({
  conversationId,
  authorId: BOB,
  body: 'hello',
  sentAtMs: 5_000,
  receivedAtMs: 5_100,
});

describe('incoming messages', () => {
  test('are kept as they are given', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const row = store.messages.insertIncoming({ ...incoming(bob), ownHash: 'hash' });
    expect(row).toEqual({
      id: row?.id,
      conversationId: bob,
      authorId: BOB,
      direction: 'incoming',
      kind: 'text',
      body: 'hello',
      sentAtMs: 5_000,
      receivedAtMs: 5_100,
      clock: 'network',
      state: 'received',
      failure: undefined,
      isUnread: true,
      isSynced: true,
      ownHash: 'hash',
      remoteHash: undefined,
      mentionsUs: false,
      hasMedia: false,
      hasVoice: false,
      hasFiles: false,
    });
    expect(store.messages.get(row!.id)).toEqual(row);
    expect(store.messages.require(row!.id)).toEqual(row);
    expect(store.messages.find({ conversationId: bob, authorId: BOB, sentAtMs: 5_000 })).toEqual(row);
  });

  test('keep any text, to the last character', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    let sentAtMs = 0;
    const loneSurrogate = '\ud800';
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', loneSurrogate, 'a\0b', '\0', "'; --", '👩‍👩‍👧‍👦'),
    );
    fc.assert(
      fc.property(text, (body) => {
        sentAtMs += 1;
        const row = store.messages.insertIncoming({ ...incoming(bob), body, sentAtMs });
        expect(store.messages.require(row!.id).body).toBe(body === loneSurrogate ? '\ufffd' : body);
      }),
    );
  });

  test('are dropped when they come twice, and only then', () => {
    const store = temporaryStore();
    const [bob, carol] = [conversationWith(store, BOB), conversationWith(store, CAROL)];
    expect(store.messages.insertIncoming(incoming(bob))).toBeDefined();
    expect(store.messages.insertIncoming({ ...incoming(bob), body: 'other' })).toBeUndefined();
    expect(store.messages.insertIncoming({ ...incoming(bob), sentAtMs: 5_001 })).toBeDefined();
    expect(store.messages.insertIncoming({ ...incoming(bob), authorId: CAROL })).toBeDefined();
    expect(store.messages.insertIncoming(incoming(carol))).toBeDefined();
    expect(store.conversations.require(bob).unreadCount).toBe(3);
    expect(store.messages.countUnreadConversations()).toBe(2);
  });

  test('need a conversation', () => {
    const store = temporaryStore();
    expectCode('store-not-found', () => store.messages.insertIncoming(incoming(4)));
  });
});

describe('outgoing messages', () => {
  test('begin queued, read and not synced', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    expect(write(store, bob, 5_000)).toMatchObject({
      direction: 'outgoing',
      state: 'queued',
      isUnread: false,
      isSynced: false,
      ownHash: undefined,
      clock: 'network',
    });
    expect(store.conversations.require(bob).unreadCount).toBe(0);
    expectCode('store-conflict', () => write(store, bob, 5_000));
    expectCode('store-not-found', () => write(store, bob + 1, 5_001));
  });

  test('go through their states', () => {
    const store = temporaryStore();
    const { id } = write(store, conversationWith(store), 5_000);
    expect(store.messages.setState({ id, state: 'sending' }).state).toBe('sending');
    expect(store.messages.setState({ id, state: 'failed', failure: 'too-large' })).toMatchObject({
      state: 'failed',
      failure: 'too-large',
    });
    expect(store.messages.setState({ id, state: 'queued' })).toMatchObject({
      state: 'queued',
      failure: undefined,
    });
    expectCode('store-conflict', () => store.messages.setState({ id, state: 'sent', failure: 'x' }));
    expect(store.messages.setState({ id, state: 'sent' }).state).toBe('sent');
    expectCode('store-not-found', () => store.messages.setState({ id: id + 1, state: 'sent' }));
  });

  test('have states that incoming ones have not', () => {
    const store = temporaryStore();
    const { id } = receive(store, conversationWith(store), 5_000);
    expectCode('store-not-found', () => store.messages.setState({ id, state: 'sent' }));
    expectCode('store-not-found', () => store.messages.restamp({ id, sentAtMs: 1, clock: 'network' }));
  });

  test('take a new sent-at and move in the conversation and in the list', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const first = write(store, bob, 5_000);
    const second = write(store, bob, 6_000);
    expect(store.conversations.require(bob)).toMatchObject({ lastMessageId: second.id, lastActiveMs: 6_000 });
    const moved = store.messages.restamp({ id: first.id, sentAtMs: 7_000, clock: 'local' });
    expect(moved).toEqual({ ...first, sentAtMs: 7_000, clock: 'local' });
    expect(store.conversations.require(bob)).toMatchObject({ lastMessageId: first.id, lastActiveMs: 7_000 });
    expectCode('store-conflict', () =>
      store.messages.restamp({ id: first.id, sentAtMs: 6_000, clock: 'network' }),
    );
    expectCode('store-not-found', () => store.messages.restamp({ id: 99, sentAtMs: 1, clock: 'network' }));
  });

  test('stay quoted by what quotes them, and by a draft, under a new sent-at', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const { id, authorId } = write(store, bob, 5_000);
    const quote = { authorId, sentAtMs: 5_000 };
    const answer = store.messages.insertOutgoing({
      conversationId: bob,
      authorId,
      body: 'And more',
      quote,
      sentAtMs: 6_000,
      receivedAtMs: 6_000,
      clock: 'local',
    });
    store.conversations.setDraft(bob, 'Still more', quote);
    store.messages.restamp({ id, sentAtMs: 5_500, clock: 'network' });
    const moved = { authorId, sentAtMs: 5_500 };
    expect(store.messages.require(answer.id).quote).toEqual(moved);
    expect(store.conversations.require(bob).draftQuote).toEqual(moved);
  });

  test('keep both hashes', () => {
    const store = temporaryStore();
    const { id } = write(store, conversationWith(store), 5_000);
    expect(store.messages.setHashes({ id, remoteHash: 'r' })).toMatchObject({
      remoteHash: 'r',
      ownHash: undefined,
    });
    expect(store.messages.setHashes({ id, ownHash: 'o' })).toMatchObject({ remoteHash: 'r', ownHash: 'o' });
    expect(store.messages.markSynced(id).isSynced).toBe(true);
    expectCode('store-not-found', () => store.messages.setHashes({ id: 99, ownHash: 'o' }));
    expectCode('store-not-found', () => store.messages.markSynced(99));
  });
});

describe('own copies', () => {
  const copy = (conversationId: number) => ({
    conversationId,
    authorId: ME,
    body: 'out 5000',
    sentAtMs: 5_000,
    receivedAtMs: 5_500,
    ownHash: 'own',
  });
  const recipient = { swarm: BOB, namespace: 0, payload: Uint8Array.of(1), ttlMs: 1 };

  test('from another device are added as sent', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const { row, outcome } = store.messages.mergeOwnCopy(copy(bob));
    expect(outcome).toBe('inserted');
    expect(row).toMatchObject({
      direction: 'outgoing',
      state: 'sent',
      isSynced: true,
      ownHash: 'own',
      isUnread: false,
      receivedAtMs: 5_500,
    });
    expect(store.conversations.require(bob).lastMessageId).toBe(row.id);
    expect(store.messages.mergeOwnCopy(copy(bob))).toEqual({ row, outcome: 'merged' });
  });

  test('of this device complete the row they belong to', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const written = write(store, bob, 5_000);
    store.messages.setState({ id: written.id, state: 'failed', failure: 'timeout' });
    expect(store.messages.mergeOwnCopy({ ...copy(bob), body: 'other' })).toEqual({
      outcome: 'merged',
      row: { ...written, state: 'sent', isSynced: true, ownHash: 'own' },
    });
  });

  test('do not claim that the recipient has the message while that delivery is open', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const { id } = write(store, bob, 5_000);
    store.messages.setState({ id, state: 'sending' });
    const delivery = store.deliveries.create({ messageId: id, target: 'recipient', ...recipient });
    expect(store.messages.mergeOwnCopy(copy(bob)).row).toMatchObject({ state: 'sending', isSynced: true });
    store.deliveries.markFailed(delivery.id);
    store.messages.setState({ id, state: 'failed', failure: 'too-large' });
    expect(store.messages.mergeOwnCopy(copy(bob)).row).toMatchObject({
      state: 'failed',
      failure: 'too-large',
      ownHash: 'own',
    });
    store.deliveries.markStored({ id: delivery.id, hash: 'r', storedAtMs: 1, expiresAtMs: 2 });
    expect(store.messages.mergeOwnCopy(copy(bob)).row).toMatchObject({ state: 'sent', failure: undefined });
  });

  test('need a conversation', () => {
    const store = temporaryStore();
    expectCode('store-not-found', () => store.messages.mergeOwnCopy(copy(3)));
  });
});

describe('deleting a message', () => {
  test('uncovers the one before it and leaves its id unused', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const first = receive(store, bob, 10);
    const last = receive(store, bob, 20);
    expect(store.messages.delete(last.id)).toBe(true);
    expect(store.messages.delete(last.id)).toBe(false);
    expectCode('store-not-found', () => store.messages.require(last.id));
    expect(store.conversations.require(bob)).toMatchObject({
      lastMessageId: first.id,
      lastActiveMs: 10,
      unreadCount: 1,
    });
    expect(receive(store, bob, 30).id).toBeGreaterThan(last.id);
  });
});
