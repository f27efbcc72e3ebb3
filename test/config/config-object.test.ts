import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { ConfigError, ConfigObject } from '../../ts/config/index.ts';
import { encryptConfig, padInFront } from '../../ts/config/encryption.ts';
import { cryptoReady, ed25519KeyPair, ed25519Seed, symmetricKey } from '../../ts/crypto/index.ts';
import { concatBytes, fromHex, systemRandom, toHex, utf8, zstdReady } from '../../ts/util/index.ts';
import { dict } from './support/data.ts';
import { NOW_MS, Swarm, options, poll, reference, sync } from './support/devices.ts';

await cryptoReady();
await zstdReady();

let swarm: Swarm;
let phone: ConfigObject;
let laptop: ConfigObject;

beforeEach(() => {
  swarm = new Swarm();
  phone = reference();
  laptop = reference();
});

const name = (device: ConfigObject, value: string): boolean =>
  device.edit((root) => root.set('n', utf8(value)));
const restarted = (device: ConfigObject): ConfigObject => ConfigObject.load(device.dump(), options());

describe('a change', () => {
  test('reaches another device', () => {
    expect(name(phone, 'Ada')).toBe(true);
    expect(phone).toMatchObject({ state: 'dirty', seqno: 1, needsPush: true, needsDump: true });
    sync(phone, swarm);
    expect(phone).toMatchObject({ state: 'clean', needsPush: false });
    expect(poll(laptop, swarm).outcome).toBe('replaced');
    expect(laptop.data).toEqual(dict(['n', 'Ada']));
    expect(laptop.configHash).toEqual(phone.configHash);
    expect(laptop.currentHashes).toEqual(phone.currentHashes);
  });

  test('that changes nothing is none', () => {
    name(phone, 'Ada');
    sync(phone, swarm);
    expect(name(phone, 'Ada')).toBe(false);
    expect(phone.state).toBe('clean');
  });

  test('that fails half-way changes nothing', () => {
    expect(() =>
      phone.edit((root) => {
        root.set('a', 1n);
        throw new ConfigError('text-too-long');
      }),
    ).toThrow('text-too-long');
    expect(phone).toMatchObject({ state: 'clean', seqno: 0, needsDump: false });
  });

  test('belongs to the same message until that is given out', () => {
    name(phone, 'A');
    name(phone, 'B');
    expect(phone.seqno).toBe(1);
    phone.push();
    name(phone, 'C');
    expect(phone).toMatchObject({ seqno: 2, state: 'dirty' });
  });
});

describe('a push', () => {
  test('gives the same again until it is confirmed', () => {
    name(phone, 'Ada');
    const first = phone.push();
    const second = phone.push();
    expect(second).toEqual(first);
    expect(phone.state).toBe('waiting');
    phone.confirmPushed(first.seqno, ['h']);
    expect(phone).toMatchObject({ state: 'clean', currentHashes: ['h'] });
  });

  test('is not confirmed by the answer to an older one', () => {
    name(phone, 'Ada');
    const { seqno } = phone.push();
    name(phone, 'Bea');
    phone.confirmPushed(seqno, ['h']);
    expect(phone.state).toBe('dirty');
    phone.push();
    phone.confirmPushed(seqno, ['h']);
    expect(phone.state).toBe('waiting');
  });

  test('names what may be deleted until it was', () => {
    name(phone, 'A');
    sync(phone, swarm);
    const [old] = phone.currentHashes;
    name(phone, 'B');
    expect(phone.push().obsolete).toEqual([old]);
    expect(phone.push().obsolete).toEqual([old]);
    phone.confirmDeleted([old!]);
    expect(phone.push().obsolete).toEqual([]);
  });

  test('of too much data fails without a change', () => {
    phone.edit((root) => {
      for (let at = 0; at < 120; at += 1) root.set(`k${at}`, systemRandom.bytes(50_000));
    });
    expect(() => phone.push()).toThrow('too-large');
    expect(phone.state).toBe('dirty');
  });
});

describe('a large config', () => {
  test('travels in parts and counts when the last one is there', () => {
    phone.edit((root) => {
      for (let at = 0; at < 5; at += 1) root.set(`k${at}`, systemRandom.bytes(40_000));
    });
    const { seqno, messages } = phone.push();
    expect(messages).toHaveLength(3);
    expect(messages.every(({ length }) => length <= 76_800)).toBe(true);
    const stored = messages.map((data, at) => ({ hash: `p${at}`, data }));
    expect(laptop.merge([stored[2]!, stored[0]!]).good).toEqual(new Set(['p2', 'p0']));
    expect(laptop).toMatchObject({ seqno: 0, activeHashes: ['p2', 'p0'], needsDump: true });
    laptop = restarted(laptop);
    expect(laptop.merge([stored[1]!]).outcome).toBe('replaced');
    expect(laptop.seqno).toBe(seqno);
    expect(laptop.currentHashes).toEqual(['p0', 'p1', 'p2']);
  });
});

describe('a conflict', () => {
  test('ends in one state, whoever solves it', () => {
    name(phone, 'Ada');
    sync(phone, swarm);
    poll(laptop, swarm);
    const tablet = reference();
    poll(tablet, swarm);
    phone.edit((root) => root.set('a', 1n));
    laptop.edit((root) => root.set('b', 2n));
    const before = swarm.all();
    sync(phone, swarm);
    const stored = [
      ...before,
      ...swarm.all(),
      ...laptop.push().messages.map((data) => ({ hash: 'l', data })),
    ];
    laptop.confirmPushed(2, ['l']);
    for (const device of [phone, laptop, tablet]) {
      expect(device.merge(stored).outcome).toBe('merged');
      expect(device).toMatchObject({ state: 'dirty', seqno: 3, currentHashes: [] });
      expect(device.data).toEqual(dict(['n', 'Ada'], ['a', 1n], ['b', 2n]));
    }
    expect(laptop.configHash).toEqual(phone.configHash);
    expect(tablet.configHash).toEqual(phone.configHash);
  });
});

describe('after a restart', () => {
  test.each(['clean', 'waiting'] as const)('a %s config says what it said', (state) => {
    name(phone, 'Ada');
    phone.push();
    if (state === 'clean') phone.confirmPushed(1, ['h']);
    const loaded = restarted(phone);
    expect(loaded.state).toBe(state);
    expect(loaded.plain).toEqual(phone.plain);
    expect(loaded.currentHashes).toEqual(phone.currentHashes);
  });

  test('a changed config becomes a new message with the same data', () => {
    name(phone, 'Ada');
    const loaded = restarted(phone);
    expect(loaded).toMatchObject({ state: 'dirty', seqno: 2 });
    expect(loaded.data).toEqual(phone.data);
  });

  test.each(['', 'de', 'd1:!i9e1:$0:e', 'd1:!i0e1:$2:dee', 'd1:!i0e1:$5:wrong1:(le1:)le1:*i1e1:+dee', 'i5e'])(
    'a dump that is none is refused: %s',
    (dump) => {
      expect(() => ConfigObject.load(utf8(dump), options())).toThrow(ConfigError);
    },
  );
});

describe('what cannot be used', () => {
  test('costs nothing but itself, and is told', () => {
    name(phone, 'Ada');
    sync(phone, swarm);
    const key = symmetricKey(new Uint8Array(32).fill(7));
    const seal = (inner: Uint8Array): Uint8Array => encryptConfig(padInFront(inner), key, 'UserProfile');
    const bad = {
      'not encrypted': utf8('hello'),
      'nothing inside': seal(new Uint8Array()),
      'no mark': seal(utf8('xyz')),
      'no message': seal(utf8('de')),
      'no frame': seal(concatBytes(utf8('z'), new Uint8Array(9).fill(1))),
      'no part': seal(utf8('ml1:xe')),
      'a bomb': seal(concatBytes(utf8('z'), fromHex('28b52ffda0ffffff7f010000'))),
    };
    const stored = Object.entries(bad).map(([hash, data]) => ({ hash, data }));
    const report = laptop.merge([...stored, ...swarm.all(), ...stored]);
    expect(report.good).toEqual(new Set(phone.currentHashes));
    expect(report.failures.map(({ hash }) => hash)).toEqual([...Object.keys(bad), ...Object.keys(bad)]);
    expect(laptop.data).toEqual(phone.data);
    expect(laptop.obsoleteHashes).toEqual([]);
  });

  test('changes nothing, however it came about', () => {
    name(phone, 'Ada');
    sync(phone, swarm);
    const [real] = swarm.all();
    const before = toHex(phone.dump());
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(256), (at, byte, length) => {
        const data = real!.data.with(at, byte).subarray(0, length);
        fc.pre(toHex(data) !== toHex(real!.data));
        const report = phone.merge([{ hash: 'x', data }]);
        expect(report.good.size).toBe(0);
        expect(toHex(phone.dump())).toBe(before);
      }),
    );
  });
});

describe('of a group', () => {
  const admin = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(1)));
  const group = { ...options(), verifyKey: admin.publicKey };
  const asAdmin = (): ConfigObject => new ConfigObject({ ...group, signKey: admin.secretKey });

  test('a member reads and never writes, pushes or deletes', () => {
    const owner = asAdmin();
    const member = new ConfigObject(group);
    name(owner, 'Group');
    sync(owner, swarm);
    poll(member, swarm);
    expect(member.data).toEqual(owner.data);
    expect(() => name(member, 'Mine')).toThrow('read-only');
    expect(() => member.touch()).toThrow('read-only');
    expect(() => member.push()).toThrow('read-only');
    expect(member).toMatchObject({ isReadOnly: true, needsPush: false });
  });

  test('a member takes the greatest of concurrent states and forgets what admins may delete', () => {
    const [first, second] = [asAdmin(), asAdmin()];
    name(first, 'One');
    name(second, 'Two');
    const stored = [first, second].map((device, at) => ({ hash: `${at}`, data: device.push().messages[0]! }));
    const member = new ConfigObject(group);
    expect(member.merge(stored).outcome).toBe('replaced');
    expect(member).toMatchObject({ state: 'clean', seqno: 1 });
    expect(member.obsoleteHashes).toHaveLength(1);
    member.dump();
    expect(member.obsoleteHashes).toEqual([]);
  });

  test('a member becomes an admin', () => {
    const member = new ConfigObject(group);
    member.setSignKey(admin.secretKey);
    expect(name(member, 'New')).toBe(true);
    expect(poll(asAdmin(), swarm).outcome).toBe('unchanged');
    sync(member, swarm);
    expect(poll(asAdmin(), swarm).outcome).toBe('replaced');
  });

  test('what was dumped unsigned is built upon as others will see it', () => {
    const owner = asAdmin();
    name(owner, 'Group');
    const { seqno, messages } = owner.push();
    const loaded = ConfigObject.load(owner.dump(), { ...group, signKey: admin.secretKey });
    name(loaded, 'Later');
    const other = asAdmin();
    other.merge([{ hash: 'first', data: messages[0]! }]);
    expect(other.seqno).toBe(seqno);
    expect(other.merge([{ hash: 'second', data: loaded.push().messages[0]! }]).outcome).toBe('replaced');
  });

  test('members cannot forge what an admin says', () => {
    const forged = new ConfigObject(options());
    name(forged, 'Evil');
    const member = new ConfigObject(group);
    const report = member.merge([{ hash: 'x', data: forged.push().messages[0]! }]);
    expect(report.failures[0]?.error.code).toBe('signature-invalid');
    expect(member.seqno).toBe(0);
  });
});

test('parts are forgotten when their time has come', () => {
  let nowMs = NOW_MS;
  const device = new ConfigObject(options(() => nowMs));
  phone.edit((root) => root.set('k', systemRandom.bytes(100_000)));
  device.merge([{ hash: 'p', data: phone.push().messages[0]! }]);
  expect(device.activeHashes).toEqual(['p']);
  nowMs += 8 * 86_400_000;
  device.merge([]);
  expect(device.activeHashes).toEqual([]);
});
