import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Ed25519KeyPair, SymmetricKey } from '../../ts/crypto/index.ts';
import {
  cryptoReady,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Seed,
  ed25519ToX25519,
  encryptXChaCha20,
  sha256,
  sign,
  symmetricKey,
  verify,
} from '../../ts/crypto/index.ts';
import type { BencodeInput } from '../../ts/util/index.ts';
import {
  bytesEqual,
  compressZstd,
  concatBytes,
  encodeBencode,
  fromHex,
  toHex,
  utf8,
  zstdReady,
} from '../../ts/util/index.ts';
import type { GroupMessage } from '../../ts/wire/index.ts';
import {
  decodeEnvelope,
  decodeGroupMessage,
  encodeEnvelope,
  encodeGroupMessage,
  sealGroupEnvelope,
  WireError,
} from '../../ts/wire/index.ts';
import { fakeRandom } from '../support/fake-random.ts';

beforeAll(async () => {
  await cryptoReady();
  await zstdReady();
});

const SENT_AT_MS = 1_754_971_101_000;
const NONCE = new Uint8Array(24).fill(5);

function pair(byte: number): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(byte)));
}

function groupKey(byte: number): SymmetricKey {
  return symmetricKey(new Uint8Array(32).fill(byte));
}

const alice = (): Ed25519KeyPair => pair(1);
const ourGroup = () => pair(2).publicKey;
const KEY = groupKey(3);
const OLD_KEY = groupKey(4);

function post(content: Uint8Array, key = KEY): Uint8Array {
  return encodeGroupMessage({
    content,
    timestampMs: SENT_AT_MS,
    sender: alice(),
    group: ourGroup(),
    key,
    random: fakeRandom(),
  });
}

function open(payload: Uint8Array, keys: readonly SymmetricKey[] = [KEY, OLD_KEY]): GroupMessage {
  return decodeGroupMessage({ payload, group: ourGroup(), keys });
}

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WireError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('byte for byte as other clients', () => {
  const group = ed25519PublicKey(fromHex('386bffa455b97352e649272072863dd633c3053cda93d3746e4f4657e11ec008'));
  const envelope = fromHex(
    '080728ceaeb7e38933380142170a0e0a0573686f727438ceaeb7e3893378ceaeb7e389335a40d39c25358c9e8e2741874d36' +
      '23167dcda413b0ec9622efe72fbd1722a1cdff83655fcb3e5556213877ae7f2011061c1c523a53a0cb2e01348ba9224ff3d89b03',
  );

  test('a message with a given nonce', () => {
    const payload = sealGroupEnvelope({
      envelope,
      sender: ed25519KeyPair(
        ed25519Seed(fromHex('0123456789abcdef0123456789abcdef00000000000000000000000000000000')),
      ),
      group,
      key: symmetricKey(fromHex('9af3e0363cd68746d4a25dede90caeca0035987bc027d6668348a6f00f28b5ea')),
      nonce: fromHex('2a79d82acab8296772dd4a91664159c2004707c02517f401'),
      mayCompress: false,
    });
    expect(toHex(sha256(payload))).toBe('1a5256b23298b617d618a7bca989d0414415fc03dbd344663fa521e0463ef4e5');
  });
});

describe('our own messages', () => {
  test('come back with their sender, whatever they say', () => {
    const text = fc.tuple(fc.uint8Array({ maxLength: 60 }), fc.nat(80));
    fc.assert(
      fc.property(text, fc.nat(Number.MAX_SAFE_INTEGER), fc.string(), ([piece, times], timestampMs, seed) => {
        const content = concatBytes(...Array.from({ length: times }, () => piece));
        const payload = encodeGroupMessage({
          content,
          timestampMs,
          sender: alice(),
          group: ourGroup(),
          key: KEY,
          random: fakeRandom(seed),
        });
        expect(payload.length % 256).toBe(0);
        const opened = open(payload);
        expect(opened).toMatchObject({ timestampMs, keyIndex: 0 });
        expect(bytesEqual(opened.content, content)).toBe(true);
        expect(opened.senderEd25519).toEqual(alice().publicKey);
        expect(opened.senderX25519).toEqual(ed25519ToX25519(alice().publicKey));
        expect(decodeEnvelope(opened.envelope)).toMatchObject({ type: 'group', timestampMs });
      }),
      { numRuns: 100 },
    );
  });

  test('are compressed when it helps, and only then', () => {
    const long = open(post(utf8('again and '.repeat(200))));
    expect(long.isCompressed).toBe(true);
    expect(post(utf8('again and '.repeat(200)))).toHaveLength(512);
    expect(open(post(utf8('hi'))).isCompressed).toBe(false);
  });

  test('bear the signature of a key that nobody has seen before', () => {
    const [first, second] = [open(post(utf8('hi'))), open(post(utf8('ho')))];
    expect(first.proSig).toHaveLength(64);
    expect(first.proSig).not.toEqual(second.proSig);
    expect(verify(first.proSig ?? new Uint8Array(), first.content, alice().publicKey)).toBe(false);
  });

  test('bear the signature of the sender’s Pro key, when there is one', () => {
    const payload = encodeGroupMessage({
      content: utf8('hi'),
      timestampMs: SENT_AT_MS,
      sender: alice(),
      group: ourGroup(),
      key: KEY,
      random: fakeRandom(),
      proKey: pair(6).secretKey,
    });
    const { proSig, content } = open(payload);
    expect(verify(proSig ?? new Uint8Array(), content, pair(6).publicKey)).toBe(true);
  });

  test('are at most a million bytes with their envelope', () => {
    expect(code(() => post(new Uint8Array(1_000_000)))).toBe('too-large');
    const envelope = (length: number): Uint8Array =>
      encodeEnvelope({ type: 'group', timestampMs: 1, content: new Uint8Array(length) });
    const overhead = envelope(999_000).length - 999_000;
    const seal = (length: number, mayCompress: boolean): Uint8Array =>
      sealGroupEnvelope({
        envelope: envelope(length),
        sender: alice(),
        group: ourGroup(),
        key: KEY,
        nonce: NONCE,
        mayCompress,
      });
    for (const mayCompress of [true, false]) {
      const largest = 1_000_000 - overhead;
      expect(open(seal(largest, mayCompress)).content).toHaveLength(largest);
      expect(code(() => seal(largest + 1, mayCompress))).toBe('too-large');
    }
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('have no sent time of %d', (timestampMs) => {
    const message = {
      content: utf8('hi'),
      timestampMs,
      sender: alice(),
      group: ourGroup(),
      key: KEY,
      random: fakeRandom(),
    };
    expect(code(() => encodeGroupMessage(message))).toBe('number-out-of-range');
  });
});

describe('keys', () => {
  test('older ones still open what was written with them', () => {
    const payload = post(utf8('from last week'), OLD_KEY);
    expect(open(payload, [KEY, groupKey(9), OLD_KEY]).keyIndex).toBe(2);
  });

  test('a message for a key that has not come yet waits', () => {
    const payload = post(utf8('from the future'), groupKey(8));
    expect(code(() => open(payload))).toBe('no-key-fits');
    expect(code(() => open(payload, []))).toBe('no-key-fits');
    expect(open(payload, [groupKey(8)]).content).toEqual(utf8('from the future'));
  });

  test('what is too short for any key does not wait', () => {
    expect(code(() => open(new Uint8Array(39)))).toBe('decrypt-failed');
    expect(code(() => open(new Uint8Array(40)))).toBe('no-key-fits');
  });
});

describe('refused, though a key of the group fits', () => {
  const envelope = (): Uint8Array =>
    encodeEnvelope({ type: 'group', timestampMs: SENT_AT_MS, content: utf8('hi') });

  function encrypted(plaintext: Uint8Array): Uint8Array {
    return concatBytes(NONCE, encryptXChaCha20(plaintext, NONCE, { key: KEY }));
  }

  /** A message with some entries changed, or taken out where they are `undefined`. */
  function delivered(changes: Readonly<Record<string, BencodeInput | undefined>>): string {
    const data = envelope();
    const entries = Object.entries<BencodeInput | undefined>({
      '': 1,
      a: alice().publicKey,
      d: data,
      s: sign(concatBytes(data, ourGroup()), alice().secretKey),
      ...changes,
    }).filter((entry): entry is [string, BencodeInput] => entry[1] !== undefined);
    return code(() => open(encrypted(encodeBencode(new Map(entries)))));
  }

  function signed(data: Uint8Array): Uint8Array {
    return sign(concatBytes(data, ourGroup()), alice().secretKey);
  }

  test('nothing but what is said here', () => {
    expect(delivered({})).toBe('accepted');
    expect(delivered({ b: 'an entry of a newer client', zz: new Map([['x', [1, 2]]]) })).toBe('accepted');
  });

  test('posted again in another group', () => {
    const elsewhere = pair(7).publicKey;
    const signature = sign(concatBytes(envelope(), elsewhere), alice().secretKey);
    expect(delivered({ s: signature })).toBe('signature-invalid');
    const payload = post(utf8('hi'));
    expect(code(() => decodeGroupMessage({ payload, group: elsewhere, keys: [KEY] }))).toBe(
      'signature-invalid',
    );
  });

  test('signed without the group, as it was once', () => {
    expect(delivered({ s: sign(envelope(), alice().secretKey) })).toBe('signature-invalid');
  });

  test('in the name of another', () => {
    expect(delivered({ a: pair(6).publicKey })).toBe('signature-invalid');
  });

  test('by a key of small order, which would verify anything', () => {
    const smallOrder = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0));
    expect(delivered({ a: smallOrder, s: new Uint8Array(64) })).toBe('signature-invalid');
  });

  test.each<readonly [string, Readonly<Record<string, BencodeInput | undefined>>, string]>([
    ['of another version', { '': 2 }, 'payload-invalid'],
    ['without a version', { '': undefined }, 'payload-invalid'],
    ['without an author', { a: undefined }, 'payload-invalid'],
    ['with an author of 31 bytes', { a: new Uint8Array(31) }, 'field-length'],
    ['with a number for an author', { a: 5 }, 'payload-invalid'],
    ['without a signature', { s: undefined }, 'payload-invalid'],
    ['with a signature of 63 bytes', { s: new Uint8Array(63) }, 'field-length'],
    ['without data', { d: undefined }, 'payload-invalid'],
    ['with empty data', { d: new Uint8Array() }, 'content-missing'],
    ['with data twice', { z: 'more' }, 'payload-invalid'],
    ['with a list for data', { d: ['x'] }, 'payload-invalid'],
    ['with more than a million bytes', { d: new Uint8Array(1_000_001) }, 'too-large'],
  ])('%s', (_name, changes, expected) => {
    expect(delivered(changes)).toBe(expected);
  });

  test('compressed to a bomb, or not compressed at all', () => {
    const bomb = compressZstd(new Uint8Array(1_000_001));
    expect(bomb.length).toBeLessThan(200);
    expect(delivered({ d: undefined, z: bomb, s: signed(bomb) })).toBe('too-large');
    const junk = utf8('junk');
    expect(delivered({ d: undefined, z: junk, s: signed(junk) })).toBe('payload-invalid');
    const cut = compressZstd(envelope()).subarray(0, -1);
    expect(delivered({ d: undefined, z: cut, s: signed(cut) })).toBe('payload-invalid');
  });

  test('signed well, but no envelope', () => {
    const junk = Uint8Array.of(0xff, 0xff);
    expect(delivered({ d: junk, s: signed(junk) })).toBe('protobuf-invalid');
    const empty = Uint8Array.of(8, 7, 0x28, 1);
    expect(delivered({ d: empty, s: signed(empty) })).toBe('content-missing');
  });

  test('no dictionary at all', () => {
    for (const text of ['', 'd', 'i1e', 'le', 'de', 'd0:i1e1:a', 'x'])
      expect(code(() => open(encrypted(utf8(text))))).toBe('payload-invalid');
    expect(code(() => open(encrypted(new Uint8Array(216))))).toBe('payload-invalid');
  });

  test('whatever a member with the key may write: only typed errors escape', () => {
    const sample = encodeBencode(
      new Map<string, BencodeInput>([
        ['', 1],
        ['a', alice().publicKey],
        ['d', envelope()],
        ['s', signed(envelope())],
      ]),
    );
    const damaged = fc
      .tuple(fc.nat(sample.length - 1), fc.nat(255), fc.nat(sample.length * 3))
      .map(([at, byte, cut]) => {
        const copy = Uint8Array.from(sample);
        copy[at] = byte;
        return copy.subarray(0, cut);
      });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 100 }), { weight: 4, arbitrary: damaged }),
        (plaintext) => {
          const outcome = code(() => open(encrypted(plaintext)));
          if (outcome === 'accepted') expect(bytesEqual(plaintext, sample)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('whatever the swarm may answer: only typed errors escape, and never another message', () => {
    const original = post(utf8('the original'));
    const damaged = fc
      .tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(original.length * 4))
      .map(([at, flip, cut]) => {
        const copy = Uint8Array.from(original);
        copy[at] = (copy[at] ?? 0) ^ flip;
        return copy.subarray(0, cut);
      });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 300 }), { weight: 3, arbitrary: damaged }),
        (payload) => {
          expect(code(() => open(payload))).toMatch(/^(no-key-fits|decrypt-failed)$/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
