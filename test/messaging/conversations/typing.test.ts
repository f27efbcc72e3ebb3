import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { type Services, SetTyping, TYPING_INDICATORS } from '../../../ts/messaging/index.ts';
import { handleTyping } from '../../../ts/messaging/receive/handle-typing.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { decodeContent, decodeDirectMessage } from '../../../ts/wire/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const friend = createAccountKeys(systemRandom);
const peerId = friend.accountId;
const SECOND_MS = 1_000;

let folder: string;
let store: Store;
let clock: FakeClock;
let typing: SetTyping;
let conversationId: number;
/** What the friend was told, and how long a swarm keeps it. */
let told: { readonly action: string; readonly ttlMs: number }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-typing-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  clock = new FakeClock();
  told = [];
  conversationId = store.conversations.findOrCreate({ peerId, kind: 'contact', nowMs: 1 }).id;
  store.contacts.update(peerId, { isApproved: true });
  store.settings.set(TYPING_INDICATORS, true);
  typing = new SetTyping({ store, network: listening(), clock, random: systemRandom, log: silentLog, keys });
});

afterEach(() => {
  typing.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function listening(): Services['network'] {
  const time = { nowMs: () => clock.nowMs(), isSynchronized: () => true };
  const hear = ({ data, ttlMs }: { readonly data: Uint8Array; readonly ttlMs: number }) => {
    const { content } = decodeDirectMessage({ payload: data, recipient: friend.x25519 });
    const { payload } = decodeContent(content);
    if (payload.kind === 'typing') told.push({ action: payload.action, ttlMs });
    return Promise.resolve();
  };
  return { time, store: hear } as unknown as Services['network'];
}

const press = (): void => typing.run({ conversationId, isTyping: true });
const actions = (): readonly string[] => told.map(({ action }) => action);

describe('while a person types', () => {
  test('it is said at the first key and every ten seconds, and a swarm keeps it for twenty', async () => {
    for (let second = 0; second <= 20; second += 1) {
      press();
      await clock.advance(SECOND_MS);
    }
    expect(told).toEqual([1, 2, 3].map(() => ({ action: 'started', ttlMs: 20_000 })));
  });

  test('ten seconds without a key are the end, which is said', async () => {
    press();
    await clock.advance(9 * SECOND_MS);
    press();
    await clock.advance(9 * SECOND_MS);
    expect(actions()).toEqual(['started']);
    await clock.advance(SECOND_MS);
    expect(actions()).toEqual(['started', 'stopped']);
    await clock.advance(60 * SECOND_MS);
    expect(actions()).toHaveLength(2);
  });

  test('a message ends it without a word, and the next key is said at once', async () => {
    press();
    typing.messageWasWritten(conversationId);
    await clock.advance(5 * SECOND_MS);
    expect(actions()).toEqual(['started']);
    press();
    await clock.advance(0);
    expect(actions()).toEqual(['started', 'started']);
  });

  test('whoever was blocked meanwhile hears of no end', async () => {
    press();
    store.contacts.update(peerId, { isBlocked: true });
    await clock.advance(15 * SECOND_MS);
    expect(actions()).toEqual(['started']);
  });

  test.each<readonly [string, () => void]>([
    ['who does not want it', () => store.settings.set(TYPING_INDICATORS, false)],
    ['whom we have not accepted', () => void store.contacts.update(peerId, { isApproved: false })],
    ['whom we have blocked', () => void store.contacts.update(peerId, { isBlocked: true })],
  ])('nothing is said by or to somebody %s', async (_who, change) => {
    change();
    press();
    await clock.advance(15 * SECOND_MS);
    expect(told).toEqual([]);
  });
});

describe('what others say', () => {
  const NOW_MS = 1_700_000_000_000;
  interface Heard {
    readonly from?: typeof peerId;
    readonly action?: 'started' | 'stopped';
    readonly sentAtMs?: number;
    readonly timestampMs?: number;
  }
  const hear = ({
    from = peerId,
    action = 'started',
    sentAtMs = NOW_MS,
    timestampMs = sentAtMs,
  }: Heard = {}) =>
    handleTyping(
      {
        hash: 'hash',
        authorId: from,
        sentAtMs,
        storedAtMs: sentAtMs,
        swarmExpiryMs: sentAtMs + 20_000,
        content: { sigTimestampMs: sentAtMs, payload: { kind: 'typing', timestampMs, action } },
      },
      {
        repositories: store,
        configs: userConfigs(store, keys),
        groups: noGroups(store, keys, userConfigs(store, keys)),
        keys,
        ownId: keys.accountId,
        nowMs: NOW_MS,
        calls: { take: () => [] },
      },
    );

  test('is shown, and its end too', () => {
    expect(hear()).toEqual([{ type: 'typing', conversationId, isTyping: true }]);
    expect(hear({ action: 'stopped' })).toEqual([{ type: 'typing', conversationId, isTyping: false }]);
  });

  test('is nothing with two times, from ourselves, and when it is old', () => {
    expect(hear({ timestampMs: NOW_MS - 1 })).toEqual([]);
    expect(hear({ from: keys.accountId })).toEqual([]);
    expect(hear({ sentAtMs: NOW_MS - 20_001 })).toEqual([]);
    expect(hear({ sentAtMs: NOW_MS - 20_000 })).toHaveLength(1);
  });

  test('is nothing to whoever does not say it of themselves, nor from strangers', () => {
    store.settings.set(TYPING_INDICATORS, false);
    expect(hear()).toEqual([]);
    store.settings.set(TYPING_INDICATORS, true);
    store.contacts.update(peerId, { isApproved: false });
    expect(hear()).toEqual([]);
  });
});
