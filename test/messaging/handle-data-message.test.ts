import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type AccountId, createAccountKeys } from '../../ts/account/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import type { UserConfigs } from '../../ts/messaging/index.ts';
import { handleDataMessage } from '../../ts/messaging/receive/handle-data-message.ts';
import { type Store, openStore } from '../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom, zstdReady } from '../../ts/util/index.ts';
import { noGroups, userConfigs } from './user-configs.ts';
import type { DataMessage } from '../../ts/wire/index.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const ownId = keys.accountId;
const friendId = createAccountKeys(systemRandom).accountId;
const SENT_AT_MS = 1_700_000_000_000;

let folder: string;
let store: Store;
let configs: UserConfigs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-handler-'));
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

function receive(
  payload: Omit<DataMessage, 'kind'>,
  { from = friendId, sentAtMs = SENT_AT_MS }: { readonly from?: AccountId; readonly sentAtMs?: number } = {},
) {
  return configs.transaction((repositories) =>
    handleDataMessage(
      {
        hash: randomBytes(8).toString('hex'),
        authorId: from,
        sentAtMs,
        storedAtMs: sentAtMs,
        swarmExpiryMs: sentAtMs + 14 * 24 * 60 * 60 * 1_000,
        content: { sigTimestampMs: sentAtMs, payload: { kind: 'data', ...payload } },
      },
      {
        repositories,
        configs,
        groups: noGroups(store, keys, configs),
        keys,
        ownId,
        nowMs: SENT_AT_MS + 50,
        calls: { take: () => [] },
      },
    ),
  );
}

function textsWith(peerId: AccountId): readonly string[] {
  const conversation = store.conversations.byPeer(peerId);
  if (conversation === undefined) return [];
  return store.messages.page({ conversationId: conversation.id, limit: 50 }).rows.map(({ body }) => body);
}

describe('what others write', () => {
  test('opens a conversation under the name they give', () => {
    receive({ body: '  indented\n', profile: { displayName: ' Bob ' } });
    expect(textsWith(friendId)).toEqual(['  indented\n']);
    expect(store.conversations.byPeer(friendId)).toMatchObject({
      name: 'Bob',
      unreadCount: 1,
      kind: 'contact',
    });
  });

  test.each([
    ['nothing', {}],
    ['blanks', { body: ' \n\t' }],
    ['a changed timer', { body: 'not to be seen', isExpirationTimerUpdate: true }],
    ['somebody else’s sync target', { body: 'forged', syncTarget: friendId }],
  ])('%s is not a message', (_what, payload) => {
    expect(receive(payload)).toEqual([]);
    expect(store.conversations.list({ limit: 10 })).toEqual([]);
  });

  test('the same author and sent-at twice is one message, whatever the bytes', () => {
    receive({ body: 'once' });
    expect(receive({ body: 'once more' })).toEqual([]);
    expect(textsWith(friendId)).toEqual(['once']);
  });

  test('a text beyond 10,000 code points is cut, between two of them', () => {
    receive({ body: '😀'.repeat(10_001) });
    expect([...(textsWith(friendId)[0] ?? '')]).toHaveLength(10_000);
  });

  test('a newer name replaces an older one, not the other way round; milliseconds count as seconds', () => {
    receive({ body: 'a', profile: { displayName: 'Old', updatedAtS: 1_700_000_000_000 } });
    receive(
      { body: 'b', profile: { displayName: 'New', updatedAtS: 1_700_000_001 } },
      { sentAtMs: SENT_AT_MS + 1 },
    );
    receive(
      { body: 'c', profile: { displayName: 'Older', updatedAtS: 1_600_000_000 } },
      { sentAtMs: SENT_AT_MS + 2 },
    );
    expect(store.conversations.byPeer(friendId)?.name).toBe('New');
  });
});

describe('what we wrote on another device', () => {
  test('belongs to the conversation that it names, is sent, synced and read', () => {
    receive({ body: 'from the tablet', syncTarget: friendId.toUpperCase() }, { from: ownId });
    const conversation = store.conversations.byPeer(friendId);
    expect(conversation).toMatchObject({ unreadCount: 0, lastReadMs: SENT_AT_MS });
    expect(store.messages.get(conversation?.lastMessageId ?? 0)).toMatchObject({
      direction: 'outgoing',
      state: 'sent',
      isSynced: true,
    });
  });

  test('is a note to self when it names nobody', () => {
    receive({ body: 'a note' }, { from: ownId });
    expect(store.conversations.byPeer(ownId)?.kind).toBe('note-to-self');
  });

  test.each([`03${'11'.repeat(32)}`, '__textsecure_group__!', 'nonsense'])(
    'is passed over when it names %s',
    (syncTarget) => {
      expect(receive({ body: 'elsewhere', syncTarget }, { from: ownId })).toEqual([]);
      expect(store.conversations.list({ limit: 10 })).toEqual([]);
    },
  );
});
