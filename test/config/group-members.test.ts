import { beforeEach, describe, expect, test } from 'vitest';

import type { ConfigDict, GroupMembers, MemberStatus, MemberTransition } from '../../ts/config/index.ts';
import { ConfigError, GroupConfigs, MEMBER_STATUSES } from '../../ts/config/index.ts';
import { symmetricKey } from '../../ts/crypto/index.ts';
import { fromHex, utf8, zstdReady } from '../../ts/util/index.ts';
import { dict } from './support/data.ts';
import { adminOf, adminOptions, memberOf, person } from './support/groups.ts';

await zstdReady();

const INES = person('ines');
const { id } = person('pavel');
const KEY = Buffer.from(fromHex(id)).toString('latin1');

/** The entry of a member, text for its bytes. */
type Entry = Readonly<Record<string, number | string>>;

let members: GroupMembers;

beforeEach(() => {
  ({ members } = adminOf(INES));
});

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.code;
    throw error;
  }
  return 'accepted';
}

const entry = (): unknown =>
  (members.config.data.get('m') as ReadonlyMap<string, unknown> | undefined)?.get(KEY);
const status = (): MemberStatus | undefined => members.get(id)?.status;

/** Writes the entry as other clients might. */
function write(fields: Entry): void {
  members.config.edit((root) => root.dict('m').setValue(KEY, entryOf(fields)));
}

function entryOf(fields: Entry): ConfigDict {
  const entries = Object.entries(fields);
  return dict(
    ...entries.map(([key, value]) => [key, typeof value === 'number' ? BigInt(value) : value] as const),
  );
}

describe('a new member', () => {
  test('is to be invited', () => {
    expect(members.get(id)).toBeUndefined();
    expect(members.update(id, { name: 'Pavel' })).toBe(true);
    expect(members.get(id)).toMatchObject({ id, name: 'Pavel', isAdmin: false, status: 'invite-sending' });
    expect(entry()).toEqual(dict(['I', 3n], ['n', 'Pavel']));
  });

  test('may have no name', () => {
    members.update(id, {});
    expect(entry()).toEqual(dict(['I', 3n], ['n', '']));
  });

  test('may be an admin from the beginning', () => {
    members.update(id, { name: 'Pavel', isAdmin: true });
    expect(entry()).toEqual(dict(['A', 1n], ['n', 'Pavel']));
    expect(status()).toBe('promotion-accepted');
  });

  test('has a picture and the time of the profile', () => {
    const picture = { url: 'http://files.example/1', key: symmetricKey(new Uint8Array(32).fill(3)) };
    members.update(id, { picture, profileUpdatedS: 1_760_000_003 });
    expect(members.get(id)).toMatchObject({ picture, profileUpdatedS: 1_760_000_003 });
    members.update(id, { picture: undefined });
    expect(members.get(id)).toMatchObject({ picture: undefined, profileUpdatedS: 1_760_000_003 });
  });

  test('with a name too long has as much of it as fits', () => {
    members.update(id, { name: `${'x'.repeat(98)}🦊` });
    expect(members.get(id)?.name).toBe('x'.repeat(98));
  });
});

describe('a member who', () => {
  const STORIES: readonly [readonly MemberTransition[], MemberStatus, Entry][] = [
    [['invite-sent'], 'invite-sent', { I: 1 }],
    [['invite-failed'], 'invite-failed', { I: 2 }],
    [['invite-failed', 'invite-not-sent'], 'invite-sending', { I: 3 }],
    [['invite-sent', 'invite-accepted'], 'invite-accepted', {}],
    [['invite-accepted', 'promoted'], 'promotion-sending', { A: 1, P: 3 }],
    [['promoted', 'promotion-sent'], 'promotion-sent', { A: 1, P: 1 }],
    [['promotion-sent'], 'promotion-sent', { A: 1, P: 1 }],
    [['promoted', 'promotion-failed'], 'promotion-failed', { A: 1, P: 2 }],
    [['promoted', 'promotion-sent', 'promotion-accepted'], 'promotion-accepted', { A: 1 }],
    [['promoted', 'invite-sent'], 'promotion-sending', { A: 1, P: 3 }],
    [['invite-sent', 'removed'], 'removed', { R: 1 }],
    [['promoted', 'removed'], 'removed', { A: 1, R: 1 }],
    [['invite-accepted', 'removed-with-messages'], 'removed-with-messages', { R: 2 }],
  ];

  test.each(STORIES)('was %j is %s: %j', (transitions, expected, fields) => {
    for (const transition of transitions) members.update(id, { transition });
    expect(status()).toBe(expected);
    expect(entry()).toEqual(entryOf({ n: '', ...fields }));
  });

  test('is invited with history has a mark until the invitation is accepted', () => {
    members.update(id, { isInvitedWithHistory: true, transition: 'invite-sent' });
    expect(entry()).toEqual(dict(['I', 1n], ['n', ''], ['s', 1n]));
    expect(members.get(id)?.isInvitedWithHistory).toBe(true);
    members.update(id, { transition: 'invite-accepted' });
    expect(entry()).toEqual(dict(['n', '']));
  });

  test('is erased is gone', () => {
    members.update(id, {});
    expect(members.erase(id)).toBe(true);
    expect(members.get(id)).toBeUndefined();
    expect(members.config.data.size).toBe(0);
    expect(members.erase(id)).toBe(false);
  });
});

describe('what other clients wrote', () => {
  const READINGS: readonly [MemberStatus, Entry][] = [
    ['invite-unknown', { I: 4 }],
    ['invite-not-sent', { I: 3 }],
    ['invite-failed', { I: 2 }],
    ['invite-sent', { I: 1 }],
    ['invite-accepted', {}],
    ['invite-accepted', { I: -1 }],
    ['invite-accepted', { I: 'text' }],
    ['promotion-unknown', { A: 1, P: 9 }],
    ['promotion-not-sent', { A: 1, P: 3 }],
    ['promotion-failed', { A: 1, P: 2 }],
    ['promotion-sent', { A: 1, P: 1 }],
    ['promotion-accepted', { A: 1 }],
    ['promotion-accepted', { A: 1, I: 1 }],
    ['removed-unknown', { R: 3 }],
    ['removed', { A: 1, P: 1, R: 1 }],
    ['removed-with-messages', { I: 1, R: 2 }],
  ];

  test.each(READINGS)('means %s: %j', (expected, fields) => {
    write({ n: 'x', ...fields });
    expect(status()).toBe(expected);
  });

  test('in an old version promotes nobody before it is accepted', () => {
    write({ n: 'x', I: 1, P: 1, s: 1 });
    expect(members.get(id)).toMatchObject({
      isAdmin: false,
      status: 'invite-sent',
      isInvitedWithHistory: false,
    });
  });

  test('that names no account is kept and not shown', () => {
    members.config.edit((root) => {
      const dicts = root.dict('m');
      dicts.setValue('short', dict(['n', 'x']));
      dicts.setValue(`\u0003${KEY.slice(1)}`, dict(['n', 'x']));
      dicts.set(KEY, utf8('no dict'));
    });
    expect(members.ids).toEqual([]);
    expect(members.get(id)).toBeUndefined();
    members.update(person('mika').id, {});
    expect([...(members.config.data.get('m') as ReadonlyMap<string, unknown>).keys()]).toHaveLength(4);
  });

  test('in a newer version stays', () => {
    write({ n: 'x', Z: 'new' });
    members.update(id, { name: 'y' });
    expect(entry()).toEqual(entryOf({ n: 'y', Z: 'new' }));
  });

  test('and is not changed leaves no draft', () => {
    write({ n: 'x', I: 1 });
    const { data } = members.config;
    expect(members.update(id, { name: 'x', transition: 'invite-sent' })).toBe(false);
    expect(members.config.data).toBe(data);
  });
});

test('the list has the members in the order of their IDs', () => {
  const people = ['a', 'b', 'c', 'd', 'e'].map((name) => person(name).id);
  for (const other of people) members.update(other, {});
  expect(members.ids).toEqual(people.toSorted());
  expect(members.all.map((member) => member.id)).toEqual(members.ids);
});

test('numbers of what is shown are those of other clients', () => {
  const numbers = Object.fromEntries(MEMBER_STATUSES.map((name, at) => [name, at]));
  expect(numbers).toMatchObject({
    'invite-unknown': 0,
    'invite-accepted': 5,
    'promotion-sending': 8,
    'promotion-accepted': 11,
    'removed-unknown': 12,
    'removed-with-messages': 14,
  });
});

describe('sending', () => {
  test('is known to this device only and survives in the dump', () => {
    const group = adminOf(INES);
    group.members.update(id, {});
    const restarted = GroupConfigs.load(group.dump(), adminOptions(INES));
    expect(restarted.members.get(id)?.status).toBe('invite-sending');
    restarted.members.clearPendingSends();
    expect(restarted.members.get(id)?.status).toBe('invite-not-sent');
    expect(restarted.needsDump).toBe(true);
  });

  test('ends with whatever comes of it', () => {
    members.update(id, {});
    members.update(id, { transition: 'invite-failed' });
    expect(members.config.extra.size).toBe(0);
    members.update(id, { transition: 'promoted' });
    expect(members.config.extra.get('pending_send_ids')).toEqual([utf8(id)]);
    members.erase(id);
    expect(members.config.extra.size).toBe(0);
  });

  test('does not depend on the case of the ID', () => {
    members.update(id.toUpperCase(), {});
    expect(status()).toBe('invite-sending');
  });
});

describe('refused is', () => {
  test.each(['', '05', `03${'00'.repeat(32)}`, `15${'00'.repeat(32)}`, `05${'0g'.repeat(32)}`])(
    'the ID %j',
    (wrong) => {
      for (const act of [
        () => members.update(wrong, {}),
        () => members.erase(wrong),
        () => members.get(wrong),
      ]) {
        expect(refusal(act)).toBe('value-invalid');
      }
      expect(members.config.state).toBe('clean');
    },
  );

  test('a time that is not whole', () => {
    expect(refusal(() => members.update(id, { profileUpdatedS: 1.5 }))).toBe('value-invalid');
    expect(members.get(id)).toBeUndefined();
    expect(members.config.extra.size).toBe(0);
  });

  test('any change by who is no admin', () => {
    const group = memberOf(INES);
    expect(refusal(() => group.members.update(id, {}))).toBe('read-only');
    expect(refusal(() => group.members.erase(id))).toBe('read-only');
    expect(group.members.config.extra.size).toBe(0);
    expect(group.needsPush).toBe(false);
  });
});
