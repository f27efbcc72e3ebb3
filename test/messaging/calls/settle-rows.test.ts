import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { type CallRow, type CallsState, type MessagingEvent, NO_CALLS } from '../../../ts/messaging/index.ts';
import { newCall } from '../../../ts/messaging/calls/call-state.ts';
import { putCallRow } from '../../../ts/messaging/calls/put-call-row.ts';
import { settleBrokenOff, settleElsewhere } from '../../../ts/messaging/calls/settle-rows.ts';
import { type MessageRow, type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { userConfigs } from '../user-configs.ts';
import { ANSWER, callMessage, OTHER_UUID, UUID } from './calls-world.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const ownId = keys.accountId;
const friendId = createAccountKeys(systemRandom).accountId;
const NOW_MS = 1_700_000_000_000;
const time = { nowMs: () => NOW_MS, isSynchronized: () => true, offsetMs: () => 0 };

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-calls-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function rowOf(change: Partial<CallRow>): CallRow {
  return {
    uuid: UUID,
    peerId: friendId,
    direction: 'incoming',
    outcome: 'ringing',
    startedAtMs: NOW_MS - 5_000,
    isUnread: false,
    ...change,
  };
}

function put(change: Partial<CallRow>): readonly MessagingEvent[] {
  const configs = userConfigs(store, keys);
  return configs.transaction((repositories) =>
    putCallRow({ repositories, configs, ownId, nowMs: NOW_MS, time }, rowOf(change)),
  );
}

function settle(state: CallsState = NO_CALLS): readonly MessagingEvent[] {
  return store.transaction((repositories) => settleBrokenOff({ repositories, nowMs: NOW_MS }, state));
}

function elsewhere(type: 'answer' | 'end-call' | 'offer', uuid = UUID): readonly MessagingEvent[] {
  const message = callMessage(type, { uuid, sdps: [ANSWER] });
  return store.transaction((repositories) =>
    settleElsewhere({ repositories, nowMs: NOW_MS }, message, NO_CALLS.current),
  );
}

function rows(peerId = friendId): readonly MessageRow[] {
  const conversation = store.conversations.byPeer(peerId);
  if (conversation === undefined) return [];
  return store.messages.page({ conversationId: conversation.id, limit: 50 }).rows;
}

const outcomes = (): readonly unknown[] => rows().map(({ details }) => details?.call?.outcome);

test('what rang when the program ended was missed, or has failed', () => {
  put({});
  put({ uuid: OTHER_UUID, direction: 'outgoing' });
  const changes = settle();
  expect(
    rows().map(({ direction, details, isUnread }) => [direction, details?.call?.outcome, isUnread]),
  ).toEqual([
    ['incoming', 'missed', true],
    ['outgoing', 'failed', false],
  ]);
  expect(changes.filter(({ type }) => type === 'call-missed')).toHaveLength(1);
  expect(settle()).toEqual([]);
});

test('the call that rings already is not of the time before', () => {
  put({});
  const call = newCall(rowOf({}));
  expect(settle({ ...NO_CALLS, current: { phase: 'incoming-ringing', call } })).toEqual([]);
  expect(outcomes()).toEqual(['ringing']);
});

test('a line waits to be read before its clock runs, and a line of ours does not', () => {
  store.conversations.findOrCreate({ peerId: friendId, kind: 'contact', nowMs: NOW_MS });
  const { id } = store.conversations.byPeer(friendId) ?? { id: 0 };
  store.conversations.update(id, { expiration: { mode: 'after-read', timerS: 60 } });
  put({ expirationTimerS: 300 });
  put({ uuid: OTHER_UUID, direction: 'outgoing' });
  const [incoming, outgoing] = rows();
  expect(incoming?.expiration).toEqual({ mode: 'after-read', timerS: 300 });
  expect(outgoing?.expiration).toMatchObject({
    mode: 'after-send',
    timerS: 60,
    expiresAtMs: NOW_MS + 60_000,
  });
  put({ expirationTimerS: 300, outcome: 'missed', isUnread: true });
  expect(rows()[0]?.expiration).toEqual({ mode: 'after-read', timerS: 300 });
  put({ expirationTimerS: 300, outcome: 'answered', durationMs: 90_400 });
  expect(rows()[0]?.expiration).toMatchObject({ expiresAtMs: NOW_MS + 300_000 });
  expect(rows()[0]?.details?.call?.durationS).toBe(90);
});

test('a call that was missed here was taken or declined on another device', () => {
  put({ outcome: 'missed', isUnread: true });
  expect(elsewhere('offer')).toEqual([]);
  expect(elsewhere('answer', OTHER_UUID)).toEqual([]);
  expect(outcomes()).toEqual(['missed']);
  expect(elsewhere('answer')).not.toEqual([]);
  expect(outcomes()).toEqual(['answered-elsewhere']);
  expect(store.conversations.byPeer(friendId)?.unreadCount).toBe(0);
  expect(elsewhere('end-call')).toEqual([]);
  put({ uuid: OTHER_UUID, outcome: 'missed', isUnread: true, startedAtMs: NOW_MS });
  elsewhere('end-call', OTHER_UUID);
  expect(outcomes()).toEqual(['answered-elsewhere', 'declined-elsewhere']);
});

test('two people who call with one ID have a line each, which nobody else changes', () => {
  const otherId = createAccountKeys(systemRandom).accountId;
  put({ outcome: 'missed', isUnread: true });
  put({ peerId: otherId, outcome: 'missed', isUnread: true });
  put({ direction: 'outgoing' });
  expect(outcomes()).toEqual(['missed', 'ringing']);
  expect(rows(otherId)).toHaveLength(1);
  expect(elsewhere('answer')).toEqual([]);
});

test('the end of a call brings back no conversation that was deleted meanwhile', () => {
  put({});
  store.conversations.delete(store.conversations.byPeer(friendId)?.id ?? 0);
  expect(put({ outcome: 'answered' })).toEqual([]);
  expect(store.conversations.byPeer(friendId)).toBeUndefined();
});

test('somebody who calls is shown again, and wants to be called', () => {
  store.conversations.findOrCreate({ peerId: friendId, kind: 'contact', nowMs: NOW_MS });
  store.contacts.update(friendId, { isApproved: true, priority: -1 });
  put({});
  expect(store.contacts.get(friendId)).toMatchObject({ priority: 0, hasApprovedUs: true });
});
