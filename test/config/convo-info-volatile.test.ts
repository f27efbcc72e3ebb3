import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { ConfigDict, Conversation, ReadStateChange } from '../../ts/config/index.ts';
import { ConvoInfoVolatile } from '../../ts/config/index.ts';
import { x25519PublicKey } from '../../ts/crypto/index.ts';
import { utf8 } from '../../ts/util/index.ts';
import {
  at,
  bytesOf,
  changedKeys,
  configsReady,
  configWith,
  GARBAGE,
  idWith,
  isSubsetOf,
  key32,
  maybe,
  nested,
  NOW_MS,
  rawKey,
  syncedCopy,
} from './typed-config.ts';

beforeAll(configsReady);

const ADA = `05${'ad'.repeat(32)}`;
const DIRECT: Conversation = { kind: 'direct', id: ADA };
const LEGACY: Conversation = { kind: 'legacy-group', id: ADA };
const GROUP: Conversation = { kind: 'group', id: `03${'0a'.repeat(32)}` };
const BLINDED: Conversation = { kind: 'blinded', id: `15${'0b'.repeat(32)}` };
const SERVER = 'http://example.org';
const PUBLIC_KEY = x25519PublicKey(key32(8));
const ROOM: Conversation = {
  kind: 'community',
  baseUrl: 'HTTP://Example.org:80/',
  room: 'Sudoku',
  publicKey: PUBLIC_KEY,
};
const EVERY_KIND = [DIRECT, LEGACY, GROUP, BLINDED, ROOM];
const PRO = { expiryMs: 1_760_086_400_000, tag: key32(9) };
const NOW = { nowMs: NOW_MS };
const DAY_MS = 86_400_000;
const VALUE_INVALID = expect.objectContaining({ code: 'value-invalid' });

function freshConvos(): ConvoInfoVolatile {
  return new ConvoInfoVolatile(configWith());
}

describe('a conversation', () => {
  test('of each kind is at its place', () => {
    const convos = freshConvos();
    for (const conversation of EVERY_KIND)
      convos.update(conversation, { lastReadMs: NOW_MS, proProof: PRO }, NOW);
    const pro = { e: PRO.expiryMs, g: `hex:${'09'.repeat(32)}` };
    expect(at(convos.config)).toEqual({
      1: { [`hex:${ADA}`]: { r: NOW_MS, ...pro } },
      C: { [`hex:${ADA}`]: { r: NOW_MS } },
      g: { [`hex:${GROUP.id}`]: { r: NOW_MS } },
      b: { [`hex:${BLINDED.id}`]: { r: NOW_MS, y: 1, ...pro } },
      o: { [SERVER]: { '#': `hex:${'08'.repeat(32)}`, R: { sudoku: { r: NOW_MS } } } },
    });
    expect(convos.list()).toHaveLength(5);
    expect(convos.get(ROOM)).toEqual({ lastReadMs: NOW_MS, isMarkedUnread: false, proProof: undefined });
  });

  test('that nothing is to be said about is not there', () => {
    const convos = freshConvos();
    for (const conversation of EVERY_KIND) {
      expect(convos.update(conversation, {}, NOW)).toBe(false);
      convos.update(conversation, { isMarkedUnread: true }, NOW);
      convos.update(conversation, { isMarkedUnread: false }, NOW);
    }
    expect(at(convos.config)).toEqual({});
  });

  test('is erased; the last room takes its server with it', () => {
    const convos = freshConvos();
    const other: Conversation = { ...ROOM, room: 'chess', publicKey: undefined };
    for (const conversation of [...EVERY_KIND, other])
      convos.update(conversation, { lastReadMs: NOW_MS }, NOW);
    for (const conversation of [DIRECT, LEGACY, GROUP, BLINDED, ROOM])
      expect(convos.erase(conversation)).toBe(true);
    expect(at(convos.config, 'o', SERVER, 'R')).toEqual({ chess: { r: NOW_MS } });
    expect(convos.erase(ROOM)).toBe(false);
    convos.erase(other);
    expect(at(convos.config)).toEqual({});
  });

  test.each<Conversation>([
    { kind: 'direct', id: GROUP.id },
    { kind: 'group', id: ADA },
    { kind: 'blinded', id: ADA },
    { kind: 'legacy-group', id: '05' },
    { ...ROOM, baseUrl: 'example.org' },
    { ...ROOM, room: 'a room' },
    { ...ROOM, publicKey: undefined },
  ])('is not %o', (conversation) => {
    const convos = freshConvos();
    expect(() => convos.update(conversation, { lastReadMs: NOW_MS }, NOW)).toThrow(VALUE_INVALID);
    expect(convos.config.state).toBe('clean');
  });

  test('has both parts of a Pro proof or none, and an expiry in either unit', () => {
    const convos = freshConvos();
    convos.update(DIRECT, { isMarkedUnread: true, proProof: PRO }, NOW);
    convos.update(DIRECT, { proProof: { ...PRO, tag: key32(1).subarray(1) } }, NOW);
    expect(at(convos.config, '1', rawKey(ADA))).toEqual({ u: 1 });
    const record = new Map<string, bigint | Uint8Array>([
      ['e', 1_760_086_400n],
      ['g', key32(9)],
    ]);
    const newer = new ConvoInfoVolatile(configWith(nested(['1', rawKey(ADA)], record)));
    expect(newer.get(DIRECT)?.proProof).toEqual(PRO);
    expect(newer.update(DIRECT, { proProof: PRO }, NOW)).toBe(false);
  });
});

describe('what was read long ago', () => {
  test('is not written when it is older than 30 days', () => {
    const convos = freshConvos();
    const limitMs = NOW_MS - 30 * DAY_MS;
    for (const conversation of EVERY_KIND) {
      expect(convos.update(conversation, { lastReadMs: limitMs - 1 }, NOW)).toBe(false);
      convos.update(conversation, { lastReadMs: limitMs - 1, isMarkedUnread: true }, NOW);
      expect(convos.get(conversation)).toMatchObject({ lastReadMs: undefined, isMarkedUnread: true });
      convos.update(conversation, { lastReadMs: limitMs }, NOW);
      expect(convos.get(conversation)?.lastReadMs).toBe(limitMs);
    }
  });

  test('stays when another field is written later', () => {
    const convos = freshConvos();
    convos.update(DIRECT, { lastReadMs: NOW_MS }, NOW);
    convos.update(DIRECT, { isMarkedUnread: true }, { nowMs: NOW_MS + 40 * DAY_MS });
    expect(convos.get(DIRECT)).toMatchObject({ lastReadMs: NOW_MS, isMarkedUnread: true });
    convos.update(DIRECT, { lastReadMs: NOW_MS + 1 }, { nowMs: NOW_MS + 40 * DAY_MS });
    expect(convos.get(DIRECT)?.lastReadMs).toBe(NOW_MS);
  });

  test('is dropped at a push after 45 days, unless it is marked as unread', () => {
    const convos = freshConvos();
    const unread: Conversation = { kind: 'direct', id: `05${'cc'.repeat(32)}` };
    for (const conversation of [...EVERY_KIND, unread])
      convos.update(conversation, { lastReadMs: NOW_MS }, NOW);
    convos.update(unread, { isMarkedUnread: true }, NOW);
    const seqno = convos.push(NOW_MS + 45 * DAY_MS).seqno;
    convos.config.confirmPushed(seqno, ['hash']);
    expect(convos.list()).toHaveLength(6);
    const later = convos.push(NOW_MS + 45 * DAY_MS + 1);
    expect(later).toMatchObject({ seqno: seqno + 1, obsolete: ['hash'] });
    expect(convos.list().map(({ kind }) => kind)).toEqual(['direct', 'group', 'blinded']);
    expect(at(convos.config, 'o')).toBeUndefined();
  });

  test('comes back from the drop to be remembered here', () => {
    const convos = freshConvos();
    convos.update(ROOM, { lastReadMs: NOW_MS }, NOW);
    expect(convos.prune(NOW_MS)).toEqual([]);
    expect(convos.prune(NOW_MS + 50 * DAY_MS)).toMatchObject([
      { kind: 'community', baseUrl: SERVER, room: 'sudoku', lastReadMs: NOW_MS },
    ]);
    expect(convos.prune(NOW_MS + 50 * DAY_MS)).toEqual([]);
  });
});

describe('after a merge that went back', () => {
  test('what was read further here is found and written back, and nothing else', () => {
    const convos = freshConvos();
    const unknown: Conversation = { kind: 'direct', id: `05${'cc'.repeat(32)}` };
    convos.update(DIRECT, { lastReadMs: NOW_MS - 100 }, NOW);
    convos.update(GROUP, { lastReadMs: NOW_MS }, NOW);
    const local = [
      { conversation: DIRECT, lastReadMs: NOW_MS - 50 },
      { conversation: GROUP, lastReadMs: NOW_MS - 50 },
      { conversation: unknown, lastReadMs: NOW_MS - 70 },
    ];
    expect(convos.readFurther(local)).toEqual([local[0], local[2]]);
    expect(convos.raiseLastReads(local, NOW_MS)).toBe(true);
    expect(convos.get(DIRECT)?.lastReadMs).toBe(NOW_MS - 50);
    expect(convos.get(GROUP)?.lastReadMs).toBe(NOW_MS);
    expect(convos.get(unknown)?.lastReadMs).toBe(NOW_MS - 70);
    expect(convos.readFurther(local)).toEqual([]);
  });

  test('raising never lowers, but an update may', () => {
    const convos = freshConvos();
    convos.update(DIRECT, { lastReadMs: NOW_MS }, NOW);
    expect(convos.raiseLastReads([{ conversation: DIRECT, lastReadMs: NOW_MS - 1 }], NOW_MS)).toBe(false);
    const twice = [NOW_MS + 2, NOW_MS + 1].map((lastReadMs) => ({ conversation: DIRECT, lastReadMs }));
    convos.raiseLastReads(twice, NOW_MS);
    expect(convos.get(DIRECT)?.lastReadMs).toBe(NOW_MS + 2);
    expect(convos.update(DIRECT, { lastReadMs: NOW_MS - 1 }, NOW)).toBe(true);
    expect(convos.get(DIRECT)?.lastReadMs).toBe(NOW_MS - 1);
  });
});

test('many conversations are written at once, or none of them', () => {
  const convos = freshConvos();
  const updates = Array.from({ length: 5_000 }, (_, count) => ({
    conversation: { kind: 'direct' as const, id: `05${count.toString(16).padStart(64, '0')}` },
    change: { lastReadMs: NOW_MS + count },
  }));
  const bad = { conversation: { kind: 'direct' as const, id: 'nobody' }, change: { lastReadMs: NOW_MS } };
  expect(() => convos.updateAll([...updates, bad], NOW_MS)).toThrow(VALUE_INVALID);
  expect(convos.list()).toEqual([]);
  const before = performance.now();
  convos.updateAll(updates, NOW_MS);
  expect(performance.now() - before).toBeLessThan(2_000);
  expect(convos.list()).toHaveLength(5_000);
});

const CONVERSATION: fc.Arbitrary<Conversation> = fc.oneof(
  fc.record({ kind: fc.constantFrom('direct' as const, 'legacy-group' as const), id: idWith('05') }),
  fc.record({ kind: fc.constant('group' as const), id: idWith('03') }),
  fc.record({ kind: fc.constant('blinded' as const), id: idWith('15', '25') }),
  fc.record({
    kind: fc.constant('community' as const),
    baseUrl: fc.constantFrom(SERVER, 'https://example.org', 'http://1.2.3.4:22023'),
    room: fc.stringMatching(/^[-0-9a-z_]{1,64}$/),
    publicKey: fc.constant(PUBLIC_KEY),
  }),
);
const STATE = {
  lastReadMs: maybe(fc.integer({ min: NOW_MS - 30 * DAY_MS, max: NOW_MS + DAY_MS })),
  isMarkedUnread: fc.boolean(),
  proProof: maybe(
    fc.record({ expiryMs: fc.integer({ min: 1_000_000_000_001, max: 4_000_000_000_000 }), tag: bytesOf(32) }),
  ),
};
const SOME_CHANGE: fc.Arbitrary<ReadStateChange> = fc.record(STATE, { requiredKeys: [] });

test('any state that is written is read again, here and on another device', () => {
  fc.assert(
    fc.property(CONVERSATION, fc.record(STATE), (conversation, state) => {
      const convos = freshConvos();
      convos.update(conversation, state, NOW);
      const hasProof = conversation.kind === 'direct' || conversation.kind === 'blinded';
      const expected = { ...state, proProof: hasProof ? state.proProof : undefined };
      const isEmpty = !expected.isMarkedUnread && (expected.lastReadMs ?? expected.proProof) === undefined;
      expect(convos.list()).toEqual(isEmpty ? [] : [{ ...conversation, ...expected }]);
      expect(convos.update(conversation, state, NOW)).toBe(false);
      expect(new ConvoInfoVolatile(syncedCopy(convos.config)).list()).toEqual(convos.list());
    }),
  );
});

test('data of any shape is read and pruned without an error', () => {
  fc.assert(
    fc.property(GARBAGE, CONVERSATION, (data, conversation) => {
      const convos = new ConvoInfoVolatile(configWith(data));
      convos.list();
      convos.get(conversation);
      convos.prune(NOW_MS);
      expect(convos.prune(NOW_MS)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('an update of a record of any shape keeps what it does not know', () => {
  fc.assert(
    fc.property(GARBAGE, SOME_CHANGE, (record, change) => {
      const convos = new ConvoInfoVolatile(configWith(nested(['1', rawKey(ADA)], record)));
      const before = recordOf(convos.config.data);
      convos.update(DIRECT, change, NOW);
      expect(changedKeys(before, recordOf(convos.config.data))).toSatisfy(isSubsetOf('rueg'));
      expect(convos.update(DIRECT, change, NOW)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a server keeps what newer versions put beside its rooms', () => {
  const server = new Map<string, Uint8Array | ConfigDict>([
    ['#', PUBLIC_KEY],
    ['R', new Map([['sudoku', new Map([['w', utf8('new')]])]])],
    ['x', utf8('new')],
  ]);
  const convos = new ConvoInfoVolatile(configWith(nested(['o', SERVER], server)));
  convos.update(ROOM, { lastReadMs: NOW_MS }, NOW);
  expect(at(convos.config, 'o', SERVER)).toMatchObject({ x: 'new', R: { sudoku: { w: 'new', r: NOW_MS } } });
});

function recordOf(data: ConfigDict): ConfigDict {
  const direct = data.get('1') as ConfigDict | undefined;
  return (direct?.get(rawKey(ADA)) as ConfigDict | undefined) ?? new Map();
}
