import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import {
  CommunityError,
  highestSeqno,
  isReaction,
  readAllPermissions,
  readCapabilities,
  readFuturePermissions,
  readInbox,
  readInboxReceipt,
  readInfoUpdates,
  readMessages,
  readPermissions,
  readPollInfo,
  readPost,
  readReactionChange,
  readReactions,
  readReactors,
  readRoom,
  readRooms,
  requiresBlinding,
  supportsReactions,
} from '../../../ts/community/index.ts';
import type { CommunityReply } from '../../../ts/community/index.ts';
import { toBase64 } from '../../../ts/util/index.ts';
import { ALICE_ID } from '../members.ts';

await cryptoReady();

const BOB_ID = '1548fe7cc9ae784bf1eb7253f88acc1deab825d53a66476cef42ec344adfbffee1';
const ACCOUNT = '05be979601eda1af5b4876dec51c611da7f3a755f7692ccbcc47c58793c364c22d';
const SERVER_USER = `ff${'00'.repeat(32)}`;

const room = {
  token: 'Main',
  name: 'The Room',
  info_updates: 7,
  message_sequence: 99,
  created: 1_700_000_000.5,
  active_users: 3,
  active_users_cutoff: 604_800,
  moderators: [ALICE_ID.toUpperCase(), ACCOUNT, SERVER_USER],
  admins: [],
  read: true,
  write: true,
  upload: false,
};
const NO_RIGHTS = {
  read: false,
  write: false,
  upload: false,
  isModerator: false,
  isAdmin: false,
  isGlobalModerator: false,
  isGlobalAdmin: false,
};

describe('capabilities', () => {
  test('say what a server demands and can', () => {
    const capabilities = readCapabilities({ capabilities: ['blind', 'sogs'], missing: ['reactions'] });
    expect(requiresBlinding(capabilities)).toBe(true);
    expect(supportsReactions(capabilities)).toBe(false);
    expect(capabilities.missing).toEqual(['reactions']);
    expect(requiresBlinding(readCapabilities({ capabilities: [] }))).toBe(false);
    expect(() => readCapabilities({ capabilities: 'blind' })).toThrow('answer-invalid');
    expect(() => readCapabilities([])).toThrow('answer-invalid');
  });
});

describe('a room', () => {
  test('is described to everybody', () => {
    expect(readRoom(room)).toEqual({
      token: 'Main',
      name: 'The Room',
      infoUpdates: 7,
      messageSequence: 99,
      createdAtMs: 1_700_000_000_500,
      activeUsers: 3,
      activeUsersCutoffS: 604_800,
      pinnedMessages: [],
      moderators: [ALICE_ID, ACCOUNT],
      admins: [],
      hiddenModerators: [],
      hiddenAdmins: [],
      rights: { ...NO_RIGHTS, read: true, write: true },
      defaults: {},
    });
  });

  test('tells its moderators more, some of it in numbers', () => {
    const more = {
      ...room,
      description: 'what it is about',
      image_id: 5,
      pinned_messages: [{ id: 3, pinned_at: 1.5, pinned_by: BOB_ID }, { id: 1 }],
      hidden_admins: [BOB_ID],
      default_read: 1,
      default_write: 0,
      default_upload: true,
      moderator: 1,
    };
    expect(readRoom(more)).toMatchObject({
      description: 'what it is about',
      imageId: 5,
      pinnedMessages: [{ id: 3, pinnedAtMs: 1_500, pinnedBy: BOB_ID }, { id: 1 }],
      hiddenAdmins: [BOB_ID],
      defaults: { read: true, write: false, upload: true },
      rights: { isModerator: true, isAdmin: false },
    });
  });

  test.each([
    [{ admin: true }, { isAdmin: true, isModerator: true, isGlobalAdmin: false }],
    [{ global_moderator: true }, { isAdmin: false, isModerator: true, isGlobalModerator: true }],
    [
      { global_admin: true },
      { isAdmin: true, isModerator: true, isGlobalModerator: true, isGlobalAdmin: true },
    ],
    [{ admin: 'true' }, { isAdmin: false, isModerator: false }],
  ])('%j implies %j', (flags, rights) => {
    expect(readRoom({ ...room, ...flags }).rights).toMatchObject(rights);
  });

  test.each([
    { token: 'a b' },
    { token: 'x'.repeat(65) },
    { token: undefined },
    { name: 7 },
    { info_updates: -1 },
    { info_updates: '7' },
    { message_sequence: 1.5 },
    { created: 'yesterday' },
    { created: 1e300 },
    { pinned_messages: {} },
    { pinned_messages: [7] },
  ])('is none with %j', (change) => {
    expect(() => readRoom({ ...room, ...change })).toThrow('answer-invalid');
  });

  test('that is none does not hide the others', () => {
    expect(readRooms([room, {}, 7, { ...room, token: 'b' }]).map(({ token }) => token)).toEqual([
      'Main',
      'b',
    ]);
    expect(() => readRooms({})).toThrow('answer-invalid');
  });

  test('is polled, and tells its details when they are new', () => {
    const info = { token: 'Main', active_users: 4, read: true, write: false, upload: false };
    const expected = { token: 'Main', activeUsers: 4, rights: { ...NO_RIGHTS, read: true }, defaults: {} };
    expect(readPollInfo(info)).toEqual(expected);
    expect(readPollInfo({ ...info, details: null })).toEqual(expected);
    expect(readPollInfo({ ...info, details: room })).toEqual({ ...expected, details: readRoom(room) });
    expect(() => readPollInfo({ ...info, details: {} })).toThrow('answer-invalid');
    expect(readInfoUpdates({ info_updates: 8 })).toBe(8);
  });
});

const signature = toBase64(new Uint8Array(64).fill(1));
const post = { id: 1, seqno: 5, session_id: ALICE_ID, posted: 1_700_000_000.25, data: 'AAEC', signature };

describe('rows of messages', () => {
  test('are posts', () => {
    const expected = {
      kind: 'post',
      id: 1,
      seqno: 5,
      author: ALICE_ID,
      postedAtMs: 1_700_000_000_250,
      data: Uint8Array.of(0, 1, 2),
      signature: new Uint8Array(64).fill(1),
      isFiltered: false,
    };
    expect(readMessages([post])).toEqual([expected]);
    expect(readPost({ ...post, edited: 1_700_000_001, filtered: true, reactions: {} })).toEqual({
      ...expected,
      editedAtMs: 1_700_000_001_000,
      isFiltered: true,
      reactions: [],
    });
    expect(readPost({ ...post, session_id: ACCOUNT }).author).toBe(ACCOUNT);
  });

  test('are whispers', () => {
    expect(readPost({ ...post, whisper: true, whisper_mods: 1, whisper_to: BOB_ID }).whisper).toEqual({
      toModerators: true,
      to: BOB_ID,
    });
    expect(readPost({ ...post, whisper: 1, whisper_mods: 0 }).whisper).toEqual({ toModerators: false });
  });

  test('are deletions', () => {
    const row = { id: 1, seqno: 6, session_id: ALICE_ID, deleted: true, data: null, edited: 5 };
    expect(readMessages([row, { id: 2, seqno: 7, deleted: 1 }])).toEqual([
      { kind: 'deletion', id: 1, seqno: 6, deletedAtMs: 5_000 },
      { kind: 'deletion', id: 2, seqno: 7 },
    ]);
    expect(() => readPost(row)).toThrow('answer-invalid');
  });

  test('are changes of reactions', () => {
    const reactions = { '👍': { index: 0, count: 1, you: true } };
    expect(readMessages([{ id: 1, seqno: 8, reactions }])).toEqual([
      { kind: 'reactions', id: 1, seqno: 8, reactions: readReactions(reactions) },
    ]);
  });

  test.each([
    { id: '1' },
    { session_id: SERVER_USER },
    { session_id: undefined },
    { posted: '5' },
    { data: null },
    { data: '' },
    { data: '*' },
    { signature: 'AAEC' },
    { signature: null },
    { reactions: [] },
    { edited: 'x' },
  ])('with %j cannot be read, and do not spoil the others', (change) => {
    const rows = readMessages([{ ...post, ...change }, post]);
    expect(rows.map(({ kind }) => kind)).toEqual(['unreadable', 'post']);
    expect(rows[0]!.seqno).toBe(5);
  });

  test('tell how far to go on, readable or not', () => {
    const rows = readMessages([post, { seqno: 9 }, 7, { ...post, seqno: 6 }]);
    expect(highestSeqno(rows, 0)).toBe(9);
    expect(highestSeqno(rows, 12)).toBe(12);
    expect(() => readMessages({})).toThrow('answer-invalid');
  });
});

describe('reactions', () => {
  test('come in their order, with old keys decoded', () => {
    const map = {
      '%F0%9F%91%8D': { index: 1, count: 2, reactors: [ALICE_ID, SERVER_USER], you: 1 },
      '❤️': { index: 0, count: 1, reactors: [BOB_ID] },
      '100%': { index: 2, count: 1 },
      '': { index: 3, count: 1 },
      gone: { index: 4, count: 0 },
    };
    expect(readReactions(map)).toEqual([
      { emoji: '❤️', count: 1, reactors: [BOB_ID], isOurs: false },
      { emoji: '👍', count: 2, reactors: [ALICE_ID], isOurs: true },
      { emoji: '100%', count: 1, reactors: [], isOurs: false },
    ]);
    expect(() => readReactions({ x: { index: 0, count: '1' } })).toThrow('answer-invalid');
    expect(() => readReactions({ x: 7 })).toThrow('answer-invalid');
  });

  test.each([
    ['👍', true],
    ['👨🏿‍🦰', true],
    ['abcdefghijkl', true],
    ['👍'.repeat(12), true],
    ['abcdefghijklm', false],
    ['👍'.repeat(13), false],
    ['', false],
    ['\ud83d', false],
    ['x'.repeat(1_000_000), false],
  ])('%j may be one: %s', (text, expected) => {
    expect(isReaction(text)).toBe(expected);
  });

  test('are answered with what has changed, and with who gave them', () => {
    expect(readReactionChange({ added: true, seqno: 5 })).toEqual({ isChanged: true, seqno: 5 });
    expect(readReactionChange({ removed: false, seqno: 5 })).toEqual({ isChanged: false, seqno: 5 });
    expect(
      readReactors([
        [ALICE_ID, 1.5],
        [SERVER_USER, 2],
      ]),
    ).toEqual([{ user: ALICE_ID, atMs: 1_500 }]);
    expect(() => readReactors([7])).toThrow('answer-invalid');
    expect(() => readReactors([[7, 1]])).toThrow('answer-invalid');
  });
});

describe('inboxes', () => {
  const item = { id: 3, posted_at: 1.5, expires_at: 2, sender: ALICE_ID, recipient: BOB_ID, message: 'AAEC' };
  const replied = (json: unknown): CommunityReply => ({ status: 200, headers: {}, body: { json } });

  test('have items', () => {
    const receipt = { id: 3, postedAtMs: 1_500, expiresAtMs: 2_000, sender: ALICE_ID, recipient: BOB_ID };
    expect(readInbox(replied([item]))).toEqual({
      items: [{ ...receipt, message: Uint8Array.of(0, 1, 2) }],
      lastId: 3,
    });
    expect(readInboxReceipt({ ...item, message: undefined })).toEqual(receipt);
  });

  test('have nothing, or nothing new', () => {
    expect(readInbox(replied([]))).toEqual({ items: [], lastId: undefined });
    const unchanged = { status: 304, headers: {}, body: { bytes: new Uint8Array() } };
    expect(readInbox(unchanged)).toEqual({ items: [], lastId: undefined });
    expect(() => readInbox({ ...unchanged, status: 403 })).toThrow('forbidden');
    expect(() => readInbox(replied({}))).toThrow('answer-invalid');
  });

  test.each([{ sender: ACCOUNT }, { sender: `15${'00'.repeat(32)}` }, { message: 7 }, { posted_at: 'x' }])(
    'go on after an item that cannot be read: %j',
    (change) => {
      expect(readInbox(replied([{ ...item, id: 8, ...change }, 7]))).toEqual({ items: [], lastId: 8 });
    },
  );
});

describe('permissions', () => {
  test('say what was said of people', () => {
    const plain = { isBanned: false, isModerator: false, isAdmin: false, isHidden: false };
    expect(readPermissions({ read: true, write: false })).toEqual({ ...plain, read: true, write: false });
    expect(readPermissions({ admin: true, hidden: 1 })).toEqual({
      ...plain,
      isModerator: true,
      isAdmin: true,
      isHidden: true,
    });
    expect([...readAllPermissions({ [ALICE_ID]: { banned: true }, x: {} })]).toEqual([
      [ALICE_ID, { ...plain, isBanned: true }],
    ]);
    expect(
      readFuturePermissions([
        { at: 5, session_id: ALICE_ID, write: true },
        { at: 6, banned: false },
      ]),
    ).toEqual([
      { atMs: 5_000, user: ALICE_ID, write: true },
      { atMs: 6_000, banned: false },
    ]);
    expect(() => readFuturePermissions([{ at: '5' }])).toThrow('answer-invalid');
  });
});

test('whatever a server answers is read or refused', () => {
  const names = fc.constantFrom(
    ...Object.keys(post),
    ...Object.keys(room),
    'reactions',
    'deleted',
    'details',
  );
  const near = fc.dictionary(names, fc.jsonValue()).map((change) => ({ ...post, ...room, ...change }));
  const json = fc.oneof(
    fc.jsonValue(),
    near,
    fc.array(near),
    near.map((value) => ({ '👍': value })),
  );
  const readers: ((value: unknown) => unknown)[] = [
    readCapabilities,
    readRoom,
    readRooms,
    readPollInfo,
    readInfoUpdates,
    readMessages,
    readPost,
    readReactions,
    readReactionChange,
    readReactors,
    readInboxReceipt,
    readPermissions,
    readAllPermissions,
    readFuturePermissions,
    (value) => readInbox({ status: 200, headers: {}, body: { json: value } }),
  ];
  fc.assert(
    fc.property(json, fc.constantFrom(...readers), (value, read) => {
      try {
        read(JSON.parse(JSON.stringify(value)));
      } catch (error) {
        expect(error).toBeInstanceOf(CommunityError);
      }
    }),
    { numRuns: 3_000 },
  );
});
