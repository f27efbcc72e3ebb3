import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { ConfigDict, ContactChange } from '../../ts/config/index.ts';
import { Contacts } from '../../ts/config/index.ts';
import type { SymmetricKey } from '../../ts/crypto/index.ts';
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
  NOW_S,
  rawKey,
  syncedCopy,
  TIME_S,
} from './typed-config.ts';

beforeAll(configsReady);

const ADA = `05${'ad'.repeat(32)}`;
const EVE = `05${'ee'.repeat(32)}`;
const SERVER = 'http://community.example.org';
const SERVER_KEY = x25519PublicKey(key32(8));
const BLINDED = `15${'b1'.repeat(32)}`;
const VALUE_INVALID = expect.objectContaining({ code: 'value-invalid' });

function freshContacts(): Contacts {
  return new Contacts(configWith());
}

function contactsWith(record: ConfigDict): Contacts {
  return new Contacts(configWith(nested(['c', rawKey(ADA)], record)));
}

function stored(contacts: Contacts, id = ADA): unknown {
  return at(contacts.config, 'c', rawKey(id));
}

describe('a contact', () => {
  test('appears with its first update, and a name is always written', () => {
    const contacts = freshContacts();
    expect(contacts.get(ADA)).toBeUndefined();
    expect(contacts.update(ADA, { isBlocked: true })).toBe(true);
    expect(stored(contacts)).toEqual({ b: 1, n: '' });
    expect(contacts.update(ADA, { isBlocked: true, name: '' })).toBe(false);
    expect(contacts.get(ADA.toUpperCase())).toEqual({
      id: ADA,
      name: '',
      nickname: undefined,
      picture: undefined,
      profileUpdatedS: undefined,
      isApproved: false,
      hasApprovedMe: false,
      isBlocked: true,
      priority: 0,
      notify: 'default',
      mutedUntilS: undefined,
      expiry: undefined,
      createdS: undefined,
      proFeatures: [],
    });
  });

  test('loses what is taken from it', () => {
    const contacts = freshContacts();
    const picture = { url: 'http://f/1', key: key32(1) as SymmetricKey };
    contacts.update(ADA, {
      nickname: 'Countess',
      picture,
      isApproved: true,
      priority: 3,
      mutedUntilS: NOW_S,
      notify: 'none',
      expiry: { mode: 'after-read', timerS: 60 },
      profileUpdatedS: NOW_S,
      proFeatures: [0, 1],
    });
    expect(stored(contacts)).toMatchObject({ e: 2, E: 60, '@': 2, t: NOW_S });
    contacts.update(ADA, {
      nickname: undefined,
      picture: undefined,
      isApproved: false,
      priority: 0,
      mutedUntilS: undefined,
      notify: 'default',
      expiry: undefined,
      profileUpdatedS: undefined,
      proFeatures: [],
    });
    expect(stored(contacts)).toEqual({ n: '' });
  });

  test('is erased alone', () => {
    const contacts = freshContacts();
    contacts.update(ADA, { name: 'Ada' });
    contacts.update(EVE, { name: 'Eve' });
    expect(contacts.erase(EVE)).toBe(true);
    expect(contacts.erase(EVE)).toBe(false);
    expect(contacts.list().map(({ id }) => id)).toEqual([ADA]);
    contacts.erase(ADA);
    expect(at(contacts.config)).toEqual({});
  });

  test.each(['', '05zz', ADA.slice(2), `03${ADA.slice(2)}`, `15${ADA.slice(2)}`, `${ADA}0`])(
    'is not %j',
    (id) => {
      const contacts = freshContacts();
      expect(() => contacts.update(id, { name: 'x' })).toThrow(VALUE_INVALID);
      expect(() => contacts.get(id)).toThrow(VALUE_INVALID);
      expect(() => contacts.erase(id)).toThrow(VALUE_INVALID);
      expect(contacts.config.state).toBe('clean');
    },
  );

  test('has a name that is cut at a code point, and a nickname that must fit', () => {
    const contacts = freshContacts();
    contacts.update(ADA, { name: `${'x'.repeat(98)}🦊`, nickname: 'é'.repeat(50) });
    expect(contacts.get(ADA)).toMatchObject({ name: 'x'.repeat(98), nickname: 'é'.repeat(50) });
    expect(() => contacts.update(ADA, { nickname: `${'é'.repeat(50)}x` })).toThrow(
      expect.objectContaining({ code: 'text-too-long' }),
    );
  });

  test('was created once', () => {
    const contacts = freshContacts();
    contacts.update(ADA, { createdS: NOW_S });
    expect(contacts.update(ADA, { createdS: NOW_S + 5 })).toBe(false);
    expect(contacts.update(ADA, { createdS: undefined })).toBe(false);
    expect(contacts.get(ADA)?.createdS).toBe(NOW_S);
  });

  test.each([
    [NOW_S, NOW_S],
    [NOW_S * 1_000 + 999, NOW_S],
    [NOW_S * 1_000_000 + 999_999, NOW_S],
    [9_000_000_000, 9_000_000_000],
    [9_000_000_001, 9_000_000],
    [9_000_000_000_000, 9_000_000_000],
    [9_000_000_000_001, 9_000_000],
  ])('has times in seconds, whatever unit they come in: %d', (time, seconds) => {
    const contacts = freshContacts();
    contacts.update(ADA, { createdS: time, mutedUntilS: time });
    expect(stored(contacts)).toMatchObject({ j: seconds, '!': seconds });
    const read = contactsWith(new Map([['j', BigInt(time)]]));
    expect(read.get(ADA)?.createdS).toBe(seconds);
    read.update(ADA, { isApproved: true });
    expect(stored(read)).toMatchObject({ j: seconds });
  });

  test('never says that only mentions notify', () => {
    const contacts = freshContacts();
    contacts.update(ADA, { notify: 'mentions' });
    expect(stored(contacts)).toEqual({ '@': 1, n: '' });
    expect(contactsWith(new Map([['@', 3n]])).get(ADA)?.notify).toBe('all');
  });

  test.each([
    ['a mode without a timer', [['e', 1n]]],
    ['a timer without a mode', [['E', 60n]]],
    ['a mode of neither kind', [['e', 3n], ['E', 60n]]], // prettier-ignore
    ['a negative timer', [['e', 1n], ['E', -1n]]], // prettier-ignore
  ] as const)('expires nothing by %s', (_, fields) => {
    const contacts = contactsWith(new Map(fields));
    expect(contacts.get(ADA)?.expiry).toBeUndefined();
    contacts.update(ADA, { name: 'Ada' });
    expect(stored(contacts)).toEqual({ n: 'Ada' });
  });

  test('that a conflict left with one field is one with defaults, and gets its name back', () => {
    const contacts = contactsWith(new Map([['N', utf8('Countess')]]));
    expect(contacts.get(ADA)).toMatchObject({ name: '', nickname: 'Countess', isApproved: false });
    contacts.update(ADA, { isApproved: true });
    expect(stored(contacts)).toEqual({ N: 'Countess', a: 1, n: '' });
  });

  test('keeps features of newer versions', () => {
    const contacts = contactsWith(new Map([['f', [1n, 9n, 64n]]]));
    expect(contacts.get(ADA)?.proFeatures).toEqual([1, 9]);
    contacts.update(ADA, { proFeatures: [0] });
    expect(stored(contacts)).toMatchObject({ f: [0, 9, 64] });
    expect(() => contacts.update(ADA, { proFeatures: [64] })).toThrow(VALUE_INVALID);
  });

  test('keeps values of another type until they are written to', () => {
    const odd = new Map<string, bigint | Uint8Array>([
      ['n', 5n],
      ['a', utf8('yes')],
      ['b', utf8('no')],
      ['p', 1n],
      ['+', 2n ** 62n],
    ]);
    const contacts = contactsWith(odd);
    expect(contacts.get(ADA)).toMatchObject({ name: '', isApproved: false, priority: 0 });
    contacts.update(ADA, { isBlocked: true });
    expect(stored(contacts)).toEqual({ n: 5, a: 'yes', b: 1, p: 1, '+': 2 ** 62 });
  });

  test('keeps a name that is no UTF-8, byte for byte', () => {
    const contacts = contactsWith(new Map([['n', Uint8Array.of(0x41, 0xff)]]));
    expect(contacts.get(ADA)?.name).toBe('A\ufffd');
    contacts.update(ADA, { isApproved: true });
    expect(stored(contacts)).toEqual({ a: 1, n: 'hex:41ff' });
  });

  test('under a key or in a form that is none is left alone', () => {
    const contacts = new Contacts(
      configWith(
        new Map([
          [
            'c',
            new Map<string, Uint8Array | ConfigDict>([
              [rawKey(ADA), utf8('not a dict')],
              ['short', new Map([['n', utf8('?')]])],
              [rawKey(`15${'00'.repeat(32)}`), new Map([['n', utf8('?')]])],
            ]),
          ],
        ]),
      ),
    );
    expect(contacts.list()).toEqual([]);
    expect(contacts.get(ADA)).toBeUndefined();
    contacts.update(EVE, { name: 'Eve' });
    expect(Object.keys(at(contacts.config, 'c') as object)).toHaveLength(4);
  });

  test.each([NaN, Infinity, 0.5, 2 ** 53])('does not have %d of anything', (value) => {
    const contacts = freshContacts();
    expect(() => contacts.update(ADA, { priority: value })).toThrow(VALUE_INVALID);
    expect(contacts.config.state).toBe('clean');
  });
});

describe('a blinded contact', () => {
  test('is under its server, which needs a key once', () => {
    const contacts = freshContacts();
    const address = { baseUrl: 'HTTP://Community.example.org:80/', blindedId: BLINDED };
    expect(() => contacts.updateBlinded(address, { name: 'Bo' })).toThrow(VALUE_INVALID);
    contacts.updateBlinded(address, { name: 'Bo', publicKey: SERVER_KEY, createdS: NOW_S });
    contacts.updateBlinded({ ...address, blindedId: `25${'c2'.repeat(32)}` }, { priority: 1 });
    expect(at(contacts.config, 'b', SERVER, 'R')).toEqual({
      ['b1'.repeat(32)]: { j: NOW_S, n: 'Bo', y: 1 },
      ['c2'.repeat(32)]: { '+': 1, n: '' },
    });
    expect(contacts.listBlinded()).toMatchObject([
      { baseUrl: SERVER, publicKey: SERVER_KEY, blindedId: BLINDED, name: 'Bo', createdS: NOW_S },
      { baseUrl: SERVER, publicKey: SERVER_KEY, blindedId: `25${'c2'.repeat(32)}`, priority: 1 },
    ]);
  });

  test('is erased without its server', () => {
    const contacts = freshContacts();
    const address = { baseUrl: SERVER, blindedId: BLINDED };
    expect(contacts.eraseBlinded(address)).toBe(false);
    contacts.updateBlinded(address, { publicKey: SERVER_KEY });
    expect(contacts.eraseBlinded(address)).toBe(true);
    expect(at(contacts.config)).toEqual({ b: { [SERVER]: { '#': `hex:${'08'.repeat(32)}` } } });
    expect(contacts.listBlinded()).toEqual([]);
  });

  test.each([
    [SERVER, ADA],
    [SERVER, BLINDED.slice(2)],
    ['nowhere', BLINDED],
  ])('is not %s %s', (baseUrl, blindedId) => {
    const contacts = freshContacts();
    const address = { baseUrl, blindedId };
    expect(() => contacts.updateBlinded(address, { publicKey: SERVER_KEY })).toThrow(VALUE_INVALID);
    expect(() => contacts.eraseBlinded(address)).toThrow(VALUE_INVALID);
  });
});

const PERSON_PARTS = {
  name: fc.string({ maxLength: 25, unit: 'grapheme' }).filter((text) => utf8(text).length <= 100),
  picture: maybe(
    fc.record({
      url: fc.string({ minLength: 1, maxLength: 60 }),
      key: bytesOf(32).map((key) => key as SymmetricKey),
    }),
  ),
  profileUpdatedS: maybe(TIME_S),
  priority: fc.maxSafeInteger(),
  createdS: maybe(TIME_S),
  proFeatures: fc.uniqueArray(fc.integer({ min: 0, max: 63 })).map((bits) => bits.sort((a, b) => a - b)),
};
const CONTACT_PARTS = {
  ...PERSON_PARTS,
  nickname: maybe(fc.string({ minLength: 1, maxLength: 33 })),
  isApproved: fc.boolean(),
  hasApprovedMe: fc.boolean(),
  isBlocked: fc.boolean(),
  notify: fc.constantFrom('default' as const, 'all' as const, 'none' as const),
  mutedUntilS: maybe(TIME_S),
  expiry: maybe(
    fc.record({
      mode: fc.constantFrom('after-send' as const, 'after-read' as const),
      timerS: fc.integer({ min: 1 }),
    }),
  ),
};
const SOME_CHANGE: fc.Arbitrary<ContactChange> = fc.record(CONTACT_PARTS, { requiredKeys: [] });

test('any contact that is written is read again, here and on another device', () => {
  const contact = fc.record({ id: idWith('05'), ...CONTACT_PARTS });
  fc.assert(
    fc.property(fc.uniqueArray(contact, { selector: ({ id }) => id, maxLength: 5 }), (people) => {
      const contacts = freshContacts();
      for (const { id, ...change } of people) contacts.update(id, change);
      expect(contacts.list()).toEqual(people);
      for (const { id, ...change } of people) expect(contacts.update(id, change)).toBe(false);
      const copy = new Contacts(syncedCopy(contacts.config));
      for (const person of people) expect(copy.get(person.id)).toEqual(person);
    }),
  );
});

test('any blinded contact that is written is read again', () => {
  const blinded = fc.record({ blindedId: idWith('15', '25'), ...PERSON_PARTS });
  fc.assert(
    fc.property(blinded, ({ blindedId, ...change }) => {
      const contacts = freshContacts();
      contacts.updateBlinded({ baseUrl: SERVER, blindedId }, { ...change, publicKey: SERVER_KEY });
      const expected = [{ baseUrl: SERVER, blindedId, publicKey: SERVER_KEY, ...change }];
      expect(contacts.listBlinded()).toEqual(expected);
      expect(contacts.updateBlinded({ baseUrl: SERVER, blindedId }, change)).toBe(false);
    }),
  );
});

test('data of any shape is read without an error', () => {
  fc.assert(
    fc.property(GARBAGE, (data) => {
      const contacts = new Contacts(configWith(data));
      contacts.list();
      contacts.listBlinded();
      contacts.get(ADA);
    }),
    { numRuns: 500 },
  );
});

test('an update of a record of any shape keeps what it does not know', () => {
  fc.assert(
    fc.property(GARBAGE, SOME_CHANGE, (record, change) => {
      const contacts = contactsWith(record);
      const path = (): ConfigDict => recordOf(contacts.config.data);
      const before = path();
      contacts.update(ADA, change);
      expect(changedKeys(before, path())).toSatisfy(isSubsetOf('nNpqtaAb+@!eEjf'));
      expect(contacts.update(ADA, change)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

function recordOf(data: ConfigDict): ConfigDict {
  const contacts = data.get('c') as ConfigDict | undefined;
  return (contacts?.get(rawKey(ADA)) as ConfigDict | undefined) ?? new Map();
}

test('thousands of contacts are read and updated at once', () => {
  const records = new Map(
    Array.from({ length: 5_000 }, (_, at) => [
      rawKey(`05${at.toString(16).padStart(64, '0')}`),
      new Map<string, bigint | Uint8Array>([
        ['n', utf8(`Contact ${at}`)],
        ['a', 1n],
        ['j', BigInt(NOW_S)],
      ]),
    ]),
  );
  const contacts = new Contacts(configWith(new Map([['c', records]])));
  const before = performance.now();
  expect(contacts.list()).toHaveLength(5_000);
  for (let count = 0; count < 100; count += 1) contacts.update(ADA, { priority: count + 1 });
  expect(performance.now() - before).toBeLessThan(5_000);
});
