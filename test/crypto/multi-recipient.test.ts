import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { X25519KeyPair } from '../../ts/crypto/index.ts';
import {
  cryptoReady,
  CryptoError,
  decodeMultiRecipient,
  encodeMultiRecipient,
  encryptToMany,
  openAny,
  openFromMany,
  recipientKey,
  x25519KeyPair,
  x25519PublicKey,
  x25519SecretKey,
} from '../../ts/crypto/index.ts';
import { concatBytes, fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import { fakeRandom } from '../support/fake-random.ts';

await cryptoReady();

const DOMAIN = 'SessionGroupKickedMessage';
const NONCE = new Uint8Array(24).fill(3);
const [SENDER, ANN, BEN, EVE] = [pair(1), pair(2), pair(3), pair(4)];
const SMALL_ORDER = x25519PublicKey(new Uint8Array(32));

function pair(seed: number): X25519KeyPair {
  return x25519KeyPair(x25519SecretKey(new Uint8Array(32).fill(seed)));
}

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

function open(
  items: readonly Uint8Array[],
  own: X25519KeyPair,
  { nonce = NONCE, domain = DOMAIN, sender = SENDER.publicKey } = {},
): string | undefined {
  const opened = openFromMany({ nonce, items }, { own, sender, domain });
  return opened === undefined ? undefined : Buffer.from(opened).toString();
}

test('both ends get the same key, for each domain another', () => {
  const ofSender = recipientKey({ own: SENDER, peer: ANN.publicKey, domain: DOMAIN, role: 'sender' });
  const ofAnn = recipientKey({ own: ANN, peer: SENDER.publicKey, domain: DOMAIN, role: 'recipient' });
  expect(ofAnn).toEqual(ofSender);
  expect(recipientKey({ own: ANN, peer: SENDER.publicKey, domain: DOMAIN, role: 'sender' })).not.toEqual(
    ofSender,
  );
  expect(recipientKey({ own: ANN, peer: SENDER.publicKey, domain: 'other', role: 'recipient' })).not.toEqual(
    ofSender,
  );
  // Only 64 bytes of a domain can be a key of BLAKE2b.
  const [long, longer] = ['x'.repeat(64), 'x'.repeat(81)];
  expect(recipientKey({ own: ANN, peer: BEN.publicKey, domain: long, role: 'sender' })).toEqual(
    recipientKey({ own: ANN, peer: BEN.publicKey, domain: longer, role: 'sender' }),
  );
});

test('known answer of another client', () => {
  const sender = x25519KeyPair(
    x25519SecretKey(fromHex('c066ce44b14d551ee69dbcd631c061d17655b374f5d54e4f1ea9e3718638956b')),
  );
  const nonce = fromHex('54fbe7c9eea9cd0e711d2cbc4241cded09b97e7cfa80fe99');
  const recipients = [
    'aa654f00fc39fc69fd0db829410ca38177d7732a8d2f0934ab3872ac56d5aa74',
    'b67091f26ad756cf996ac4f750cda22a7f09539e826e180ea705a139f49e9030',
  ].map((hex) => x25519PublicKey(fromHex(hex)));
  const message = fromHex('1711d29c16d6a13f63720f3b7991607bd925779c');
  const items = encryptToMany(message, recipients, { sender, domain: DOMAIN, nonce });
  expect(toHex(encodeMultiRecipient({ nonce, items }))).toMatch(
    /^64313a2332343a54fbe7c9eea9cd0e711d2cbc4241cded09b97e7cfa80fe99313a656c33363a33fcfefd0fcbf91f141b42ffe60e1ea193559ca8a5431f4b80db2da1876d7547ef41ee2f33363ae797cc/,
  );
});

describe('encrypting to many', () => {
  const all = [ANN.publicKey, BEN.publicKey];
  const options = { sender: SENDER, domain: DOMAIN, nonce: NONCE };

  test('one message reaches everybody and nobody else', () => {
    const items = encryptToMany(utf8('bye'), all, options);
    expect(items.map((item) => item.length)).toEqual([19, 19]);
    expect([ANN, BEN, EVE].map((own) => open(items, own))).toEqual(['bye', 'bye', undefined]);
    expect(open(items, ANN, { domain: 'other' })).toBeUndefined();
    expect(open(items, ANN, { sender: EVE.publicKey })).toBeUndefined();
    expect(open(items, ANN, { nonce: new Uint8Array(24) })).toBeUndefined();
  });

  test('of several messages each gets their own', () => {
    const items = encryptToMany([utf8('to Ann'), utf8('to Ben')], all, options);
    expect([ANN, BEN].map((own) => open(items, own))).toEqual(['to Ann', 'to Ben']);
    expect(code(() => encryptToMany([utf8('one')], all, options))).toBe('parameter-invalid');
  });

  test('who cannot be written to is left out', () => {
    const items = encryptToMany([utf8('a'), utf8('b')], [SMALL_ORDER, BEN.publicKey], options);
    expect(items).toHaveLength(1);
    expect(open(items, BEN)).toBe('b');
    expect(open(items, BEN, { sender: SMALL_ORDER })).toBeUndefined();
    expect(code(() => recipientKey({ own: ANN, peer: SMALL_ORDER, domain: DOMAIN, role: 'sender' }))).toBe(
      'key-invalid',
    );
  });

  test('junk and short items do not disturb', () => {
    const [item] = encryptToMany(utf8('hi'), [ANN.publicKey], options);
    const items = [new Uint8Array(), new Uint8Array(15), new Uint8Array(18), item as Uint8Array];
    expect(open(items, ANN)).toBe('hi');
    expect(
      openAny([], NONCE, {
        key: recipientKey({ own: ANN, peer: SENDER.publicKey, domain: DOMAIN, role: 'recipient' }),
      }),
    ).toBeUndefined();
  });
});

describe('the general form', () => {
  const ITEMS = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 });

  test('comes back as it was', () => {
    fc.assert(
      fc.property(ITEMS, (items) => {
        expect(decodeMultiRecipient(encodeMultiRecipient({ nonce: NONCE, items }))).toEqual({
          nonce: NONCE,
          items,
        });
      }),
    );
  });

  test('may hide the number of recipients', () => {
    const random = fakeRandom();
    for (const [count, padded] of [
      [0, 0],
      [1, 5],
      [5, 5],
      [6, 10],
    ] as const) {
      const items = Array.from({ length: count }, () => new Uint8Array(20));
      const encoded = encodeMultiRecipient({ nonce: NONCE, items }, { multiple: 5, random });
      const decoded = decodeMultiRecipient(encoded);
      expect(decoded.items.map((item) => item.length)).toEqual(Array.from({ length: padded }, () => 20));
      expect(decoded.items.slice(0, count)).toEqual(items);
    }
  });

  test.each([
    ['nothing', ''],
    ['a list', 'le'],
    ['no nonce', 'd1:elee'],
    ['no items', `d1:#24:${'n'.repeat(24)}e`],
    ['a short nonce', `d1:#23:${'n'.repeat(23)}1:elee`],
    ['a number as nonce', 'd1:#i24e1:elee'],
    ['items that are no list', `d1:#24:${'n'.repeat(24)}1:e1:xe`],
    ['an item that is no bytes', `d1:#24:${'n'.repeat(24)}1:eli1eee`],
    ['bytes after the end', `d1:#24:${'n'.repeat(24)}1:eleex`],
  ])('is not %s', (_name, text) => {
    expect(code(() => decodeMultiRecipient(utf8(text)))).toBe('multi-recipient-invalid');
  });

  test('may have more fields', () => {
    expect(decodeMultiRecipient(utf8(`d1:#24:${'n'.repeat(24)}1:ele1:zi1ee`)).items).toEqual([]);
  });

  test('nothing but the typed error comes out of other bytes', () => {
    const valid = encodeMultiRecipient({ nonce: NONCE, items: [new Uint8Array(20), new Uint8Array(20)] });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.nat(valid.length),
        fc.nat(valid.length),
        (noise, from, to) => {
          for (const bytes of [noise, concatBytes(valid.subarray(0, from), noise, valid.subarray(to))]) {
            expect(['accepted', 'multi-recipient-invalid']).toContain(
              code(() => decodeMultiRecipient(bytes)),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
