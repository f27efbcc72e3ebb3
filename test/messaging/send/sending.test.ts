import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { type MessagingEvent, Outbox, SendText } from '../../../ts/messaging/index.ts';
import { SEND_MESSAGE, SEND_OWN_COPY } from '../../../ts/messaging/send/jobs.ts';
import { SendMessageRunner } from '../../../ts/messaging/send/send-message-runner.ts';
import { SendOwnCopyRunner } from '../../../ts/messaging/send/send-own-copy-runner.ts';
import { NetworkError } from '../../../ts/network/index.ts';
import { type MessageRow, type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { noCommunities } from '../no-communities.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const peerId = createAccountKeys(systemRandom).accountId;
const HOUR_MS = 3_600_000;

let folder: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
let sendText: SendText;
let conversationId: number;
/** What swarms were given, whether they took it or not. */
let stores: { readonly account: string; readonly data: Uint8Array }[];
/** What a swarm says to a message for this account. */
let refusal: (account: string) => NetworkError | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-sending-'));
  clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(folder, 'test.db'), key, clock, log: silentLog });
  stores = [];
  refusal = () => undefined;
  const network = {
    time: { nowMs: () => clock.nowMs(), isSynchronized: () => true },
    store: ({ account, data }: { readonly account: string; readonly data: Uint8Array }) => {
      stores.push({ account, data });
      const error = refusal(account);
      if (error !== undefined) return Promise.reject(error);
      const hash = account === peerId ? 'theirs' : 'ours';
      return Promise.resolve({ hash, storedAtMs: clock.nowMs() - 5, expiresAtMs: 1, path: [], storedOn: 3 });
    },
  } as never;
  const configs = userConfigs(store, keys);
  const events = new Emitter<MessagingEvent>(() => undefined);
  const services = {
    store,
    configs,
    groups: noGroups(store, keys, configs),
    communities: noCommunities(store, keys),
    network,
    clock,
    random: systemRandom,
    events,
    keys,
    log: silentLog,
    localFiles: undefined as never,
    fileClient: undefined as never,
  };
  outbox = new Outbox(services, {
    [SEND_MESSAGE]: new SendMessageRunner(services),
    [SEND_OWN_COPY]: new SendOwnCopyRunner(services),
  });
  sendText = new SendText({ ...services, outbox });
  conversationId = store.conversations.findOrCreate({ peerId, kind: 'contact', nowMs: 1 }).id;
});

afterEach(async () => {
  await outbox.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (text: string): number => sendText.run({ conversationId, text }).id;
const row = (id: number): MessageRow => store.messages.require(id);
const refuse = (account: string, code: 'timeout' | 'too-large' | 'rejected'): void => {
  refusal = (asked) => (asked === account ? new NetworkError(code) : undefined);
};

test('a message is sent when its recipient’s swarm has it, and on our other devices when ours has; both hashes are kept', async () => {
  refuse(keys.accountId, 'timeout');
  const id = send('Hello');
  expect(row(id).state).toBe('queued');
  await clock.advance(0);
  expect(row(id)).toMatchObject({ state: 'sent', isSynced: false, remoteHash: 'theirs', ownHash: undefined });
  refusal = () => undefined;
  await clock.advance(3_000);
  expect(row(id)).toMatchObject({ state: 'sent', isSynced: true, remoteHash: 'theirs', ownHash: 'ours' });
});

test('writing means having read, and brings a hidden conversation back', () => {
  const sentAtMs = clock.nowMs() - 1_000;
  const incoming = { conversationId, authorId: peerId, body: 'Hi', sentAtMs, receivedAtMs: sentAtMs };
  store.messages.insertIncoming(incoming);
  store.contacts.update(peerId, { priority: -1 });
  store.conversations.setMarkedUnread(conversationId, true);
  const written = row(send('Hello'));
  expect(store.conversations.require(conversationId)).toMatchObject({
    unreadCount: 0,
    isMarkedUnread: false,
    lastReadMs: written.sentAtMs,
    priority: 0,
  });
  expect(store.contacts.require(peerId).isApproved).toBe(true);
});

test('what fails for the moment is tried again by itself, with the same bytes', async () => {
  refuse(peerId, 'timeout');
  const id = send('Hello');
  await clock.advance(30_000);
  expect(row(id).state).toBe('sending');
  refusal = () => undefined;
  // Pauses differ by chance: the fourth one ends 95 s after the beginning at the latest.
  await clock.advance(70_000);
  expect(row(id).state).toBe('sent');
  const toPeer = stores.filter(({ account }) => account === peerId).map(({ data }) => data);
  expect(toPeer.length).toBeGreaterThanOrEqual(4);
  for (const data of toPeer) expect(data).toEqual(toPeer[0]);
});

test('what no swarm will ever take fails at once with its reason, and holds up nobody', async () => {
  refuse(peerId, 'too-large');
  const failed = send('Too much');
  await clock.advance(0);
  expect(row(failed)).toMatchObject({ state: 'failed', failure: 'too-large' });
  refusal = () => undefined;
  const next = send('Less');
  await clock.advance(0);
  expect(row(next).state).toBe('sent');
  expect(row(failed).state).toBe('failed');
});

test('messages of one conversation wait for each other', async () => {
  refuse(peerId, 'timeout');
  const [first, second] = [send('first'), send('second')];
  await clock.advance(10_000);
  expect([row(first).state, row(second).state]).toEqual(['sending', 'queued']);
  refusal = () => undefined;
  await clock.advance(60_000);
  expect([row(first).state, row(second).state]).toEqual(['sent', 'sent']);
});

test('after a day it is given up, and a person may send it again', async () => {
  refuse(peerId, 'timeout');
  const id = send('Hello');
  await clock.advance(24 * HOUR_MS + 10 * 60_000);
  expect(row(id)).toMatchObject({ state: 'failed', failure: 'gave-up' });
});

test.each(['after-send', 'after-read'] as const)(
  'the clock of a message of ours that disappears %s begins when a swarm took it, and not when it failed',
  async (mode) => {
    store.conversations.update(conversationId, { expiration: { mode, timerS: 3_600 } });
    refuse(peerId, 'timeout');
    const id = send('Burn it');
    await clock.advance(0);
    expect(row(id).expiration).toEqual({ mode, timerS: 3_600 });
    refusal = () => undefined;
    await clock.advance(3_000);
    const { startedAtMs = 0, expiresAtMs } = row(id).expiration ?? {};
    expect(clock.nowMs() - startedAtMs).toBeLessThan(3_000);
    expect(expiresAtMs).toBe(startedAtMs + HOUR_MS);
    refuse(peerId, 'rejected');
    const failed = send('Never mind');
    await clock.advance(0);
    expect(row(failed)).toMatchObject({ state: 'failed', expiration: { mode, timerS: 3_600 } });
    expect(row(failed).expiration?.startedAtMs).toBeUndefined();
  },
);
