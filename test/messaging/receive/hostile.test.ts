import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type AccountId, createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import {
  CONFIGS_WERE_READ,
  READ_RECEIPTS,
  TYPING_INDICATORS,
  type UserConfigs,
} from '../../../ts/messaging/index.ts';
import { handleMessage } from '../../../ts/messaging/receive/handle-message.ts';
import { type Repositories, type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import type { Content, Payload } from '../../../ts/wire/index.ts';
import { decodeContent, encodeContent } from '../../../ts/wire/index.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const ownId = keys.accountId;
const [friendId, strangerId] = [1, 2].map(() => createAccountKeys(systemRandom).accountId) as [
  AccountId,
  AccountId,
];
const NOW_MS = 1_700_000_000_000;

let folder: string;
let store: Store;
let configs: UserConfigs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-hostile-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  configs = userConfigs(store, keys);
  for (const setting of [CONFIGS_WERE_READ, READ_RECEIPTS, TYPING_INDICATORS])
    store.settings.set(setting, true);
  store.conversations.findOrCreate({ peerId: friendId, kind: 'contact', nowMs: NOW_MS });
  store.contacts.update(friendId, { isApproved: true, hasApprovedUs: true });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly from: AccountId;
  readonly sentAtMs: number;
  readonly storedAtMs?: number;
  readonly nowMs?: number;
}

function handle(
  repositories: Repositories,
  content: Content,
  { from, sentAtMs, storedAtMs = NOW_MS, nowMs = NOW_MS }: Sent,
) {
  return handleMessage(
    {
      hash: randomBytes(8).toString('hex'),
      authorId: from,
      sentAtMs,
      storedAtMs,
      swarmExpiryMs: NOW_MS + 86_400_000,
      content,
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
  );
}

function receive(content: Content, sent: Sent) {
  return configs.transaction((repositories) => handle(repositories, content, sent));
}

const MS = fc.oneof(
  fc.nat(Number.MAX_SAFE_INTEGER),
  fc.constantFrom(0, 1, NOW_MS - 1, NOW_MS, NOW_MS + 1, Number.MAX_SAFE_INTEGER),
);
const TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\0',
    'x'.repeat(5_000),
    '😀'.repeat(3_000),
    friendId,
    strangerId,
    ownId,
    ownId.toUpperCase(),
    `05${'00'.repeat(32)}`,
    `03${'11'.repeat(32)}`,
    '__textsecure_group__!abc',
    'http://filev2.getsession.org/file/1#p=x',
    `http://filev2.getsession.org/file/${'9'.repeat(400)}`,
    '👍',
  ),
);
const U32 = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0xffffffff));
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const BYTES = fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ minLength: 32, maxLength: 32 }));
const KEY = fc.uint8Array({ minLength: 32, maxLength: 32 });
const PROFILE = fc.record({ displayName: maybe(TEXT), pictureUrl: maybe(TEXT), updatedAtS: maybe(MS) });
const POINTER = fc.record({
  deprecatedId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  contentType: maybe(TEXT),
  key: maybe(BYTES),
  size: maybe(U32),
  digest: maybe(BYTES),
  fileName: maybe(TEXT),
  flags: maybe(U32),
  width: maybe(U32),
  height: maybe(U32),
  caption: maybe(TEXT),
  url: maybe(TEXT),
});
const DATA: fc.Arbitrary<Payload> = fc.record({
  kind: fc.constant('data' as const),
  body: maybe(TEXT),
  attachments: fc.array(POINTER, { maxLength: 3 }),
  isExpirationTimerUpdate: fc.boolean(),
  profileKey: maybe(KEY),
  profile: maybe(PROFILE),
  quote: maybe(fc.record({ sentAtMs: MS, author: TEXT })),
  previews: fc.array(fc.record({ url: TEXT, title: maybe(TEXT), image: maybe(POINTER) }), { maxLength: 3 }),
  reaction: maybe(
    fc.record({
      targetSentAtMs: MS,
      targetAuthor: TEXT,
      emoji: maybe(TEXT),
      action: fc.constantFrom('react' as const, 'remove' as const),
    }),
  ),
  communityInvitation: maybe(fc.record({ url: TEXT, name: TEXT })),
  syncTarget: maybe(TEXT),
});
const PAYLOAD: fc.Arbitrary<Payload> = fc.oneof(
  { weight: 4, arbitrary: DATA },
  fc.record({
    kind: fc.constant('receipt' as const),
    type: fc.constant('read' as const),
    timestampsMs: fc.array(MS, { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant('typing' as const),
    timestampMs: MS,
    action: fc.constantFrom('started' as const, 'stopped' as const),
  }),
  fc.record({ kind: fc.constant('unsend' as const), timestampMs: MS, author: TEXT }),
  fc.record({
    kind: fc.constant('message-request-response' as const),
    isApproved: fc.boolean(),
    profile: maybe(PROFILE),
    profileKey: maybe(KEY),
  }),
  fc.record({
    kind: fc.constant('data-extraction' as const),
    type: fc.constantFrom('screenshot' as const, 'media-saved' as const),
    timestampMs: maybe(MS),
  }),
);
const CONTENT: fc.Arbitrary<Content> = fc.record({
  sigTimestampMs: MS,
  expirationType: fc.constantFrom(
    'unknown' as const,
    'delete-after-read' as const,
    'delete-after-send' as const,
  ),
  expirationTimerS: U32,
  payload: PAYLOAD,
});

describe('whatever anybody sends', () => {
  test('is taken or passed over, never thrown at the poller', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(CONTENT, fc.constantFrom(friendId, strangerId, ownId)), {
          minLength: 1,
          maxLength: 8,
        }),
        (messages) => {
          for (const [content, from] of messages) {
            const read = decodeContent(encodeContent(content));
            expect(() => receive(read, { from, sentAtMs: content.sigTimestampMs ?? 0 })).not.toThrow();
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what waits for a message that never comes', () => {
  const target = (at: number) => ({ peerId: strangerId, authorId: ownId, targetSentAtMs: at });
  const waitingOf = (peerId: AccountId, ats: readonly number[]): number =>
    ats.filter((at) => store.waiting.forTarget({ ...target(at), peerId }).length > 0).length;
  const reaction = (at: number): Content => ({
    sigTimestampMs: NOW_MS,
    payload: {
      kind: 'data',
      reaction: { targetSentAtMs: at, targetAuthor: ownId, emoji: '👍', action: 'react' },
    },
  });
  const everyMs = Array.from({ length: 10_000 }, (_, at) => at + 1);

  test('is fifty of a stranger and a thousand of a contact, the newest', () => {
    for (const from of [strangerId, friendId])
      configs.transaction((repositories) => {
        for (const at of everyMs) handle(repositories, reaction(at), { from, sentAtMs: NOW_MS });
      });
    expect(waitingOf(strangerId, everyMs)).toBe(50);
    expect(waitingOf(strangerId, everyMs.slice(-50))).toBe(50);
    expect(waitingOf(friendId, everyMs)).toBe(1_000);
  });

  test('is fifty of one receipt', () => {
    const receipt: Content = {
      sigTimestampMs: NOW_MS,
      payload: { kind: 'receipt', type: 'read', timestampsMs: everyMs },
    };
    receive(receipt, { from: friendId, sentAtMs: NOW_MS });
    expect(waitingOf(friendId, everyMs)).toBe(50);
  });

  test('goes when its time is over, without a restart', () => {
    receive(reaction(1), { from: strangerId, sentAtMs: NOW_MS });
    const later = NOW_MS + 14 * 24 * 60 * 60 * 1_000;
    configs.transaction((repositories) =>
      handle(repositories, reaction(2), { from: strangerId, sentAtMs: NOW_MS, nowMs: later }),
    );
    expect(waitingOf(strangerId, [1, 2])).toBe(1);
  });
});

describe('reactions to one message', () => {
  const react = (emoji: string, sentAtMs: number): void =>
    void receive(
      {
        sigTimestampMs: sentAtMs,
        payload: {
          kind: 'data',
          reaction: { targetSentAtMs: NOW_MS, targetAuthor: friendId, emoji, action: 'react' },
        },
      },
      { from: friendId, sentAtMs },
    );
  const shown = (): readonly string[] => {
    const { id: conversationId } = store.conversations.byPeer(friendId)!;
    const [message] = store.messages.page({ conversationId, limit: 1 }).rows;
    return store.reactions.forMessages([message!.id]).map(({ emoji }) => emoji);
  };

  beforeEach(() => {
    const message: Content = { sigTimestampMs: NOW_MS, payload: { kind: 'data', body: 'Hello' } };
    receive(message, { from: friendId, sentAtMs: NOW_MS });
  });

  test('are one emoji each, and nothing else that could be read', () => {
    for (const [at, text] of ['buy now', '👍👍', '', '\u202e', '👩‍👩‍👧‍👦', '🇺🇦'].entries())
      react(text, NOW_MS + at);
    expect(shown()).toEqual(['👩‍👩‍👧‍👦', '🇺🇦']);
  });

  test('are fifty of one person at most', () => {
    const emoji = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x1f400 + at));
    for (const [at, one] of emoji.entries()) react(one, NOW_MS + at);
    expect(shown()).toEqual(emoji.slice(0, 50));
  });
});

test('a name like a novel ends where names end, and a picture with an endless address is none', () => {
  const profile = { displayName: '😀'.repeat(5_000), pictureUrl: `http://a.example/${'x'.repeat(5_000)}` };
  const payload = { kind: 'data', body: 'Hi', profile, profileKey: new Uint8Array(32) } as const;
  receive({ sigTimestampMs: NOW_MS, payload }, { from: strangerId, sentAtMs: NOW_MS });
  const { name, picture } = store.contacts.require(strangerId);
  expect([name, picture]).toEqual(['😀'.repeat(25), undefined]);
  expect(configs.contacts.get(strangerId)?.name).toBe(name);
});

test('an acceptance of long ago brings back nobody whom another device has deleted', () => {
  const configTimeMs = NOW_MS - 60_000;
  const dump = configs.of(3).dump();
  store.configs.save({ account: ownId, namespace: 3, dump, configTimeMs, updatedAtMs: NOW_MS });
  const accepted: Content = {
    sigTimestampMs: NOW_MS,
    payload: { kind: 'message-request-response', isApproved: true },
  };
  const sentAtMs = configTimeMs - 60 * 60_000;
  receive(accepted, { from: strangerId, sentAtMs, storedAtMs: sentAtMs });
  expect(store.conversations.byPeer(strangerId)).toBeUndefined();
  receive(accepted, { from: strangerId, sentAtMs: NOW_MS });
  expect(store.conversations.byPeer(strangerId)).toBeDefined();
});
