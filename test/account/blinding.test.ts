import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AccountId, BlindedId } from '../../ts/account/index.ts';
import {
  accountId,
  AccountError,
  accountIdBytes,
  accountIdOf,
  blindedCandidatesOf,
  blindedId,
  blindedIdOfEd25519,
  blindedInboxKey,
  blindedKeyOf,
  blindedKeys,
  blindingVersionOf,
  isBlindedIdOf,
  signBlinded,
  unblindForLookup,
} from '../../ts/account/index.ts';
import type { Ed25519KeyPair } from '../../ts/crypto/index.ts';
import {
  cryptoReady,
  CryptoError,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Seed,
  ed25519ToX25519,
  hasSignBit,
  verify,
  x25519PublicKey,
} from '../../ts/crypto/index.ts';
import { fromHex, toHex, utf8 } from '../../ts/util/index.ts';

await cryptoReady();

const SERVER = x25519PublicKey(fromHex('1d7e7f92b1ed3643855c98ecac02fc7274033a3467653f047d6e433540c03f17'));
const OTHER_SERVER = x25519PublicKey(
  fromHex('f58ae913eecf496360f7e757f0716aa583a3b5f3d5e25706220994e477d74537'),
);
const ALICE = pairOf('0123456789abcdef0123456789abcdef00000000000000000000000000000000');
const ALICE_15 = blindedId('155678ab7f648665b1e90e3c19e56bbaa9d5890f367d1000101aebe265c46ae8c4');
const ALICE_25 = blindedId('258ce2ed7e357093056e9c4a72a1cba4718647134f2c23b76dedcc9c79b7a1f53a');
const BOB = pairOf('00112233445566778899aabbccddeeff00000000000000000000000000000000');
const BOB_15 = blindedId('159ee46909a9656e978e9555fbbf62db8bf4629790fbc556ced2f363a0ae272aeb');
const MESSAGE = fromHex('5b735f3a5e941f3736b6ec69c662dc17fc1f69c5bd5281096a71f773e6f6');
/** 05 and 32 bytes that stand for a point of the twist: nobody's key. */
const NOBODY = accountId(`0502${'00'.repeat(31)}`);

const VERSIONS = [15, 25] as const;
const SEED = fc.uint8Array({ minLength: 32, maxLength: 32 });

function pairOf(seed: string | Uint8Array): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(typeof seed === 'string' ? fromHex(seed) : seed));
}

function idOf(pair: Ed25519KeyPair): AccountId {
  return accountIdOf(ed25519ToX25519(pair.publicKey));
}

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AccountError || error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('blinded IDs', () => {
  test('have a prefix, a point and either case', () => {
    expect(blindedId(ALICE_15.toUpperCase())).toBe(ALICE_15);
    expect([blindingVersionOf(ALICE_15), blindingVersionOf(ALICE_25)]).toEqual([15, 25]);
    expect(toHex(accountIdBytes(ALICE_25))).toBe(ALICE_25);
    expect(toHex(blindedKeyOf(ALICE_25))).toBe(ALICE_25.slice(2));
  });

  test.each([
    ['an account', `05${ALICE_15.slice(2)}`],
    ['a group', `03${ALICE_15.slice(2)}`],
    ['an unknown prefix', `35${ALICE_15.slice(2)}`],
    ['no point', `15${'ff'.repeat(32)}`],
    ['a small-order point', `2501${'00'.repeat(31)}`],
    ['too short', ALICE_15.slice(0, -2)],
    ['with white space', ` ${ALICE_15}`],
    ['of nothing', ''],
  ])('are not %s', (_name, text) => {
    expect(code(() => blindedId(text))).toBe('blinded-id-invalid');
  });

  test('no text makes anything else happen', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(code(() => blindedId(text))).toBe('blinded-id-invalid');
      }),
    );
  });
});

test('known IDs of an account whose Ed25519 key is negative', () => {
  expect(hasSignBit(ALICE.publicKey)).toBe(true);
  const keys = blindedKeys(ALICE, { server: SERVER, version: 15 });
  expect(keys.id).toBe(ALICE_15);
  expect(toHex(keys.scalar)).toBe('2feb4f43d4f8d7f1743c92aebc844309428519e2b7f6cfc48f3ff279447c6505');
  const newer = blindedKeys(ALICE, { server: SERVER, version: 25 });
  expect(newer.id).toBe(ALICE_25);
  expect(toHex(newer.scalar)).toBe('32eeca0da4b8baad485cb7cc962f301634f307a91addfd05c11efdc43ec7aa0e');
  expect(blindedCandidatesOf(idOf(ALICE), { server: SERVER, version: 15 })).toEqual([
    '155678ab7f648665b1e90e3c19e56bbaa9d5890f367d1000101aebe265c46ae844',
    ALICE_15,
  ]);
});

test('whoever knows an account finds it on a server, from its ID or its key, and on no other server', () => {
  fc.assert(
    fc.property(SEED, fc.constantFrom(...VERSIONS), (seed, version) => {
      const pair = pairOf(seed);
      const account = idOf(pair);
      const { id, publicKey } = blindedKeys(pair, { server: SERVER, version });
      expect(blindedId(id)).toBe(id);
      expect(blindedKeyOf(id)).toEqual(publicKey);
      expect(blindedIdOfEd25519(pair.publicKey, { server: SERVER, version })).toBe(id);
      expect(blindedCandidatesOf(account, { server: SERVER, version })).toHaveLength(version === 15 ? 2 : 1);
      expect(isBlindedIdOf(id, account, { server: SERVER })).toBe(true);
      expect(isBlindedIdOf(id, account, { server: OTHER_SERVER })).toBe(false);
      expect(isBlindedIdOf(id, idOf(BOB), { server: SERVER })).toBe(false);
      expect(unblindForLookup(id, { server: SERVER })).toBe(version === 15 ? account : undefined);
      if (version === 15) expect(unblindForLookup(id, { server: OTHER_SERVER })).not.toBe(account);
    }),
    { numRuns: 40 },
  );
});

test('32 bytes that are nobody’s key have no blinded ID', () => {
  for (const version of VERSIONS) {
    expect(blindedCandidatesOf(NOBODY, { server: SERVER, version })).toEqual([]);
    expect(
      code(() => blindedIdOfEd25519(ed25519PublicKey(new Uint8Array(32)), { server: SERVER, version })),
    ).toBe('key-invalid');
  }
  expect(isBlindedIdOf(ALICE_15, NOBODY, { server: SERVER })).toBe(false);
});

describe('blinded signatures', () => {
  test.each([
    [
      15,
      '59ee8f5afcde773f0dda7bea3e4f8c6e157b4908ba7f5ee13abe7833a7a5ef05',
      // The same message by a client that draws the nonce from all 64 bytes of the secret key.
      '1cb7f7e365685dad1be72ba1708db23a369e431334bbd56c22e5dd70f9c6b9103ec1131a031698d46207e52348c31d9e408f0674f507eb0a1045673e78bec802',
    ],
    [
      25,
      '8b36ea937d6db4b2fc7f365b7cdb895b6f155a9faab0ede9dffb7b358ed94f5f',
      '8b36ea937d6db4b2fc7f365b7cdb895b6f155a9faab0ede9dffb7b358ed94f5fdd2e207b88370a6c83d3ee75e97865eb04a611148f695908cb8b5cf2210fba0c',
    ],
  ] as const)('of blinding %i are those of other clients', (version, start, ofAnotherClient) => {
    const keys = blindedKeys(ALICE, { server: SERVER, version });
    const signed = signBlinded(MESSAGE, keys, { secretKey: ALICE.secretKey });
    expect(toHex(signed).slice(0, 64)).toBe(start);
    expect(verify(signed, MESSAGE, keys.publicKey)).toBe(true);
    expect(verify(fromHex(ofAnotherClient), MESSAGE, keys.publicKey)).toBe(true);
  });

  test('verify with the blinded key alone, and for their message alone', () => {
    fc.assert(
      fc.property(
        SEED,
        fc.uint8Array({ maxLength: 100 }),
        fc.constantFrom(...VERSIONS),
        (seed, message, version) => {
          const pair = pairOf(seed);
          const keys = blindedKeys(pair, { server: SERVER, version });
          const signed = signBlinded(message, keys, { secretKey: pair.secretKey });
          expect(verify(signed, message, blindedKeyOf(keys.id))).toBe(true);
          expect(verify(signed, Uint8Array.of(...message, 0), blindedKeyOf(keys.id))).toBe(false);
          expect(verify(signed, message, pair.publicKey)).toBe(false);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('never share their nonce', () => {
    const keys = VERSIONS.map((version) => blindedKeys(ALICE, { server: SERVER, version }));
    const commitments = ['a', 'b'].flatMap((text) =>
      keys.map((key) => toHex(signBlinded(utf8(text), key, { secretKey: ALICE.secretKey }).subarray(0, 32))),
    );
    expect(new Set(commitments).size).toBe(4);
  });
});

describe('the key of a blinded inbox', () => {
  test('known answer', () => {
    const key = blindedInboxKey({ ed25519: ALICE, server: SERVER, other: BOB_15, direction: 'outgoing' });
    expect(toHex(key)).toBe('4ba8639720b89e5b13d968298391180aed73e84ef4e24fbe09c081c198f71a66');
  });

  test('is the same at both ends of a direction, and another for the way back', () => {
    fc.assert(
      fc.property(SEED, SEED, fc.constantFrom(...VERSIONS), (a, b, version) => {
        fc.pre(toHex(a) !== toHex(b));
        const [us, them] = [pairOf(a), pairOf(b)];
        const ours = blindedKeys(us, { server: SERVER, version }).id;
        const theirs = blindedKeys(them, { server: SERVER, version }).id;
        const key = (ed25519: Ed25519KeyPair, other: BlindedId, direction: 'incoming' | 'outgoing'): string =>
          toHex(blindedInboxKey({ ed25519, server: SERVER, other, direction }));
        expect(key(us, theirs, 'outgoing')).toBe(key(them, ours, 'incoming'));
        expect(key(us, theirs, 'incoming')).toBe(key(them, ours, 'outgoing'));
        expect(key(us, theirs, 'outgoing')).not.toBe(key(us, theirs, 'incoming'));
      }),
      { numRuns: 15 },
    );
  });

  test('does not exist for what is no point', () => {
    const other = `15${'ff'.repeat(32)}` as BlindedId;
    expect(
      code(() => blindedInboxKey({ ed25519: ALICE, server: SERVER, other, direction: 'incoming' })),
    ).toBe('key-invalid');
  });
});
