import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type AccountId, createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { CONFIGS_WERE_READ, type UserConfigs } from '../../../ts/messaging/index.ts';
import { handleMessage } from '../../../ts/messaging/receive/handle-message.ts';
import { type MessageRow, type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import type { Content, Payload } from '../../../ts/wire/index.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const ownId = keys.accountId;
const friendId = createAccountKeys(systemRandom).accountId;
const NOW_MS = 1_700_000_000_000;
const HOUR_MS = 3_600_000;
const AFTER_SEND = { expirationType: 'delete-after-send', expirationTimerS: 3_600 } as const;
const AFTER_READ = { expirationType: 'delete-after-read', expirationTimerS: 3_600 } as const;

let folder: string;
let store: Store;
let configs: UserConfigs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-arrival-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  configs = userConfigs(store, keys);
  store.settings.set(CONFIGS_WERE_READ, true);
  store.conversations.findOrCreate({ peerId: friendId, kind: 'contact', nowMs: NOW_MS });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly from?: AccountId;
  readonly sentAtMs?: number;
  readonly storedAtMs?: number;
  readonly swarmExpiryMs?: number;
}

function receive(content: Omit<Content, 'sigTimestampMs'>, sent: Sent = {}) {
  const { from = friendId, sentAtMs = NOW_MS - 1_000 } = sent;
  return configs.transaction((repositories) =>
    handleMessage(
      {
        hash: `hash ${sentAtMs}`,
        authorId: from,
        sentAtMs,
        storedAtMs: sent.storedAtMs ?? sentAtMs,
        swarmExpiryMs: sent.swarmExpiryMs ?? sentAtMs + 14 * 24 * HOUR_MS,
        content: { sigTimestampMs: sentAtMs, ...content },
      },
      {
        repositories,
        configs,
        groups: noGroups(store, keys, configs),
        keys,
        ownId,
        nowMs: NOW_MS,
        calls: { take: () => [] },
      },
      silentLog,
    ),
  );
}

const text = (body: string): Payload => ({ kind: 'data', body });
const timerUpdate: Payload = { kind: 'data', isExpirationTimerUpdate: true };
const ownTimerUpdate: Payload = { ...timerUpdate, syncTarget: friendId };
const conversation = () => store.conversations.byPeer(friendId)!;
const rows = (): readonly MessageRow[] =>
  store.messages.page({ conversationId: conversation().id, limit: 50 }).rows;
const jobs = (kind: string) => store.jobs.byQueue(kind).map(({ payload }) => payload);

describe('a message with a timer', () => {
  test('keeps its own, whatever the conversation has', () => {
    store.conversations.update(conversation().id, { expiration: { mode: 'after-read', timerS: 60 } });
    receive({ payload: text('Hi'), ...AFTER_SEND }, { swarmExpiryMs: NOW_MS + 500 });
    expect(rows()[0]?.expiration).toEqual({
      mode: 'after-send',
      timerS: 3_600,
      startedAtMs: NOW_MS + 500 - HOUR_MS,
      expiresAtMs: NOW_MS + 500,
    });
  });

  test('is never shown when it comes too late, but its author is known', () => {
    const payload: Payload = { kind: 'data', body: 'Late', profile: { displayName: 'Bob' } };
    receive({ payload, ...AFTER_SEND }, { swarmExpiryMs: NOW_MS });
    expect(rows()).toEqual([]);
    expect(conversation()).toMatchObject({ name: 'Bob', unreadCount: 0 });
  });

  test('of ours is never shown when it comes too late', () => {
    const payload: Payload = { kind: 'data', body: 'Late', syncTarget: friendId };
    receive({ payload, ...AFTER_READ }, { from: ownId, sentAtMs: NOW_MS - HOUR_MS });
    expect(rows()).toEqual([]);
  });

  test('that was read before it came begins now, and our swarm is told', () => {
    store.conversations.markRead({ id: conversation().id, upToSentAtMs: NOW_MS });
    receive({ payload: text('Hi'), ...AFTER_READ });
    expect(rows()[0]?.expiration).toMatchObject({ startedAtMs: NOW_MS, expiresAtMs: NOW_MS + HOUR_MS });
    expect(jobs('shorten-expiries')).toEqual([
      { hashes: [`hash ${NOW_MS - 1_000}`], expiresAtMs: NOW_MS + HOUR_MS },
    ]);
  });

  test('that another device read ends when that device said', () => {
    store.conversations.markRead({ id: conversation().id, upToSentAtMs: NOW_MS });
    receive({ payload: text('Hi'), ...AFTER_READ }, { swarmExpiryMs: NOW_MS + 70_000 });
    expect(rows()[0]?.expiration?.expiresAtMs).toBe(NOW_MS + 70_000);
    expect(jobs('shorten-expiries')).toEqual([]);
  });

  test('tells nothing while this device does not know what the others agreed on', () => {
    store.settings.set(CONFIGS_WERE_READ, false);
    store.conversations.markRead({ id: conversation().id, upToSentAtMs: NOW_MS });
    receive({ payload: text('Hi'), ...AFTER_READ });
    expect(jobs('shorten-expiries')).toEqual([]);
  });

  test('waits for its reader, and begins when we write on another device: our swarm is asked', () => {
    receive({ payload: text('Hi'), ...AFTER_READ });
    expect(rows()[0]?.expiration).toEqual({ mode: 'after-read', timerS: 3_600 });
    const answer: Payload = { kind: 'data', body: 'Answer', syncTarget: friendId };
    receive({ payload: answer }, { from: ownId, sentAtMs: NOW_MS - 500 });
    expect(rows()[0]?.expiration?.expiresAtMs).toBe(NOW_MS + HOUR_MS);
    expect(jobs('ask-expiries')).toEqual([{ hashes: [`hash ${NOW_MS - 1_000}`] }]);
  });

  test('keeps its clock when its author takes it back', () => {
    receive({ payload: text('Oh'), ...AFTER_SEND }, { swarmExpiryMs: NOW_MS + 500 });
    receive(
      { payload: { kind: 'unsend', author: friendId, timestampMs: NOW_MS - 1_000 } },
      { sentAtMs: NOW_MS - 10 },
    );
    expect(rows()[0]).toMatchObject({ deletion: 'globally', expiration: { expiresAtMs: NOW_MS + 500 } });
  });
});

describe('a line about the timer', () => {
  test('says what its author has set, goes with that timer, and changes nothing of ours', () => {
    receive({ payload: timerUpdate, ...AFTER_SEND }, { swarmExpiryMs: NOW_MS + HOUR_MS });
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toMatchObject({
      kind: 'timer-update',
      authorId: friendId,
      details: { timer: { mode: 'after-send', timerS: 3_600 } },
      expiration: { mode: 'after-send', expiresAtMs: NOW_MS + HOUR_MS },
    });
    expect(conversation().expiration).toEqual({ mode: 'off', timerS: 0 });
    expect(conversation().lastReadMs).toBe(0);
  });

  test('replaces an older one of the same author, in whichever order they come', () => {
    receive({ payload: timerUpdate, ...AFTER_READ }, { sentAtMs: NOW_MS - 20 });
    receive({ payload: timerUpdate }, { sentAtMs: NOW_MS - 10 });
    const late = receive({ payload: timerUpdate, ...AFTER_READ }, { sentAtMs: NOW_MS - 30 });
    expect(rows().map(({ details }) => details?.timer)).toEqual([{ mode: 'off', timerS: 0 }]);
    expect(late.some(({ type }) => type === 'message-changed')).toBe(false);
    receive({ payload: ownTimerUpdate, ...AFTER_READ }, { from: ownId, sentAtMs: NOW_MS - 40 });
    expect(rows()).toHaveLength(2);
  });

  test('opens no conversation and is not taken with a sync target of somebody else', () => {
    const strangerId = createAccountKeys(systemRandom).accountId;
    receive({ payload: timerUpdate, ...AFTER_READ }, { from: strangerId });
    receive({ payload: { ...timerUpdate, syncTarget: strangerId }, ...AFTER_READ });
    expect(store.conversations.byPeer(strangerId)).toBeUndefined();
    expect(rows()).toEqual([]);
  });

  test('of ours is our setting, unless a newer one or a newer config is known', () => {
    receive({ payload: ownTimerUpdate, ...AFTER_READ }, { from: ownId, sentAtMs: NOW_MS - 20 });
    expect(conversation().expiration).toEqual({ mode: 'after-read', timerS: 3_600 });
    receive({ payload: ownTimerUpdate, ...AFTER_SEND }, { from: ownId, sentAtMs: NOW_MS - 30 });
    expect(conversation().expiration.mode).toBe('after-read');
    const dump = Uint8Array.of(1);
    store.configs.save({ account: ownId, namespace: 3, dump, configTimeMs: NOW_MS, updatedAtMs: NOW_MS });
    receive({ payload: ownTimerUpdate }, { from: ownId, sentAtMs: NOW_MS - 5 });
    expect(conversation().expiration.mode).toBe('after-read');
  });
});

describe('a line about what was saved', () => {
  test.each([
    ['media-saved', { savedFromSentAtMs: 77 }],
    ['screenshot', undefined],
  ] as const)('is unread and disappears as it says: %s', (type, details) => {
    receive({ payload: { kind: 'data-extraction', type, timestampMs: 77 }, ...AFTER_READ });
    expect(rows()[0]).toMatchObject({
      kind: type,
      isUnread: true,
      details,
      expiration: { mode: 'after-read', timerS: 3_600 },
    });
    expect(conversation().unreadCount).toBe(1);
  });

  test('is nothing from ourselves, from strangers, and when it comes too late', () => {
    const payload = { kind: 'data-extraction', type: 'screenshot' } as const;
    receive({ payload }, { from: ownId });
    receive({ payload }, { from: createAccountKeys(systemRandom).accountId });
    receive({ payload, ...AFTER_SEND }, { swarmExpiryMs: NOW_MS - 1 });
    expect(rows()).toEqual([]);
    expect(store.conversations.byPeer(ownId)).toBeUndefined();
  });
});
