import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import type { StoredKeys } from '../../ts/config/index.ts';
import { ConfigError, GroupKeys } from '../../ts/config/index.ts';
import { decodeKeysMessage, encodeKeysMessage } from '../../ts/config/group-keys-message.ts';
import {
  blake2b,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Seed,
  encryptToMany,
  x25519KeyPair,
  x25519SecretKey,
} from '../../ts/crypto/index.ts';
import { ed25519SecretToX25519 } from '../../ts/crypto/index.ts';
import { encodeBencode, fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import { NOW_MS } from './support/devices.ts';
import { DAY_MS, GROUP, GROUP_SEED, adminOptions, memberOptions, person } from './support/groups.ts';

const INES = person('ines');
const PAVEL = person('pavel');
const MIKA = person('mika');
const BOTH = [INES.id, PAVEL.id].toSorted();
/** Nobody can agree on a secret with this key. */
const UNUSABLE = `05${'00'.repeat(32)}`;

let admin: GroupKeys;
let member: GroupKeys;

beforeEach(() => {
  admin = new GroupKeys(adminOptions(INES));
  member = new GroupKeys(memberOptions(PAVEL));
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

/** A rekey as the swarm has it. */
function rekey(keys: GroupKeys, timestampMs: number, memberIds: readonly string[] = BOTH): StoredKeys {
  const data = keys.rekey(memberIds);
  return { hash: toHex(blake2b(16, data)).slice(0, 8), data, timestampMs };
}

/** A rekey that came back from the swarm. */
function rekeyed(keys: GroupKeys, timestampMs: number, memberIds: readonly string[] = BOTH): StoredKeys {
  const message = rekey(keys, timestampMs, memberIds);
  keys.loadMessage(message);
  return message;
}

const generations = (keys: GroupKeys): readonly number[] => keys.known.map(({ generation }) => generation);
const seen = (keys: GroupKeys): unknown => ({
  keys: keys.keys.map(toHex),
  known: keys.known,
  pending: keys.pending,
  active: keys.activeHashes,
  dump: toHex(keys.dump()),
});

describe('a rekey', () => {
  test('gives a key to admins and members, and to nobody else', () => {
    const message = rekey(admin, NOW_MS);
    expect(admin.keys).toHaveLength(1);
    expect(admin.known).toEqual([]);
    expect(member.loadMessage(message)).toBe(true);
    expect(member.keys).toEqual(admin.keys);
    expect(member.known).toMatchObject([{ generation: 0, timestampMs: NOW_MS }]);
    const stranger = new GroupKeys(memberOptions(MIKA));
    expect(stranger.loadMessage(message)).toBe(false);
    expect(stranger).toMatchObject({ keys: [], activeHashes: [], needsDump: false });
  });

  test('is pending until it comes back', () => {
    const message = rekey(admin, NOW_MS);
    expect(admin.pending).toMatchObject({ generation: 0, message: message.data });
    expect(admin.needsDump).toBe(true);
    expect(admin.loadMessage(message)).toBe(true);
    expect(admin.pending).toBeUndefined();
    expect(admin).toMatchObject({ generation: 0, activeHashes: [message.hash] });
    expect(admin.keys).toEqual([admin.known[0]?.key]);
  });

  test('is the same when another admin does it', () => {
    const other = new GroupKeys(adminOptions(MIKA));
    expect(other.rekey(BOTH)).toEqual(admin.rekey(BOTH));
    expect(admin.rekey(BOTH)).toEqual(admin.pending?.message);
    expect(admin.rekey([INES.id])).not.toEqual(other.pending?.message);
  });

  test('counts on from the newest key', () => {
    rekeyed(admin, NOW_MS);
    rekeyed(admin, NOW_MS + 1);
    admin.rekey(BOTH);
    expect(admin.pending?.generation).toBe(2);
    expect(generations(admin)).toEqual([0, 1]);
    expect(admin.keys.map(toHex)).toEqual(
      [admin.pending?.key, admin.known[1]?.key, admin.known[0]?.key].map((key) =>
        toHex(key ?? new Uint8Array()),
      ),
    );
  });

  test.each([
    [0, 0],
    [1, 45],
    [45, 45],
    [46, 90],
  ])('for %i members has %i keys', (count, expected) => {
    const ids = Array.from({ length: count }, (_, at) => person(String(at)).id).toSorted();
    const message = decodeKeysMessage(admin.rekey(ids), GROUP.publicKey);
    expect(message.forMembers).toHaveLength(expected);
    expect(new Set(message.forMembers.map(toHex)).size).toBe(expected);
  });

  test('leaves out a member whose key is unusable, though the ID is part of the key', () => {
    const message = decodeKeysMessage(admin.rekey([UNUSABLE, ...BOTH]), GROUP.publicKey);
    expect(message.forMembers).toHaveLength(45);
    expect(
      member.loadMessage({ hash: 'k', data: admin.pending?.message ?? new Uint8Array(), timestampMs: 0 }),
    ).toBe(true);
    const withUnusable = admin.pending?.key;
    admin.rekey(BOTH);
    expect(admin.pending?.key).not.toEqual(withUnusable);
  });

  test('for 100 members is done soon', () => {
    const ids = Array.from({ length: 100 }, (_, at) => person(String(at)).id).toSorted();
    const start = performance.now();
    admin.rekey(ids);
    expect(performance.now() - start).toBeLessThan(300);
  });

  test('is refused to members, and for what is no account', () => {
    expect(refusal(() => member.rekey(BOTH))).toBe('read-only');
    expect(refusal(() => admin.rekey(['05']))).toBe('value-invalid');
    expect(admin.pending).toBeUndefined();
  });
});

test('keys, supplement and dump are byte for byte those of other clients', () => {
  const seed = ed25519Seed(fromHex('ed262888bafbf90705456c6dd357fdf48279c5bec38ef49fa7823c289e6e9842'));
  const groupKey = ed25519PublicKey(
    fromHex('e9f928882aa6c4b4b303de455cdb5095b2dfdee9e7f1f462bb974c2f760ad61f'),
  );
  const ids = [
    '05068438f10e2fc53e9ce004d19806dc362e75d177fbada38238300b82796ec955',
    '054129bbd6a9f2132c31156a13676779f9001c00e3c4ea229631405033ca251813',
    '0546aab9706e296ad0b8e20952fccc2d527a497ef3b36d7cee0daddb2346d45874',
  ];
  const removed = '0546c506af23131994ebe44fa162bddf467325939ca2260cbc7b0068f062724742';
  const late = '056c55cec8f9d078b754d482aa7409a6f172ac551bc7a08b41d8a8485dd8583722';
  const keys = new GroupKeys({ groupKey, groupSeed: seed, account: INES.account });
  const hash = (message: Uint8Array): string => toHex(blake2b(32, message));

  const first = keys.rekey([...ids, removed]);
  expect(hash(first)).toBe('c299c0b8b90a6e161d466f6c064012a79741a88e04e34a8771abde754300b488');
  keys.loadMessage({ hash: 'k0', data: first, timestampMs: 1_760_000_000_000 });
  const second = keys.rekey(ids);
  expect(hash(second)).toBe('1fc56d88b32276637d67a2f2540e4f32113750526a331e928459fbaba5ea2c26');
  keys.loadMessage({ hash: 'k1', data: second, timestampMs: 1_760_000_005_000 });
  expect(keys.keys.map(toHex)).toEqual([
    '1f9f52103f96117cefa91167b7d7ece41a93b879748553636d697b3881f8c181',
    '319bb9fc5c7fefca8d39a3f504deda71a67ee138f9c1b16c2a058ebf5341c14e',
  ]);
  expect(hash(keys.supplement([late]))).toBe(
    '3ac7280f6bd4f38b0ef1c5b3d62e6440ce3dd438758d8c3debd09608e2e45997',
  );
  const account = ed25519KeyPair(
    ed25519Seed(fromHex('cdabd0e38a0ccc27fcb3fd4240ae989acfddfe7837b31a75fbf02740f58587d2')),
  );
  const exchange = x25519KeyPair(x25519SecretKey(ed25519SecretToX25519(account.secretKey)));
  const theirs = new GroupKeys({ groupKey, account: exchange });
  theirs.merge([
    { hash: 'k1', data: second, timestampMs: 1_760_000_005_000 },
    { hash: 'k0', data: first, timestampMs: 1_760_000_000_000 },
  ]);
  expect(toHex(theirs.dump())).toBe(
    '64313a416c6c693065323a6b30656c693165323a6b316565313a4c6c64313a67693065313a6b33323a319bb9fc5c7fefca8d39a3f504deda71a67ee138f9c1b16c2a058ebf5341c14e313a746931373630303030303030303030656564313a67693165313a6b33323a1f9f52103f96117cefa91167b7d7ece41a93b879748553636d697b3881f8c181313a74693137363030303030303530303065656565',
  );
});

describe('a supplement', () => {
  test('gives all keys to who came later', () => {
    const messages = [rekeyed(admin, NOW_MS), rekeyed(admin, NOW_MS + 1)];
    const late = new GroupKeys(memberOptions(MIKA));
    expect(late.merge(messages).found).toBe(false);
    const supplement = { hash: 's', data: admin.supplement([MIKA.id]), timestampMs: NOW_MS + 9 };
    expect(late.loadMessage(supplement)).toBe(true);
    expect(late.known).toEqual(admin.known);
    expect(late.activeHashes).toEqual(['s']);
  });

  test('has nothing for others, and admins do not look into it', () => {
    const messages = [rekeyed(admin, NOW_MS)];
    member.merge(messages);
    const supplement = { hash: 's', data: admin.supplement([MIKA.id, INES.id]), timestampMs: NOW_MS + 9 };
    expect(member.loadMessage(supplement)).toBe(false);
    expect(admin.loadMessage(supplement)).toBe(false);
    for (const keys of [admin, member]) {
      expect(keys.known).toHaveLength(1);
      expect(keys.activeHashes).toContain('s');
    }
  });

  test('does not give away a key that is not on the swarm', () => {
    rekeyed(admin, NOW_MS);
    admin.rekey(BOTH);
    const late = new GroupKeys(memberOptions(MIKA));
    late.loadMessage({ hash: 's', data: admin.supplement([MIKA.id]), timestampMs: NOW_MS });
    expect(generations(late)).toEqual([0]);
  });

  test('needs keys, a usable member and an admin', () => {
    expect(refusal(() => admin.supplement([MIKA.id]))).toBe('value-invalid');
    rekeyed(admin, NOW_MS);
    for (const ids of [[], [UNUSABLE], ['x']])
      expect(refusal(() => admin.supplement(ids))).toBe('value-invalid');
    expect(admin.supplement([UNUSABLE, MIKA.id])).toBeInstanceOf(Uint8Array);
    expect(refusal(() => member.supplement([MIKA.id]))).toBe('read-only');
  });

  test.each<[string, Uint8Array]>([
    ['no list', utf8(`4:abcd${'x'.repeat(60)}`)],
    ['no keys', encodeBencode(['x'.repeat(60)])],
    [
      'a key of another length',
      encodeBencode([
        new Map<string, Uint8Array | number>([
          ['g', 0],
          ['k', new Uint8Array(40)],
          ['t', 0],
        ]),
      ]),
    ],
    [
      'a key without time',
      encodeBencode([
        new Map<string, Uint8Array | number>([
          ['g', 0],
          ['k', new Uint8Array(32)],
          ['x', 123_456_789],
        ]),
      ]),
    ],
  ])('that holds %s changes nothing', (_, list) => {
    const nonce = new Uint8Array(24);
    const sender = x25519KeyPair(ed25519SecretToX25519(GROUP.secretKey));
    const sealing = { sender, domain: 'SessionGroupKeyMemberKey', nonce };
    const forMembers = encryptToMany(list, [PAVEL.account.publicKey], sealing);
    const data = encodeKeysMessage({ kind: 'supplement', nonce, generation: 0, forMembers }, GROUP.secretKey);
    expect(refusal(() => member.loadMessage({ hash: 's', data, timestampMs: NOW_MS }))).toBe(
      'message-invalid',
    );
    expect(member).toMatchObject({ keys: [], activeHashes: [], needsDump: false });
  });
});

describe('two admins who rekey at once', () => {
  test('make two keys of one generation, and one of them makes a third', () => {
    const other = new GroupKeys(adminOptions(MIKA));
    other.loadMessage(rekeyed(admin, NOW_MS));
    const ours = rekey(admin, NOW_MS + 1000, BOTH);
    const theirs = rekey(other, NOW_MS + 2000, [INES.id]);

    admin.loadMessage(theirs);
    expect(admin.pending?.generation).toBe(1);
    expect(admin.keys[0]).toEqual(admin.pending?.key);
    expect(admin.needsRekey).toBe(false);
    admin.loadMessage(ours);
    other.merge([ours, theirs]);
    expect(admin.pending).toBeUndefined();
    expect(admin.known).toEqual(other.known);
    expect(generations(admin)).toEqual([0, 1, 1]);
    expect(admin.keys[0]).toEqual(other.known[2]?.key);
    expect([admin.needsRekey, other.needsRekey]).toEqual([true, true]);

    const third = rekey(other, NOW_MS + 3000);
    admin.loadMessage(third);
    expect(admin).toMatchObject({ generation: 2, needsRekey: false });
  });

  test('do not wait for their own key when a newer generation is there', () => {
    const other = new GroupKeys(adminOptions(MIKA));
    other.loadMessage(rekeyed(admin, NOW_MS));
    admin.rekey(BOTH);
    rekeyed(other, NOW_MS + 1, [INES.id]);
    admin.loadMessage(rekey(other, NOW_MS + 2, [INES.id]));
    expect(admin.pending).toBeUndefined();
    expect(generations(admin)).toEqual([0, 2]);
  });

  test('are no concern of members', () => {
    const other = new GroupKeys(adminOptions(MIKA));
    member.merge([rekey(admin, NOW_MS), rekey(other, NOW_MS, [PAVEL.id])]);
    expect(generations(member)).toEqual([0, 0]);
    expect(member.needsRekey).toBe(false);
  });
});

describe('60 days after its successor', () => {
  test('a generation is forgotten, and its messages with it', () => {
    const first = rekeyed(admin, NOW_MS);
    const second = rekeyed(admin, NOW_MS + 1000);
    rekeyed(admin, NOW_MS + 1000 + 60 * DAY_MS);
    expect(generations(admin)).toEqual([0, 1, 2]);
    rekeyed(admin, NOW_MS + 1001 + 60 * DAY_MS);
    expect(generations(admin)).toEqual([1, 2, 3]);
    expect(admin.activeHashes).not.toContain(first.hash);
    expect(admin.activeHashes).toContain(second.hash);
  });

  test('its key does not come again', () => {
    const first = rekeyed(admin, NOW_MS);
    rekeyed(admin, NOW_MS + 1000);
    rekeyed(admin, NOW_MS + 1001 + 60 * DAY_MS);
    const before = seen(admin);
    expect(admin.loadMessage(first)).toBe(true);
    expect(seen(admin)).toEqual(before);
    expect(admin.needsDump).toBe(false);
  });

  test('the only key stays, however old', () => {
    rekeyed(admin, 0);
    rekeyed(admin, NOW_MS);
    expect(generations(admin)).toEqual([0, 1]);
  });
});

describe('messages for others', () => {
  test('are kept alive by members who have a key', () => {
    member.loadMessage(rekeyed(admin, NOW_MS));
    const without = rekeyed(admin, NOW_MS + 1, [INES.id]);
    expect(member.loadMessage(without)).toBe(false);
    expect(member).toMatchObject({ generation: 0, activeHashes: admin.activeHashes, needsDump: true });
  });
});

describe('a key that is there already', () => {
  test('is not added again, but the message is remembered', () => {
    const message = rekeyed(admin, NOW_MS);
    expect(admin.loadMessage({ ...message, hash: 'again', timestampMs: NOW_MS + DAY_MS })).toBe(true);
    expect(admin.known).toMatchObject([{ timestampMs: NOW_MS }]);
    expect(admin.activeHashes).toEqual([message.hash, 'again'].toSorted());
  });
});

describe('a member who becomes an admin', () => {
  test('can make keys', () => {
    member.loadMessage(rekeyed(admin, NOW_MS));
    member.becomeAdmin(GROUP_SEED);
    expect(member.isAdmin).toBe(true);
    expect(member.rekey(BOTH)).toEqual(admin.rekey(BOTH));
  });

  test('needs the seed of this group', () => {
    const wrong = ed25519Seed(new Uint8Array(32));
    expect(refusal(() => member.becomeAdmin(wrong))).toBe('value-invalid');
    expect(member.isAdmin).toBe(false);
    expect(refusal(() => new GroupKeys({ ...memberOptions(PAVEL), groupSeed: wrong }))).toBe('value-invalid');
  });
});

describe('a dump', () => {
  test('holds everything', () => {
    const restarted = (keys: GroupKeys): GroupKeys => GroupKeys.load(keys.dump(), adminOptions(INES));
    expect(seen(restarted(admin))).toEqual(seen(admin));
    const first = rekeyed(admin, NOW_MS);
    admin.loadMessage({ ...first, hash: 'again' });
    admin.rekey(BOTH);
    const loaded = restarted(admin);
    expect(seen(loaded)).toEqual(seen(admin));
    expect(loaded.needsDump).toBe(false);
    loaded.loadMessage({
      hash: 'k',
      data: loaded.pending?.message ?? new Uint8Array(),
      timestampMs: NOW_MS + 1,
    });
    expect(loaded.pending).toBeUndefined();
  });

  test('that is damaged is refused, or read', () => {
    rekeyed(admin, NOW_MS);
    admin.rekey(BOTH);
    const dump = admin.dump();
    const load = (bytes: Uint8Array): string => refusal(() => GroupKeys.load(bytes, adminOptions(INES)));
    for (const text of [
      '',
      'de',
      'd1:Ale1:Li0ee',
      'd1:Alleee1:Llee',
      'd1:Ale1:Lle1:Pdee',
      'd1:Alli0ei1eee1:Llee',
      'd1:Alli0e1:\xffee1:Llee',
    ]) {
      expect(load(Uint8Array.from(Buffer.from(text, 'latin1')))).toBe('dump-invalid');
    }
    fc.assert(
      fc.property(fc.nat({ max: dump.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const changed = dump.slice();
        changed[at] = byte;
        return ['accepted', 'dump-invalid'].includes(load(changed));
      }),
    );
  });
});

describe('whatever comes from outside', () => {
  test('in any order and repeatedly makes the same list of keys', () => {
    const other = new GroupKeys(adminOptions(MIKA));
    const first = rekeyed(admin, NOW_MS);
    other.loadMessage(first);
    const messages = [
      first,
      rekey(admin, NOW_MS + 10, [INES.id, ...BOTH]),
      rekeyed(other, NOW_MS + 5),
      rekeyed(other, NOW_MS + 20),
      { hash: 's', data: other.supplement([PAVEL.id]), timestampMs: NOW_MS + 30 },
    ];
    const all = (options: Parameters<typeof GroupKeys.load>[1], order: readonly StoredKeys[]): GroupKeys => {
      const keys = new GroupKeys(options);
      keys.merge(order);
      return keys;
    };
    for (const options of [adminOptions(INES), memberOptions(PAVEL)]) {
      const expected = all(options, messages);
      expect(generations(expected)).toEqual([0, 1, 1, 2]);
      const positions = [...messages, ...messages].map((_, at) => at % messages.length);
      fc.assert(
        fc.property(fc.shuffledSubarray(positions, { minLength: positions.length }), (order) => {
          const received = order.flatMap((at) => messages[at] ?? []);
          const keys = all(options, received);
          expect(keys.known).toEqual(expected.known);
          // What holds no key for us is not remembered before there is any.
          keys.merge(received);
          const before = seen(keys);
          keys.merge(received);
          expect(seen(keys)).toEqual(before);
          expect(keys.needsDump).toBe(false);
        }),
        { numRuns: 20 },
      );
    }
  });

  test('and is no message changes nothing and stops nothing', () => {
    const good = rekeyed(admin, NOW_MS);
    member.loadMessage(good);
    const before = seen(member);
    const mutated = fc
      .tuple(fc.nat({ max: good.data.length - 1 }), fc.integer({ min: 1, max: 255 }))
      .map(([at, flip]) => good.data.map((byte, index) => (index === at ? byte ^ flip : byte)));
    const cut = fc.nat({ max: good.data.length - 1 }).map((length) => good.data.subarray(0, length));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated, cut), (data) => {
        const report = member.merge([{ hash: 'x', data, timestampMs: NOW_MS }, good]);
        expect(report).toMatchObject({ found: true, good: new Set([good.hash]), failures: [{ hash: 'x' }] });
        expect(seen(member)).toEqual(before);
      }),
    );
  });

  test('with a time that is none is refused', () => {
    const good = rekey(admin, NOW_MS);
    for (const timestampMs of [-1, 0.5, Number.NaN, 2 ** 60]) {
      expect(refusal(() => member.loadMessage({ ...good, timestampMs }))).toBe('value-invalid');
    }
    expect(member.keys).toEqual([]);
  });

  test('and has no key for admins is refused by them only', () => {
    const message = decodeKeysMessage(admin.rekey(BOTH), GROUP.publicKey);
    const data = encodeKeysMessage(
      { ...message, kind: 'rekey', forAdmins: new Uint8Array(48) },
      GROUP.secretKey,
    );
    const other = new GroupKeys(adminOptions(MIKA));
    expect(refusal(() => other.loadMessage({ hash: 'k', data, timestampMs: NOW_MS }))).toBe('decrypt-failed');
    expect(other).toMatchObject({ keys: [], activeHashes: [] });
    expect(member.loadMessage({ hash: 'k', data, timestampMs: NOW_MS })).toBe(true);
  });
});
