import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type AccountKeys, createAccountKeys, x25519KeyOf } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { type MessagingEvent, ReceiveBatch, type UserConfigs } from '../../../ts/messaging/index.ts';
import type { Network, StoredMessage } from '../../../ts/network/index.ts';
import { type Repositories, type Store, StoreError, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { type Payload, encodeContent, encodeDirectMessage } from '../../../ts/wire/index.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const friend = createAccountKeys(systemRandom);
const NODE = 'ab'.repeat(32);
const DAY_MS = 86_400_000;
const START_MS = Date.now();

let folder: string;
let store: Store;
let configs: UserConfigs;
let events: MessagingEvent[];
let receive: ReceiveBatch;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-batch-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  configs = userConfigs(store, keys);
  events = [];
  receive = receiver(configs);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function receiver(withConfigs: UserConfigs): ReceiveBatch {
  const emitter = new Emitter<MessagingEvent>((error) => expect.fail(String(error)));
  emitter.subscribe((event) => void events.push(event));
  const network = { time: { nowMs: () => Date.now() } } as unknown as Network;
  const ports = { store, network, clock: systemClock, log: silentLog, keys };
  const calls = { begin: () => ({ take: () => [] }), commit: () => undefined } as never;
  return new ReceiveBatch({
    ...ports,
    configs: withConfigs,
    groups: noGroups(store, keys, withConfigs),
    events: emitter,
    calls,
  });
}

/** A message to us as our swarm has it. */
function stored(payload: Payload, at: number, from: AccountKeys = friend): StoredMessage {
  const timestampMs = START_MS + at;
  const data = encodeDirectMessage({
    content: encodeContent({ sigTimestampMs: timestampMs, payload }),
    sender: from.ed25519,
    recipient: x25519KeyOf(keys.accountId),
    timestampMs,
    random: systemRandom,
  });
  return { hash: `hash ${at}`, data, storedAtMs: timestampMs, expiresAtMs: timestampMs + 14 * DAY_MS };
}

const text = (body: string): Payload => ({ kind: 'data', body });
const unsend = (at: number): Payload => ({
  kind: 'unsend',
  timestampMs: START_MS + at,
  author: friend.accountId,
});

function take(messages: readonly StoredMessage[], by = receive): Promise<void> {
  return by.run({ node: NODE, account: keys.accountId, namespace: 0, messages });
}

function rows() {
  const conversation = store.conversations.byPeer(friend.accountId);
  return conversation === undefined
    ? []
    : store.messages.page({ conversationId: conversation.id, limit: 100 }).rows;
}

const bodies = (): readonly string[] => rows().map(({ body }) => body);
const lastHash = (): string | undefined =>
  store.hashes.lastHash({ node: NODE, account: keys.accountId, namespace: 0 });

/** Configs in whose transactions every message with this body, or everything, fails. */
function failing(fails: (repositories: Repositories) => void): UserConfigs {
  const handler: ProxyHandler<UserConfigs> = {
    get: (target, name) => {
      if (name !== 'transaction') {
        const value: unknown = Reflect.get(target, name, target);
        return value;
      }
      return <Result>(work: (repositories: Repositories) => Result): Result =>
        target.transaction((repositories) => {
          const result = work(repositories);
          fails(repositories);
          return result;
        });
    },
  };
  return new Proxy(configs, handler);
}

describe('what one node gave', () => {
  test('is in the store with how far the node was read, and is not taken twice', async () => {
    const messages = Array.from({ length: 20 }, (_, at) => stored(text(`message ${at}`), at));
    await take(messages);
    await take(messages);
    expect(bodies()).toEqual(messages.map((_, at) => `message ${at}`));
    expect(lastHash()).toBe('hash 19');
    expect(events.filter(({ type }) => type === 'message-arrived')).toHaveLength(20);
  });

  test('a message taken back by something far behind it is never shown, and leaves our swarm', async () => {
    const others = Array.from({ length: 30 }, (_, at) => stored(text(`message ${at + 1}`), at + 1));
    await take([stored(text('never meant'), 0), ...others, stored(unsend(0), 40)]);
    expect(rows()[0]).toMatchObject({ body: '', deletion: 'globally', isUnread: false });
    expect(events.filter(({ type }) => type === 'message-arrived')).toHaveLength(30);
    expect(lastHash()).toBe('hash 40');
    expect(store.jobs.byQueue('delete-hashes').map(({ payload }) => payload)).toEqual([
      { hashes: ['hash 0'] },
    ]);
  });

  test('nothing but messages taken back still counts as read', async () => {
    await take([stored(unsend(0), 1)]);
    expect(lastHash()).toBe('hash 1');
  });

  test('what nobody can read is passed over once and for all', async () => {
    const garbage = { ...stored(text('broken'), 1), data: Uint8Array.from(randomBytes(300)) };
    await take([stored(text('before'), 0), garbage, stored(text('after'), 2)]);
    expect(bodies()).toEqual(['before', 'after']);
    expect(store.hashes.isSeen({ account: keys.accountId, namespace: 0, hash: 'hash 1' })).toBe(true);
  });

  test('nothing of somebody blocked is kept, but that it was seen', async () => {
    store.contacts.findOrCreate({ accountId: friend.accountId, createdAtS: 1 });
    store.contacts.update(friend.accountId, { isBlocked: true });
    const accepted = { kind: 'message-request-response', isApproved: true } as const;
    const messages = [stored(text('Hear me'), 0), stored(accepted, 1)];
    await take(messages);
    expect(lastHash()).toBe('hash 1');
    expect(store.contacts.require(friend.accountId).hasApprovedUs).toBe(false);
    store.contacts.update(friend.accountId, { isBlocked: false });
    await take(messages);
    expect(rows()).toEqual([]);
  });

  test('a message on which a handler fails does not stop those around it', async () => {
    const poison = failing(() => {
      if (bodies().includes('poison')) throw new TypeError('a fault of ours');
    });
    const messages = ['before', 'poison', 'after'].map((body, at) => stored(text(body), at));
    await take(messages, receiver(poison));
    expect(bodies()).toEqual(['before', 'after']);
    expect(lastHash()).toBe('hash 2');
    await take(messages);
    expect(bodies()).toEqual(['before', 'after']);
  });

  test('a disk that is full loses nothing: it is all fetched again', async () => {
    let isFull = true;
    const full = failing(() => {
      const wasFull = isFull;
      isFull = false;
      if (wasFull) throw new StoreError('store-disk-full');
    });
    const messages = [stored(text('important'), 0)];
    await expect(take(messages, receiver(full))).rejects.toMatchObject({ code: 'store-disk-full' });
    expect(lastHash()).toBeUndefined();
    await take(messages);
    expect(bodies()).toEqual(['important']);
  });
});
