import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type AccountId, createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { READ_RECEIPTS, TYPING_INDICATORS, type UserConfigs } from '../../../ts/messaging/index.ts';
import { clearSliceEverywhere } from '../../../ts/messaging/conversations/clear-everywhere.ts';
import { handleMessage } from '../../../ts/messaging/receive/handle-message.ts';
import type { Network } from '../../../ts/network/index.ts';
import { type MessageRow, type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import type { DataMessage, Payload } from '../../../ts/wire/index.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const ownId = keys.accountId;
const friendId = createAccountKeys(systemRandom).accountId;
const strangerId = createAccountKeys(systemRandom).accountId;
const NOW_MS = 1_700_000_000_000;
const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

let folder: string;
let store: Store;
let configs: UserConfigs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-arrivals-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  configs = userConfigs(store, keys);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly from?: AccountId;
  readonly at?: number;
  readonly nowMs?: number;
  readonly hash?: string;
}

function receive(payload: Payload, { from = friendId, at = NOW_MS, nowMs = NOW_MS, hash }: Sent = {}) {
  return configs.transaction((repositories) =>
    handleMessage(
      {
        hash: hash ?? randomBytes(8).toString('hex'),
        authorId: from,
        sentAtMs: at,
        storedAtMs: at,
        swarmExpiryMs: at + 14 * DAY_MS,
        content: { sigTimestampMs: at, payload },
      },
      {
        repositories,
        configs,
        groups: noGroups(store, keys, configs),
        keys,
        ownId,
        nowMs,
        calls: { take: () => [] },
      },
      silentLog,
    ),
  );
}

const text = (body: string, more: Partial<DataMessage> = {}): Payload => ({ kind: 'data', body, ...more });
const react = (
  { author = friendId, at = NOW_MS, emoji = '👍' },
  action: 'react' | 'remove' = 'react',
): Payload => ({
  kind: 'data',
  reaction: { targetSentAtMs: at, targetAuthor: author, emoji, action },
});
const receipt = (...timestampsMs: number[]): Payload => ({ kind: 'receipt', type: 'read', timestampsMs });
const unsend = (author: string, timestampMs = NOW_MS): Payload => ({ kind: 'unsend', author, timestampMs });
const rowsWith = (peerId: AccountId): readonly MessageRow[] => {
  const conversation = store.conversations.byPeer(peerId);
  if (conversation === undefined) return [];
  return store.messages.page({ conversationId: conversation.id, limit: 50 }).rows;
};
const reactionsOf = (row: MessageRow | undefined): readonly string[] =>
  store.reactions.forMessages([row?.id ?? 0]).map(({ emoji }) => emoji);
/** Our devices agreed on contacts and profile at this time. */
function agree(configTimeMs: number): void {
  for (const namespace of [2, 3] as const)
    store.configs.save({
      account: ownId,
      namespace,
      dump: configs.of(namespace).dump(),
      configTimeMs,
      updatedAtMs: NOW_MS,
    });
}

describe('a conversation that another device has deleted', () => {
  test('does not come back by what a swarm still holds of it', () => {
    agree(NOW_MS);
    receive(text('old'), { at: NOW_MS - 5 * 60_000 });
    receive(text('old, of ours', { syncTarget: friendId }), { from: ownId, at: NOW_MS - 5 * 60_000 });
    receive(text('old note'), { from: ownId, at: NOW_MS - 5 * 60_000 });
    expect(store.conversations.byPeer(friendId)).toBeUndefined();
    configs.transaction(() => configs.profile.update({ noteToSelfPriority: -1 }, NOW_MS));
    receive(text('old note'), { from: ownId, at: NOW_MS - 5 * 60_000 });
    expect(rowsWith(ownId).map(({ body }) => body)).toEqual(['old note']);
  });

  test('comes back by what is newer, with two minutes for clocks that differ', () => {
    agree(NOW_MS);
    receive(text('just before'), { at: NOW_MS - 119_000 });
    expect(rowsWith(friendId).map(({ body }) => body)).toEqual(['just before']);
  });

  test('is none while our devices agree on it', () => {
    configs.transaction(() => configs.contacts.update(friendId, { isApproved: true }));
    agree(NOW_MS);
    receive(text('old'), { at: NOW_MS - DAY_MS });
    expect(rowsWith(friendId)).toHaveLength(1);
    configs.transaction(() => configs.contacts.update(friendId, { priority: -1 }));
    receive(text('older'), { at: NOW_MS - 2 * DAY_MS });
    expect(rowsWith(friendId)).toHaveLength(1);
  });
});

describe('a message of somebody else', () => {
  test('is unread unless it is older than what was read elsewhere, and shows a hidden conversation again', () => {
    receive(text('one'), { at: NOW_MS - 20 });
    const { id } = store.conversations.byPeer(friendId)!;
    store.conversations.markRead({ id, upToSentAtMs: NOW_MS - 10 });
    store.contacts.update(friendId, { priority: -1 });
    receive(text('late'), { at: NOW_MS - 15 });
    receive(text('new'), { at: NOW_MS });
    expect(rowsWith(friendId).map(({ body, isUnread }) => [body, isUnread])).toEqual([
      ['one', false],
      ['late', false],
      ['new', true],
    ]);
    expect(store.contacts.require(friendId).priority).toBe(0);
  });

  test('raises how far was read by nothing that it is, becomes or does', () => {
    receive(text('seen'), { at: NOW_MS - 90 });
    const { id } = store.conversations.byPeer(friendId)!;
    store.conversations.markRead({ id, upToSentAtMs: NOW_MS - 90 });
    receive(text('Oops'), { at: NOW_MS - 80 });
    receive(text('Hi'), { at: NOW_MS - 70 });
    receive(unsend(friendId, NOW_MS - 80), { at: NOW_MS - 60 });
    receive({ kind: 'data-extraction', type: 'screenshot' }, { at: NOW_MS - 50 });
    receive({ kind: 'data', isExpirationTimerUpdate: true }, { at: NOW_MS - 40 });
    receive({ kind: 'message-request-response', isApproved: true }, { at: NOW_MS - 30 });
    receive(react({ at: NOW_MS - 70 }), { at: NOW_MS - 20 });
    store.messages.leavePlaceholder(rowsWith(friendId).find(({ body }) => body === 'Hi')!.id, 'locally');
    expect(store.conversations.require(id).lastReadMs).toBe(NOW_MS - 90);
  });

  test('that answers another one shows it when that comes later', () => {
    receive(text('Coffee', { quote: { author: friendId, sentAtMs: NOW_MS + 5 } }), { at: NOW_MS + 9 });
    const answer = rowsWith(friendId)[0]!;
    expect(answer.quote).toEqual({ authorId: friendId, sentAtMs: NOW_MS + 5 });
    const events = receive(text('Tea or coffee?'), { at: NOW_MS + 5 });
    expect(events).toContainEqual({ type: 'message-changed', messageId: answer.id });
  });

  test('ends what was said about typing, for those who want to see it', () => {
    const typing = (body: string, at: number) =>
      receive(text(body), { at }).filter((event) => event.type === 'typing');
    expect(typing('one', NOW_MS)).toEqual([]);
    store.settings.set(TYPING_INDICATORS, true);
    const conversationId = store.conversations.byPeer(friendId)!.id;
    expect(typing('two', NOW_MS + 1)).toEqual([{ type: 'typing', conversationId, isTyping: false }]);
  });

  test('without a profile changes nothing of what we know', () => {
    const profile = { displayName: 'Bob', pictureUrl: 'http://files.example/file/1', updatedAtS: 5 };
    receive(text('one', { profile, profileKey: new Uint8Array(32) }), { at: NOW_MS });
    receive(text('two'), { at: NOW_MS + 1 });
    expect(store.contacts.require(friendId)).toMatchObject({
      name: 'Bob',
      picture: { url: 'http://files.example/file/1' },
    });
    receive(text('three', { profile: { displayName: 'Bob', updatedAtS: 6 } }), { at: NOW_MS + 2 });
    expect(store.contacts.require(friendId).picture).toBeUndefined();
  });
});

describe('a reaction', () => {
  test('is one however often it comes, and several of one person stand side by side', () => {
    receive(text('Look'));
    receive(react({}), { at: NOW_MS + 1 });
    receive(react({}), { at: NOW_MS + 2 });
    receive(react({ emoji: '🎉' }), { at: NOW_MS + 3 });
    receive(react({ emoji: '❤️' }), { at: NOW_MS + 4 });
    receive(react({ emoji: '🎉' }, 'remove'), { at: NOW_MS + 5 });
    expect(reactionsOf(rowsWith(friendId)[0])).toEqual(['👍', '❤️']);
    expect(rowsWith(friendId)).toHaveLength(1);
    expect(store.conversations.byPeer(friendId)?.unreadCount).toBe(1);
  });

  test('waits two weeks for a message that comes later, and not longer', () => {
    receive(text('first'), { at: NOW_MS - 100 });
    receive(react({}), { at: NOW_MS + 1 });
    receive(react({ at: NOW_MS + 7 }), { at: NOW_MS + 8 });
    const inTimeMs = NOW_MS + 14 * DAY_MS - 1;
    receive(react({ at: 1 }), { at: 2, nowMs: inTimeMs });
    receive(text('overtaken'), { nowMs: inTimeMs });
    expect(reactionsOf(rowsWith(friendId)[1])).toEqual(['👍']);
    const nowMs = NOW_MS + 14 * DAY_MS;
    receive(react({ at: 1 }), { at: nowMs, nowMs });
    receive(text('far too late'), { at: NOW_MS + 7, nowMs });
    expect(reactionsOf(rowsWith(friendId)[2])).toEqual([]);
  });

  test('is told of when it is on a message of ours, and belongs to its conversation only', () => {
    receive(text('Hello', { syncTarget: friendId }), { from: ownId });
    const onOurs = receive(react({ author: ownId }), { at: NOW_MS + 1 });
    expect(onOurs.map(({ type }) => type)).toEqual(['message-changed', 'reaction-arrived']);
    receive(react({ author: ownId, emoji: '🎉' }), { from: strangerId, at: NOW_MS + 2 });
    expect(reactionsOf(rowsWith(friendId)[0])).toEqual(['👍']);
  });

  test('is nothing on what was deleted, on a line, and without an emoji', () => {
    receive(text('Look'));
    store.messages.leavePlaceholder(rowsWith(friendId)[0]!.id, 'locally');
    receive({ kind: 'data-extraction', type: 'screenshot' }, { at: NOW_MS + 1 });
    expect(receive(react({}), { at: NOW_MS + 2 })).toEqual([]);
    expect(receive(react({ at: NOW_MS + 1 }), { at: NOW_MS + 3 })).toEqual([]);
    expect(rowsWith(friendId).flatMap((row) => reactionsOf(row))).toEqual([]);
  });

  test('of ours comes from another device to where its copy says', () => {
    receive(text('Look'));
    receive({ ...react({}), syncTarget: friendId } as Payload, { from: ownId, at: NOW_MS + 1 });
    expect(reactionsOf(rowsWith(friendId)[0])).toEqual(['👍']);
  });
});

describe('a receipt', () => {
  const write = (at: number, nowMs = NOW_MS): void =>
    void receive(text(`at ${at}`, { syncTarget: friendId }), { from: ownId, at, nowMs });
  const readTimes = (): readonly (number | undefined)[] => rowsWith(friendId).map(({ readAtMs }) => readAtMs);

  beforeEach(() => {
    store.settings.set(READ_RECEIPTS, true);
    write(NOW_MS - 50);
  });

  test('marks our messages that it names, in its own conversation', () => {
    write(NOW_MS - 40);
    receive(receipt(NOW_MS - 50, 7), { from: strangerId });
    expect(readTimes()).toEqual([undefined, undefined]);
    receive(receipt(NOW_MS - 50, 7));
    expect(readTimes()).toEqual([NOW_MS, undefined]);
  });

  test('means nothing to whoever does not send any', () => {
    store.settings.set(READ_RECEIPTS, false);
    receive(receipt(NOW_MS - 50));
    expect(readTimes()).toEqual([undefined]);
  });

  test('waits an hour for the copy of a message that it has overtaken', () => {
    receive(receipt(NOW_MS - 40, NOW_MS - 30));
    receive(receipt(4), { nowMs: NOW_MS + HOUR_MS - 1 });
    write(NOW_MS - 40, NOW_MS + HOUR_MS - 1);
    expect(readTimes()).toEqual([undefined, NOW_MS]);
    receive(receipt(3), { nowMs: NOW_MS + HOUR_MS });
    write(NOW_MS - 30, NOW_MS + HOUR_MS);
    expect(readTimes()).toEqual([undefined, NOW_MS, undefined]);
  });
});

describe('a message that is taken back', () => {
  test('is a placeholder without words, files, reactions; our swarm is to drop it', () => {
    const quote = { author: ownId, sentAtMs: 5 };
    receive(text('Oops', { quote }), { hash: 'its hash' });
    receive(react({}), { at: NOW_MS + 1 });
    receive(unsend(friendId), { at: NOW_MS + 2 });
    const [row] = rowsWith(friendId);
    expect(row).toMatchObject({ deletion: 'globally', body: '', isUnread: false });
    expect(row?.quote).toBeUndefined();
    expect(reactionsOf(row)).toEqual([]);
    expect(store.jobs.byQueue('delete-hashes').map(({ payload }) => payload)).toEqual([
      { hashes: ['its hash'] },
    ]);
  });

  test('of ourselves to ourselves is gone', () => {
    receive(text('a note'), { from: ownId });
    receive(unsend(ownId), { from: ownId, at: NOW_MS + 1 });
    expect(rowsWith(ownId)).toEqual([]);
  });

  test('is taken back by nobody but its author, and in no other conversation', () => {
    receive(text('Hello', { syncTarget: friendId }), { from: ownId });
    receive(text('Hi'), { at: NOW_MS + 1 });
    receive(unsend(ownId), { at: NOW_MS + 2 });
    receive(unsend(ownId, NOW_MS + 1), { at: NOW_MS + 2 });
    receive(unsend(friendId, NOW_MS + 1), { from: strangerId, at: NOW_MS + 3 });
    const texts = rowsWith(friendId).filter(({ kind }) => kind === 'text');
    expect(texts.map(({ body }) => body)).toEqual(['Hello', 'Hi']);
  });

  test.each([
    ['two weeks', friendId, 14],
    ['thirty days if it is ours', ownId, 30],
  ] as const)('before it comes is remembered for %s', (_time, from, days) => {
    const copy = from === ownId ? { syncTarget: friendId } : {};
    receive(unsend(from, NOW_MS + 1), { from });
    receive(unsend(from, NOW_MS + 2), { from });
    const inTimeMs = NOW_MS + days * DAY_MS - 1;
    receive(unsend(from, 8), { from, nowMs: inTimeMs });
    receive(text('never', copy), { from, at: NOW_MS + 1, nowMs: inTimeMs });
    expect(rowsWith(friendId).map(({ body, deletion }) => [body, deletion])).toEqual([['', 'globally']]);
    const nowMs = NOW_MS + days * DAY_MS;
    receive(unsend(from, 9), { from, at: nowMs, nowMs });
    receive(text('much later', copy), { from, at: NOW_MS + 2, nowMs });
    expect(rowsWith(friendId)[1]).toMatchObject({ body: 'much later' });
  });

  test.each([
    ['while it was on its way', undefined],
    ['before our swarm had told of it', 'its hash'],
  ])('with all other notes %s is not told again by our swarm', (_, ownHash) => {
    const { id: conversationId } = store.conversations.findOrCreate({
      peerId: ownId,
      kind: 'note-to-self',
      nowMs: NOW_MS,
    });
    const note = { conversationId, authorId: ownId, body: 'a note', receivedAtMs: NOW_MS } as const;
    const { id } = store.messages.insertOutgoing({ ...note, sentAtMs: NOW_MS, clock: 'network' });
    if (ownHash !== undefined) store.messages.setHashes({ id, ownHash });
    const network = { time: { nowMs: () => NOW_MS, isSynchronized: () => true } } as unknown as Network;
    const ports = { keys, network, clock: systemClock, random: systemRandom } as const;
    store.transaction((repositories) =>
      clearSliceEverywhere(repositories, ports, { conversationId, upToSentAtMs: NOW_MS, limit: 9 }),
    );
    receive(text('a note'), { from: ownId });
    expect(rowsWith(ownId)).toEqual([]);
    receive(text('another one'), { from: ownId, at: NOW_MS + 1 });
    expect(rowsWith(ownId)).toMatchObject([{ body: 'another one' }]);
  });

  test('stays away though a swarm has it once more, under another hash', () => {
    receive(unsend(friendId), { at: NOW_MS + 1 });
    receive(text('never'), { hash: 'one' });
    receive(text('never'), { hash: 'two' });
    expect(rowsWith(friendId)).toMatchObject([{ body: '', deletion: 'globally' }]);
  });
});

describe('an answer to a request', () => {
  const response = (isApproved: boolean): Payload => ({
    kind: 'message-request-response',
    isApproved,
    profile: { displayName: 'Bob', updatedAtS: 9 },
  });

  test('is nothing when it is no, or from ourselves', () => {
    receive(response(false));
    receive(response(true), { from: ownId });
    expect(store.conversations.list({ limit: 9 })).toEqual([]);
    expect(store.contacts.get(friendId)).toBeUndefined();
  });

  test('takes the name, shows the conversation, leaves one line, which is not unread', () => {
    store.contacts.findOrCreate({ accountId: friendId, createdAtS: 1 });
    store.contacts.update(friendId, { isApproved: true, priority: -1 });
    receive(response(true));
    receive(response(true), { at: NOW_MS + 1 });
    expect(store.contacts.require(friendId)).toMatchObject({
      name: 'Bob',
      priority: 0,
      hasApprovedUs: true,
    });
    expect(rowsWith(friendId)).toMatchObject([{ kind: 'request-accepted', isUnread: false }]);
    expect(configs.contacts.get(friendId)).toMatchObject({ hasApprovedMe: true });
  });

  test('is a first message too: one line, just before it', () => {
    receive(text('May I?', { syncTarget: friendId }), { from: ownId, at: NOW_MS - 10 });
    receive(text('You may'));
    receive(response(true), { at: NOW_MS - 1 });
    expect(rowsWith(friendId).map(({ kind, sentAtMs }) => [kind, sentAtMs])).toEqual([
      ['text', NOW_MS - 10],
      ['request-accepted', NOW_MS - 1],
      ['text', NOW_MS],
    ]);
  });
});
