import { describe, expect, test } from 'vitest';

import { stringSetting } from '../../ts/store/index.ts';
import {
  BOB,
  conversationWith,
  expectCode,
  ME,
  receive,
  temporaryPath,
  temporaryStore,
  write,
} from './support.ts';

const SEED = Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + index);
const ACCOUNT = {
  accountId: ME,
  displayName: 'Alice 🐈',
  origin: 'created',
  createdAtMs: 1_700_000_000_000,
  profileReady: false,
} as const;

describe('account', () => {
  test('is absent in a new database', () => {
    const { account } = temporaryStore();
    expect(account.get()).toBeUndefined();
    expect(account.getSeed()).toBeUndefined();
    expectCode('store-not-found', () => account.setDisplayName('x'));
    expectCode('store-not-found', () => account.setProfileReady(true));
  });

  test('is kept over a restart, its seed apart from its row', () => {
    const path = temporaryPath();
    const first = temporaryStore(path);
    expect(first.account.create({ ...ACCOUNT, seed: SEED })).toEqual(ACCOUNT);
    first.close();
    const { account } = temporaryStore(path);
    expect(account.get()).toEqual(ACCOUNT);
    expect(account.getSeed()).toEqual(SEED);
  });

  test('gives a seed that can be wiped without harm', () => {
    const { account } = temporaryStore();
    account.create({ ...ACCOUNT, seed: SEED });
    account.getSeed()?.fill(0);
    expect(account.getSeed()).toEqual(SEED);
  });

  test('is one a profile, with 16 bytes of seed', () => {
    const { account } = temporaryStore();
    expectCode('store-conflict', () => account.create({ ...ACCOUNT, seed: SEED.subarray(1) }));
    expect(account.get()).toBeUndefined();
    account.create({ ...ACCOUNT, seed: SEED });
    expectCode('store-conflict', () => account.create({ ...ACCOUNT, accountId: BOB, seed: SEED }));
    expect(account.get()).toEqual(ACCOUNT);
  });

  test('changes its name and its readiness', () => {
    const { account } = temporaryStore();
    account.create({ ...ACCOUNT, origin: 'restored', seed: SEED });
    expect(account.setDisplayName('Bob')).toMatchObject({ displayName: 'Bob', profileReady: false });
    expect(account.setProfileReady(true)).toMatchObject({ displayName: 'Bob', profileReady: true });
    expect(account.get()).toEqual({
      ...ACCOUNT,
      origin: 'restored',
      displayName: 'Bob',
      profileReady: true,
    });
  });

  test('is forgotten with all that is its own; what belongs to the device stays', () => {
    const store = temporaryStore();
    const theme = stringSetting('appearance.theme');
    store.account.create({ ...ACCOUNT, seed: SEED });
    const bob = conversationWith(store);
    receive(store, bob, 10);
    const message = write(store, bob, 20);
    const delivery = { messageId: message.id, swarm: BOB, namespace: 0, payload: SEED, ttlMs: 1 };
    const { id } = store.deliveries.create({ ...delivery, target: 'recipient' });
    store.jobs.enqueue({ kind: 'send', queue: 'q', payload: {}, runAtMs: 1, nowMs: 1 });
    store.deliveries.create({ target: 'recipient', swarm: BOB, namespace: 0, payload: SEED, ttlMs: 1 });
    const key = new Uint8Array(32);
    const face = store.files.create({ path: 'face', size: 1, key, nowMs: 1 });
    store.contacts.setPictureFile(BOB, face.id);
    store.files.create({ path: 'half-loaded', size: 1, key, nowMs: 1 });
    store.configs.save({ account: ME, namespace: 2, dump: SEED, updatedAtMs: 1 });
    const early = {
      peerId: BOB,
      authorId: ME,
      targetSentAtMs: 5,
      senderId: BOB,
      sentAtMs: 1,
      expiresAtMs: 9,
    };
    store.waiting.add({ ...early, kind: 'receipt' }, { atMostOfSender: 9 });
    const unread = { account: ME, namespace: 0, hash: 'h', data: SEED, storedAtMs: 1, expiresAtMs: 9 };
    store.undecrypted.add(unread, { atMostInInbox: 9 });
    store.hashes.markSeen({ account: ME, namespace: 0, hash: 'h', expiresAtMs: 9 });
    store.hashes.setLastHash({ node: 'n', account: ME, namespace: 0, hash: 'h' });
    store.network.saveSwarm(ME, ['n']);
    store.network.saveNodes([], 5);
    store.settings.set(theme, 'dark');
    const sentAtMs = store.settings.nextSentAtMs(5_000, 'network');

    store.account.forget();

    expect(store.account.get()).toBeUndefined();
    expect(store.account.getSeed()).toBeUndefined();
    expect(store.conversations.list({ limit: 9 })).toEqual([]);
    expect(store.messages.get(message.id)).toBeUndefined();
    expect(store.deliveries.get(id)).toBeUndefined();
    expect(store.deliveries.get(id + 1)).toBeUndefined();
    expect(store.contacts.get(BOB)).toBeUndefined();
    expect(store.files.orphans(9)).toEqual(['face', 'half-loaded']);
    expect(store.configs.ofAccount(ME)).toEqual([]);
    expect(store.waiting.forTarget(early)).toEqual([]);
    expect(store.undecrypted.page({ account: ME, namespace: 0, limit: 9 })).toEqual([]);
    expect(store.jobs.nextRunAtMs()).toBeUndefined();
    expect(store.hashes.isSeen({ account: ME, namespace: 0, hash: 'h' })).toBe(false);
    expect(store.hashes.lastHash({ node: 'n', account: ME, namespace: 0 })).toBeUndefined();
    expect(store.network.loadSwarm(ME)).toBeUndefined();
    expect(store.network.loadNodes()).toEqual({ nodes: [], updatedAtMs: 5 });
    expect(store.settings.get(theme)).toBe('dark');
    expect(store.settings.nextSentAtMs(0, 'network')).toBe(sentAtMs + 1);
    expect(store.account.create({ ...ACCOUNT, accountId: BOB, seed: SEED }).accountId).toBe(BOB);
  });

  test('erased, it takes the settings with it, but for those of the connection', () => {
    const store = temporaryStore();
    store.account.create({ ...ACCOUNT, seed: SEED });
    const theme = stringSetting('appearance.theme');
    const proxy = stringSetting('network.proxy');
    store.settings.set(theme, 'dark');
    store.settings.set(proxy, 'socks5h://127.0.0.1:9050');
    store.account.erase();
    expect(store.account.get()).toBeUndefined();
    expect(store.settings.get(theme)).toBeUndefined();
    expect(store.settings.get(proxy)).toBe('socks5h://127.0.0.1:9050');
  });
});
