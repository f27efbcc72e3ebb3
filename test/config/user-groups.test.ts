import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { ConfigDict, JoinedGroupChange, LegacyGroupChange, LegacyRole } from '../../ts/config/index.ts';
import { UserGroups } from '../../ts/config/index.ts';
import type { X25519PublicKey, X25519SecretKey } from '../../ts/crypto/index.ts';
import { ed25519KeyPair, ed25519Seed, x25519PublicKey } from '../../ts/crypto/index.ts';
import { fromHex, toHex, utf8 } from '../../ts/util/index.ts';
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
  NOW_S,
  rawKey,
  syncedCopy,
  TIME_S,
} from './typed-config.ts';

beforeAll(configsReady);

/** A group and its seed. */
const GROUP = '031f7571df16ef7d9f45e570108076b335a5dcd8e274345f836c02c21584d296a5';
const SEED = ed25519Seed(fromHex('77622d07798734092164398bf7da685a63b4a932b7aaaa4429303f6542c3921b'));
const AUTH_DATA = new Uint8Array(100).fill(3);
const LEGACY = `05${'1e'.repeat(32)}`;
const ADA = `05${'ad'.repeat(32)}`;
const EVE = `05${'ee'.repeat(32)}`;
const ROOM = { baseUrl: 'HTTP://Example.org:80/', room: 'Lokinet-Updates' };
const SERVER = 'http://example.org';
const SERVER_KEY = x25519PublicKey(key32(8));
const VALUE_INVALID = expect.objectContaining({ code: 'value-invalid' });

function freshGroups(): UserGroups {
  return new UserGroups(configWith());
}

function storedGroup(groups: UserGroups): unknown {
  return at(groups.config, 'g', rawKey(GROUP));
}

describe('a group', () => {
  test('of a member has auth data and an empty seed', () => {
    const groups = freshGroups();
    groups.updateGroup(GROUP, { authData: AUTH_DATA, name: 'Friends', joinedS: NOW_S, isInvitation: true });
    expect(storedGroup(groups)).toEqual({
      K: '',
      i: 1,
      j: NOW_S,
      n: 'Friends',
      s: `hex:${'03'.repeat(100)}`,
    });
    expect(groups.group(GROUP)).toEqual({
      id: GROUP,
      name: 'Friends',
      adminSeed: undefined,
      authData: AUTH_DATA,
      end: undefined,
      priority: 0,
      joinedS: NOW_S,
      notify: 'default',
      mutedUntilS: undefined,
      isInvitation: true,
    });
    groups.updateGroup(GROUP, {
      isInvitation: false,
      notify: 'mentions',
      mutedUntilS: NOW_S * 1_000,
      priority: 1,
    });
    expect(storedGroup(groups)).toMatchObject({ '@': 3, '!': NOW_S, '+': 1 });
    expect(groups.updateGroup(GROUP, {})).toBe(false);
  });

  test('of an admin has its seed, and leaves auth data as it is', () => {
    const groups = freshGroups();
    groups.updateGroup(GROUP, { authData: AUTH_DATA });
    groups.updateGroup(GROUP, { adminSeed: SEED, authData: undefined });
    expect(storedGroup(groups)).toEqual({ K: `hex:${toHex(SEED)}`, s: `hex:${'03'.repeat(100)}` });
    expect(groups.group(GROUP)?.adminSeed).toEqual(SEED);
    groups.updateGroup(GROUP, { adminSeed: undefined, authData: undefined });
    expect(storedGroup(groups)).toEqual({ K: '' });
  });

  test('has no admin by the seed of another group', () => {
    const groups = freshGroups();
    expect(() => groups.updateGroup(GROUP, { adminSeed: ed25519Seed(key32(1)) })).toThrow(VALUE_INVALID);
    const foreign = new UserGroups(configWith(nested(['g', rawKey(GROUP)], new Map([['K', key32(1)]]))));
    expect(foreign.group(GROUP)?.adminSeed).toBeUndefined();
  });

  test('that the account was removed from has no keys until it is invited again', () => {
    const groups = freshGroups();
    groups.updateGroup(GROUP, { authData: AUTH_DATA, name: 'Friends' });
    expect(groups.endGroup(GROUP, 'kicked')).toBe(true);
    expect(storedGroup(groups)).toEqual({ K: '', n: 'Friends', r: 1 });
    expect(groups.endGroup(GROUP, 'kicked')).toBe(false);
    expect(groups.group(GROUP)?.end).toBe('kicked');
    groups.updateGroup(GROUP, { authData: AUTH_DATA });
    expect(groups.reviveGroup(GROUP)).toBe(true);
    expect(storedGroup(groups)).toEqual({ K: '', n: 'Friends', s: `hex:${'03'.repeat(100)}` });
  });

  test('that was destroyed stays destroyed', () => {
    const groups = freshGroups();
    groups.updateGroup(GROUP, { adminSeed: SEED });
    groups.endGroup(GROUP, 'destroyed');
    expect(storedGroup(groups)).toEqual({ K: '', r: 2 });
    expect(groups.endGroup(GROUP, 'kicked')).toBe(false);
    expect(groups.reviveGroup(GROUP)).toBe(false);
    expect(groups.group(GROUP)?.end).toBe('destroyed');
  });

  test('that is not there has no end, and is not erased', () => {
    const groups = freshGroups();
    expect(groups.endGroup(GROUP, 'kicked')).toBe(false);
    expect(groups.reviveGroup(GROUP)).toBe(false);
    expect(groups.eraseGroup(GROUP)).toBe(false);
    groups.updateGroup(GROUP, {});
    expect(storedGroup(groups)).toEqual({ K: '' });
    expect(groups.eraseGroup(GROUP)).toBe(true);
    expect(at(groups.config)).toEqual({});
  });

  test('has auth data of 100 bytes, and a name that is cut', () => {
    const groups = freshGroups();
    expect(() => groups.updateGroup(GROUP, { authData: AUTH_DATA.subarray(1) })).toThrow(VALUE_INVALID);
    groups.updateGroup(GROUP, { name: `${'x'.repeat(99)}é` });
    expect(groups.group(GROUP)?.name).toBe('x'.repeat(99));
  });

  test.each([ADA, `03${'0a'.repeat(31)}`, 'group'])('is not %s', (id) => {
    const groups = freshGroups();
    expect(() => groups.updateGroup(id, { name: 'x' })).toThrow(VALUE_INVALID);
    expect(() => groups.endGroup(id, 'kicked')).toThrow(VALUE_INVALID);
    expect(groups.config.state).toBe('clean');
  });
});

describe('a community', () => {
  test('is known by its room in lower case, and keeps how it was spelled', () => {
    const groups = freshGroups();
    groups.updateCommunity(ROOM, { publicKey: SERVER_KEY, priority: 2, joinedS: NOW_S });
    expect(at(groups.config, 'o')).toEqual({
      [SERVER]: {
        '#': `hex:${'08'.repeat(32)}`,
        R: { 'lokinet-updates': { '+': 2, j: NOW_S, n: 'Lokinet-Updates' } },
      },
    });
    groups.updateCommunity({ ...ROOM, room: 'LOKINET-updates' }, { priority: 0 });
    expect(groups.communities()).toEqual([groups.community(ROOM)]);
    expect(groups.community(ROOM)).toMatchObject({
      baseUrl: SERVER,
      room: 'Lokinet-Updates',
      publicKey: SERVER_KEY,
      priority: 0,
    });
  });

  test('gets a spelling when it has none that fits', () => {
    const record = new Map([['n', utf8('another')]]);
    const server = new Map<string, Uint8Array | ConfigDict>([
      ['#', SERVER_KEY],
      ['R', new Map([['lokinet-updates', record]])],
    ]);
    const groups = new UserGroups(configWith(nested(['o', SERVER], server)));
    expect(groups.community(ROOM)?.room).toBe('lokinet-updates');
    groups.updateCommunity(ROOM, {});
    expect(groups.community(ROOM)?.room).toBe('Lokinet-Updates');
  });

  test('leaves with its server when it is the last', () => {
    const groups = freshGroups();
    const other = { ...ROOM, room: 'other' };
    groups.updateCommunity(ROOM, { publicKey: SERVER_KEY });
    groups.updateCommunity(other, {});
    expect(groups.eraseCommunity(ROOM)).toBe(true);
    expect(groups.eraseCommunity(ROOM)).toBe(false);
    expect(groups.communities().map(({ room }) => room)).toEqual(['other']);
    groups.eraseCommunity(other);
    expect(at(groups.config)).toEqual({});
  });

  test.each([
    ['ftp://example.org', 'r'],
    [SERVER, 'bad room'],
  ])('is not %s %s', (baseUrl, room) => {
    const groups = freshGroups();
    expect(() => groups.updateCommunity({ baseUrl, room }, { publicKey: SERVER_KEY })).toThrow(VALUE_INVALID);
    expect(() => groups.updateCommunity(ROOM, {})).toThrow(VALUE_INVALID);
    expect(groups.config.state).toBe('clean');
  });

  test('without a key, or under a URL that is not canonical, is left alone', () => {
    const rooms = new Map([['R', new Map([['r', new Map([['n', utf8('r')]])]])]]);
    const keyed = new Map<string, Uint8Array | ConfigDict>([...rooms, ['#', SERVER_KEY]]);
    const servers = new Map<string, ConfigDict>([
      [SERVER, rooms],
      ['HTTP://Example.org', keyed],
      ['nowhere', keyed],
    ]);
    const groups = new UserGroups(configWith(new Map([['o', servers]])));
    expect(groups.communities()).toEqual([]);
    expect(groups.community({ baseUrl: SERVER, room: 'r' })).toBeUndefined();
    groups.updateCommunity({ baseUrl: SERVER, room: 'r' }, { publicKey: SERVER_KEY });
    expect(groups.communities()).toHaveLength(1);
    expect(Object.keys(at(groups.config, 'o') as object)).toHaveLength(3);
  });
});

describe('a legacy group', () => {
  test('has members and admins', () => {
    const groups = freshGroups();
    const keys = { publicKey: key32(1) as X25519PublicKey, secretKey: key32(2) as X25519SecretKey };
    const members = new Map<string, LegacyRole>([
      [EVE, 'admin'],
      [ADA, 'member'],
    ]);
    groups.updateLegacyGroup(LEGACY, { name: 'Old', members, keys, timerS: 3_600, notify: 'mentions' });
    expect(at(groups.config, 'C', rawKey(LEGACY))).toEqual({
      '@': 3,
      E: 3_600,
      K: `hex:${'02'.repeat(32)}`,
      a: [`hex:${EVE}`],
      k: `hex:${'01'.repeat(32)}`,
      m: [`hex:${ADA}`],
      n: 'Old',
    });
    groups.updateLegacyGroup(LEGACY, { members: new Map([[ADA, 'admin']]) });
    expect(at(groups.config, 'C', rawKey(LEGACY))).toMatchObject({ a: [`hex:${ADA}`] });
    expect(at(groups.config, 'C', rawKey(LEGACY), 'm')).toBeUndefined();
    expect(groups.legacyGroup(LEGACY)).toMatchObject({ name: 'Old', keys, timerS: 3_600 });
    expect(groups.eraseLegacyGroup(LEGACY)).toBe(true);
    expect(at(groups.config)).toEqual({});
  });

  test('has nobody twice, and keeps members that are none', () => {
    const element = Uint8Array.from(Buffer.from(ADA, 'hex'));
    const record = new Map([
      ['a', [element]],
      ['m', [7n, element]],
    ]);
    const groups = new UserGroups(configWith(nested(['C', rawKey(LEGACY)], record)));
    expect(groups.legacyGroup(LEGACY)?.members).toEqual(new Map([[ADA, 'admin']]));
    groups.updateLegacyGroup(LEGACY, {});
    expect(at(groups.config, 'C', rawKey(LEGACY))).toEqual({ a: [`hex:${ADA}`], m: [7], n: '' });
  });

  test('is not one with members that are no accounts', () => {
    const groups = freshGroups();
    const members = new Map<string, LegacyRole>([[GROUP, 'member']]);
    expect(() => groups.updateLegacyGroup(LEGACY, { members })).toThrow(VALUE_INVALID);
    expect(() => groups.updateLegacyGroup(GROUP, {})).toThrow(VALUE_INVALID);
  });
});

const JOINED = {
  priority: fc.maxSafeInteger(),
  joinedS: maybe(TIME_S),
  notify: fc.constantFrom('default' as const, 'all' as const, 'none' as const, 'mentions' as const),
  mutedUntilS: maybe(TIME_S),
  isInvitation: fc.boolean(),
};
const NAME = fc
  .string({ minLength: 1, maxLength: 25, unit: 'grapheme' })
  .filter((text) => utf8(text).length <= 100);
const GROUP_PARTS = { ...JOINED, name: maybe(NAME), authData: maybe(bytesOf(100)) };
const LEGACY_PARTS = {
  ...JOINED,
  name: NAME,
  keys: maybe(
    fc.record({
      publicKey: bytesOf(32).map((key) => key as X25519PublicKey),
      secretKey: bytesOf(32).map((key) => key as X25519SecretKey),
    }),
  ),
  members: fc
    .array(fc.tuple(idWith('05'), fc.constantFrom('member' as const, 'admin' as const)), { maxLength: 6 })
    .map((members) => new Map(members)),
  timerS: maybe(fc.integer({ min: 1 })),
};

test('any group that is written is read again, here and on another device', () => {
  const group = fc.record({ seed: maybe(bytesOf(32)), id: idWith('03'), change: fc.record(GROUP_PARTS) });
  fc.assert(
    fc.property(group, ({ seed, id: memberId, change }) => {
      const adminSeed = seed && ed25519Seed(seed);
      const id = adminSeed ? `03${toHex(ed25519KeyPair(adminSeed).publicKey)}` : memberId;
      const groups = freshGroups();
      groups.updateGroup(id, { ...change, adminSeed });
      const authData = adminSeed ? undefined : change.authData;
      expect(groups.groups()).toEqual([{ id, end: undefined, ...change, adminSeed, authData }]);
      expect(groups.updateGroup(id, { ...change, adminSeed })).toBe(false);
      expect(new UserGroups(syncedCopy(groups.config)).groups()).toEqual(groups.groups());
    }),
  );
});

test('any community that is written is read again, here and on another device', () => {
  const community = fc.record({
    room: fc.stringMatching(/^[-0-9a-zA-Z_]{1,64}$/),
    change: fc.record(JOINED),
  });
  fc.assert(
    fc.property(community, ({ room, change }) => {
      const groups = freshGroups();
      groups.updateCommunity({ baseUrl: SERVER, room }, { ...change, publicKey: SERVER_KEY });
      const expected = [{ baseUrl: SERVER, room, publicKey: SERVER_KEY, ...change }];
      expect(groups.communities()).toEqual(expected);
      expect(groups.updateCommunity({ baseUrl: SERVER, room: room.toUpperCase() }, change)).toBe(false);
      expect(new UserGroups(syncedCopy(groups.config)).communities()).toEqual(expected);
    }),
  );
});

test('any legacy group that is written is read again, here and on another device', () => {
  fc.assert(
    fc.property(fc.record(LEGACY_PARTS), (change) => {
      const groups = freshGroups();
      groups.updateLegacyGroup(LEGACY, change);
      expect(groups.legacyGroups()).toEqual([{ id: LEGACY, ...change }]);
      expect(groups.updateLegacyGroup(LEGACY, change)).toBe(false);
      expect(new UserGroups(syncedCopy(groups.config)).legacyGroups()).toEqual(groups.legacyGroups());
    }),
  );
});

test('data of any shape is read without an error', () => {
  fc.assert(
    fc.property(GARBAGE, (data) => {
      const groups = new UserGroups(configWith(data));
      groups.groups();
      groups.communities();
      groups.legacyGroups();
    }),
    { numRuns: 500 },
  );
});

const SOME_CHANGE: fc.Arbitrary<JoinedGroupChange> = fc.record(GROUP_PARTS, { requiredKeys: [] });
const SOME_LEGACY_CHANGE: fc.Arbitrary<LegacyGroupChange> = fc.record(LEGACY_PARTS, { requiredKeys: [] });

test('an update of a record of any shape keeps what it does not know', () => {
  fc.assert(
    fc.property(GARBAGE, SOME_CHANGE, SOME_LEGACY_CHANGE, (record, change, legacyChange) => {
      const data = new Map([
        ...nested(['g', rawKey(GROUP)], record),
        ...nested(['C', rawKey(LEGACY)], record),
      ]);
      const groups = new UserGroups(configWith(data));
      const before = groups.config.data;
      groups.updateGroup(GROUP, change);
      groups.updateLegacyGroup(LEGACY, legacyChange);
      const changed = (kind: string, id: string): readonly string[] =>
        changedKeys(recordOf(before, kind, id), recordOf(groups.config.data, kind, id));
      expect(changed('g', GROUP)).toSatisfy(isSubsetOf('+j@!iKsn'));
      expect(changed('C', LEGACY)).toSatisfy(isSubsetOf('+j@!inkKmaE'));
      expect(groups.updateGroup(GROUP, change) || groups.updateLegacyGroup(LEGACY, legacyChange)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

function recordOf(data: ConfigDict, kind: string, id: string): ConfigDict {
  const records = data.get(kind) as ConfigDict | undefined;
  return (records?.get(rawKey(id)) as ConfigDict | undefined) ?? new Map();
}
