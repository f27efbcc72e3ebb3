import { blake2b as otherBlake2b } from '@noble/hashes/blake2.js';
import { hmac as otherHmac } from '@noble/hashes/hmac.js';
import { sha256 as otherSha256, sha512 as otherSha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  AEAD_TAG_BYTES,
  AES_GCM_NONCE_BYTES,
  blake2b,
  cryptoReady,
  CryptoError,
  decryptAesGcm,
  decryptXChaCha20,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519SecretKey,
  ed25519SecretToX25519,
  ed25519Seed,
  ed25519ToX25519,
  encryptAesGcm,
  encryptXChaCha20,
  hmacSha256,
  isValidEd25519Point,
  openSealedBox,
  sealBox,
  sealBoxWithSeed,
  SEALED_BOX_OVERHEAD_BYTES,
  secretsEqual,
  sha256,
  sha512,
  sign,
  signature,
  symmetricKey,
  verify,
  wipe,
  x25519,
  x25519KeyPair,
  x25519PublicKey,
  x25519PublicKeyOf,
  x25519SecretKey,
  XCHACHA20_NONCE_BYTES,
} from '../../ts/crypto/index.ts';
import { fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import { fakeRandom } from '../support/fake-random.ts';

await cryptoReady();

const BYTES = fc.uint8Array({ maxLength: 300 });
const KEY = fc.uint8Array({ minLength: 32, maxLength: 32 });
const SMALL_ORDER = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0));

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** `bytes` with one bit of it turned over. */
function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const at = (bit >> 3) % bytes.length;
  return Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ (1 << (bit & 7)) : byte));
}

describe('keys have their length', () => {
  test.each([
    [ed25519PublicKey, 32],
    [ed25519Seed, 32],
    [ed25519SecretKey, 64],
    [x25519PublicKey, 32],
    [x25519SecretKey, 32],
    [symmetricKey, 32],
    [signature, 64],
  ])('%o: %i bytes', (make, length) => {
    expect(make(new Uint8Array(length))).toHaveLength(length);
    for (const wrong of [0, length - 1, length + 1])
      expect(code(() => make(new Uint8Array(wrong)))).toBe('key-length');
  });
});

describe('Ed25519', () => {
  // RFC 8032 §7.1, test 3.
  const SEED = ed25519Seed(fromHex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7'));
  const PUBLIC = 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025';
  const SIGNATURE =
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac' +
    '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a';

  test('known answer', () => {
    const pair = ed25519KeyPair(SEED);
    expect(toHex(pair.publicKey)).toBe(PUBLIC);
    expect(toHex(pair.secretKey)).toBe(toHex(SEED) + PUBLIC);
    expect(toHex(sign(fromHex('af82'), pair.secretKey))).toBe(SIGNATURE);
    expect(verify(fromHex(SIGNATURE), fromHex('af82'), pair.publicKey)).toBe(true);
  });

  test('a changed message, signature or key does not verify', () => {
    const other = ed25519KeyPair(ed25519Seed(new Uint8Array(32)));
    fc.assert(
      fc.property(BYTES, fc.nat(511), (message, bit) => {
        const pair = ed25519KeyPair(SEED);
        const signed = sign(message, pair.secretKey);
        expect(verify(signed, message, pair.publicKey)).toBe(true);
        expect(verify(flipped(signed, bit), message, pair.publicKey)).toBe(false);
        expect(verify(signed, Uint8Array.of(...message, 0), pair.publicKey)).toBe(false);
        expect(verify(signed, message, other.publicKey)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  test('a signature of another length, or of a small-order key, does not verify', () => {
    const { publicKey } = ed25519KeyPair(SEED);
    for (const length of [0, 63, 65])
      expect(verify(new Uint8Array(length), utf8('m'), publicKey)).toBe(false);
    const forged = Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 1 : 0));
    expect(verify(forged, utf8('m'), ed25519PublicKey(SMALL_ORDER))).toBe(false);
  });

  test('its X25519 form is the same in both ways', () => {
    fc.assert(
      fc.property(KEY, (seed) => {
        const { publicKey, secretKey } = ed25519KeyPair(ed25519Seed(seed));
        expect(isValidEd25519Point(publicKey)).toBe(true);
        expect(ed25519ToX25519(publicKey)).toEqual(x25519PublicKeyOf(ed25519SecretToX25519(secretKey)));
      }),
      { numRuns: 30 },
    );
  });

  test('what is no point has no X25519 form', () => {
    for (const bytes of [SMALL_ORDER, new Uint8Array(32).fill(0xff), new Uint8Array(32)]) {
      expect(isValidEd25519Point(ed25519PublicKey(bytes))).toBe(false);
      expect(code(() => ed25519ToX25519(ed25519PublicKey(bytes)))).toBe('key-invalid');
    }
  });
});

describe('X25519', () => {
  const alice = x25519SecretKey(new Uint8Array(32).fill(3));
  const bob = x25519SecretKey(new Uint8Array(32).fill(4));

  test('known answers', () => {
    // RFC 7748 §5.2: the second vector, and one iteration, which multiplies the base point.
    const scalar = x25519SecretKey(
      fromHex('4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d'),
    );
    const u = x25519PublicKey(fromHex('e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493'));
    expect(toHex(x25519(scalar, u))).toBe('95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957');
    const nine = x25519SecretKey(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 9 : 0)));
    expect(toHex(x25519PublicKeyOf(nine))).toBe(
      '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
    );
  });

  test('both sides get the same secret', () => {
    expect(x25519(bob, x25519PublicKeyOf(alice))).toEqual(x25519(alice, x25519KeyPair(bob).publicKey));
  });

  test('a low-order key has no shared secret', () => {
    expect(code(() => x25519(alice, x25519PublicKey(SMALL_ORDER)))).toBe('key-invalid');
    expect(code(() => x25519(alice, x25519PublicKey(new Uint8Array(32))))).toBe('key-invalid');
  });
});

describe.each([
  {
    name: 'XChaCha20-Poly1305',
    encrypt: encryptXChaCha20,
    decrypt: decryptXChaCha20,
    nonceBytes: XCHACHA20_NONCE_BYTES,
  },
  { name: 'AES-256-GCM', encrypt: encryptAesGcm, decrypt: decryptAesGcm, nonceBytes: AES_GCM_NONCE_BYTES },
])('$name', ({ encrypt, decrypt, nonceBytes }) => {
  const key = symmetricKey(new Uint8Array(32).fill(5));
  const nonce = new Uint8Array(nonceBytes).fill(6);

  test('gives back the message, and nothing when a bit of anything is wrong', () => {
    fc.assert(
      fc.property(BYTES, fc.nat(), (message, bit) => {
        const ciphertext = encrypt(message, nonce, { key });
        expect(ciphertext).toHaveLength(message.length + AEAD_TAG_BYTES);
        expect(decrypt(ciphertext, nonce, { key })).toEqual(message);
        const wrongKey = symmetricKey(flipped(key, bit));
        expect(code(() => decrypt(flipped(ciphertext, bit), nonce, { key }))).toBe('decrypt-failed');
        expect(code(() => decrypt(ciphertext, flipped(nonce, bit), { key }))).toBe('decrypt-failed');
        expect(code(() => decrypt(ciphertext, nonce, { key: wrongKey }))).toBe('decrypt-failed');
      }),
      { numRuns: 50 },
    );
  });

  test.each([0, 1, 15])('%i bytes are no ciphertext', (length) => {
    expect(code(() => decrypt(new Uint8Array(length), nonce, { key }))).toBe('ciphertext-too-short');
  });
});

test('AES-256-GCM, known answer', () => {
  // McGrew and Viega, "The Galois/Counter Mode of Operation", test case 14.
  const ciphertext = encryptAesGcm(new Uint8Array(16), new Uint8Array(12), {
    key: symmetricKey(new Uint8Array(32)),
  });
  expect(toHex(ciphertext)).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
});

test('XChaCha20-Poly1305, known answer', () => {
  // draft-irtf-cfrg-xchacha-03 §A.3.1 with other additional data: the ciphertext does not depend on it, the tag does.
  const key = symmetricKey(Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at));
  const nonce = Uint8Array.from({ length: 24 }, (_, at) => 0x40 + at);
  const message = utf8(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  );
  expect(toHex(encryptXChaCha20(message, nonce, { key }))).toMatch(
    /^bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e/,
  );
});

describe('sealed boxes', () => {
  const recipient = x25519KeyPair(x25519SecretKey(new Uint8Array(32).fill(7)));
  const stranger = x25519KeyPair(x25519SecretKey(new Uint8Array(32).fill(8)));

  test('open for their recipient only, and only unchanged', () => {
    fc.assert(
      fc.property(BYTES, KEY, fc.nat(), (message, ephemeralSeed, bit) => {
        for (const sealed of [
          sealBox(message, recipient.publicKey),
          sealBoxWithSeed(message, recipient.publicKey, { ephemeralSeed }),
        ]) {
          expect(sealed).toHaveLength(message.length + SEALED_BOX_OVERHEAD_BYTES);
          expect(openSealedBox(sealed, recipient)).toEqual(message);
          expect(code(() => openSealedBox(sealed, stranger))).toBe('decrypt-failed');
        }
        // The top bit of the ephemeral key at the beginning means nothing to X25519, but is part of the nonce.
        const sealed = sealBoxWithSeed(message, recipient.publicKey, { ephemeralSeed });
        expect(code(() => openSealedBox(flipped(sealed, bit), recipient))).toBe('decrypt-failed');
      }),
      { numRuns: 50 },
    );
  });

  test('are never the same twice, but for the same seed', () => {
    const message = utf8('hi');
    expect(sealBox(message, recipient.publicKey)).not.toEqual(sealBox(message, recipient.publicKey));
    const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const seal = (ephemeralSeed: Uint8Array): Uint8Array =>
      sealBoxWithSeed(message, recipient.publicKey, { ephemeralSeed });
    expect(seal(one)).toEqual(seal(one));
    expect(seal(one)).not.toEqual(seal(two));
  });

  test('are not made for a low-order key', () => {
    const key = x25519PublicKey(SMALL_ORDER);
    expect(code(() => sealBox(utf8('hi'), key))).toBe('key-invalid');
    expect(code(() => sealBoxWithSeed(utf8('hi'), key, { ephemeralSeed: new Uint8Array(32) }))).toBe(
      'key-invalid',
    );
  });

  test.each([0, 47])('%i bytes are none', (length) => {
    expect(code(() => openSealedBox(new Uint8Array(length), recipient))).toBe('ciphertext-too-short');
  });
});

describe('hashes', () => {
  test('BLAKE2b agrees with another implementation, for every length of output and key', () => {
    fc.assert(
      fc.property(
        BYTES,
        fc.integer({ min: 16, max: 64 }),
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        (message, length, key) => {
          expect(blake2b(length, message)).toEqual(otherBlake2b(message, { dkLen: length }));
          expect(blake2b(length, message, key)).toEqual(otherBlake2b(message, { dkLen: length, key }));
        },
      ),
    );
  });

  test('SHA-2 and HMAC agree with another implementation', () => {
    fc.assert(
      fc.property(BYTES, BYTES, (message, key) => {
        expect(sha256(message)).toEqual(otherSha256(message));
        expect(sha512(message)).toEqual(otherSha512(message));
        expect(hmacSha256(key, message)).toEqual(otherHmac(otherSha256, key, message));
      }),
    );
  });
});

describe('secrets', () => {
  test('wiping leaves zeros', () => {
    const secrets = [fakeRandom().bytes(32), fakeRandom().bytes(5)];
    wipe(...secrets);
    expect(secrets).toEqual([new Uint8Array(32), new Uint8Array(5)]);
  });

  test('comparison', () => {
    const secret = fakeRandom().bytes(32);
    expect(secretsEqual(secret, Uint8Array.from(secret))).toBe(true);
    expect(secretsEqual(secret, flipped(secret, 100))).toBe(false);
    expect(secretsEqual(secret, secret.subarray(1))).toBe(false);
    expect(secretsEqual(new Uint8Array(), new Uint8Array())).toBe(true);
  });
});

test('this machine computes rightly', async () => {
  await expect(cryptoReady()).resolves.toBeUndefined();
  expect(cryptoReady()).toBe(cryptoReady());
});
