import { describe, expect, test } from 'vitest';

import { BOB, conversationWith, expectCode, ME, temporaryStore, write } from './support.ts';

function setUp() {
  const store = temporaryStore();
  const message = write(store, conversationWith(store), 5_000);
  const forRecipient = {
    messageId: message.id,
    target: 'recipient',
    swarm: BOB,
    namespace: 0,
    payload: Uint8Array.of(1, 2, 3),
    ttlMs: 1_209_600_000,
  } as const;
  const forOurselves = {
    ...forRecipient,
    target: 'own-swarm',
    swarm: ME,
    namespace: -11,
    payload: Uint8Array.of(9),
  } as const;
  return { store, message, forRecipient, forOurselves };
}

describe('deliveries', () => {
  test('begin pending, one a target', () => {
    const { store, message, forRecipient, forOurselves } = setUp();
    const own = store.deliveries.create(forOurselves);
    const remote = store.deliveries.create(forRecipient);
    expect(remote).toEqual({
      ...forRecipient,
      id: remote.id,
      state: 'pending',
      hash: undefined,
      storedAtMs: undefined,
      expiresAtMs: undefined,
    });
    expect(store.deliveries.get(own.id)).toEqual(own);
    expect(own.namespace).toBe(-11);
    expect(store.deliveries.forMessage(message.id)).toEqual([remote, own]);
    expectCode('store-conflict', () => store.deliveries.create(forRecipient));
    expectCode('store-not-found', () => store.deliveries.create({ ...forRecipient, messageId: 99 }));
    expect(store.deliveries.get(99)).toBeUndefined();
  });

  test('drop their bytes once stored', () => {
    const { store, forRecipient } = setUp();
    const { id } = store.deliveries.create(forRecipient);
    const receipt = { id, hash: 'h', storedAtMs: 6_000, expiresAtMs: 7_000 };
    expect(store.deliveries.markStored(receipt)).toEqual({
      ...forRecipient,
      ...receipt,
      state: 'stored',
      payload: new Uint8Array(0),
    });
    expectCode('store-not-found', () => store.deliveries.markStored({ ...receipt, id: 99 }));
  });

  test('that are stored can no longer fail', () => {
    const { store, forRecipient, forOurselves } = setUp();
    const failing = store.deliveries.create(forOurselves);
    expect(store.deliveries.markFailed(failing.id)).toEqual({ ...failing, state: 'failed' });
    const { id } = store.deliveries.create(forRecipient);
    store.deliveries.markStored({ id, hash: 'h', storedAtMs: 1, expiresAtMs: 2 });
    expectCode('store-not-found', () => store.deliveries.markFailed(id));
    expect(store.deliveries.get(id)?.state).toBe('stored');
  });

  test('are forgotten with their message or before it is written anew', () => {
    const { store, message, forRecipient, forOurselves } = setUp();
    store.deliveries.create(forRecipient);
    store.deliveries.create(forOurselves);
    expect(store.deliveries.deleteForMessage(message.id)).toBe(2);
    expect(store.deliveries.deleteForMessage(message.id)).toBe(0);
    const again = store.deliveries.create({ ...forRecipient, payload: Uint8Array.of(7) });
    expect(again.payload).toEqual(Uint8Array.of(7));
    store.messages.delete(message.id);
    expect(store.deliveries.get(again.id)).toBeUndefined();
  });

  test('of what leaves no row are on their own, until they are done', () => {
    const { store, forRecipient } = setUp();
    const { messageId: _, ...receipt } = forRecipient;
    const first = store.deliveries.create({ ...receipt, target: 'group' });
    expect(first.messageId).toBeUndefined();
    const second = store.deliveries.create({ ...receipt, target: 'group' });
    expect(store.deliveries.delete(first.id)).toBe(true);
    expect(store.deliveries.delete(first.id)).toBe(false);
    expect(store.deliveries.get(second.id)).toEqual(second);
  });
});
