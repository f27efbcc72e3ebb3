import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Ed25519KeyPair, X25519KeyPair } from '../../ts/crypto/index.ts';
import {
  cryptoReady,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519SecretToX25519,
  ed25519Seed,
  sealBox,
  sign,
  verify,
  x25519KeyPair,
  x25519PublicKey,
} from '../../ts/crypto/index.ts';
import { concatBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from '../../ts/util/index.ts';
import {
  decodeDirectMessage,
  decodeEnvelope,
  encodeDirectMessage,
  encodeEnvelope,
  padMessage,
  unpadMessage,
  unwrapEnvelope,
  WireError,
  wrapEnvelope,
} from '../../ts/wire/index.ts';
import { openSigned, sealSigned, sealSignedReproducibly } from '../../ts/wire/signed-box.ts';
import { fakeRandom } from '../support/fake-random.ts';
import { readVectors } from '../support/read-vectors.ts';

const { one_to_one, wire_one_to_one } = readVectors<{
  one_to_one: {
    deterministic_encrypt: readonly {
      sender_seed32: string;
      recipient_id: string;
      plaintext: string;
      ciphertext: string;
    }[];
    decrypt: readonly {
      recipient_seed32: string;
      ciphertext: string;
      plaintext: string;
      sender_ed25519: string;
      sender_id: string;
    }[];
    reject: readonly { case: string; recipient_seed32: string; ciphertext: string }[];
  };
  wire_one_to_one: readonly {
    sender_seed32: string;
    recipient_seed32: string;
    recipient_id: string;
    timestamp_ms: number;
    content: string;
    padded_content_length: number;
    inner_encryption: string;
    pro_rotating_key: { rotating_seed: string; rotating_public: string } | null;
    envelope_pro_sig: string | null;
    envelope: string;
    wire: string;
    wire_base64: string;
    sender_id: string;
  }[];
}>('direct-messages');

beforeAll(cryptoReady);

function ed25519(seed32: string): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(fromHex(seed32)));
}

function x25519(seed32: string): X25519KeyPair {
  return x25519KeyPair(ed25519SecretToX25519(ed25519(seed32).secretKey));
}

const ALICE = '0123456789abcdef0123456789abcdef00000000000000000000000000000000';
const BOB = '00112233445566778899aabbccddeeff00000000000000000000000000000000';
const EVE = 'ab1aa92d26fba692db2b4aef6f46931500000000000000000000000000000000';
const SENT_AT_MS = 1_754_971_101_000;

function letter(content: Uint8Array): Uint8Array {
  return encodeDirectMessage({
    content,
    sender: ed25519(ALICE),
    recipient: x25519(BOB).publicKey,
    timestampMs: SENT_AT_MS,
    random: fakeRandom(),
  });
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

describe('signed and sealed', () => {
  test.each(one_to_one.deterministic_encrypt)(
    'to $recipient_id',
    ({ sender_seed32, recipient_id, plaintext, ciphertext }) => {
      const recipient = x25519PublicKey(fromHex(recipient_id.slice(2)));
      const message = fromHex(plaintext);
      const sealed = sealSignedReproducibly({ message, sender: ed25519(sender_seed32), recipient });
      expect(toHex(sealed)).toBe(ciphertext);
      expect(sealed).toHaveLength(message.length + 144);
    },
  );

  test.each(one_to_one.decrypt)(
    'opened, from $sender_id',
    ({ recipient_seed32, ciphertext, plaintext, sender_ed25519, sender_id }) => {
      const opened = openSigned(fromHex(ciphertext), x25519(recipient_seed32));
      expect(toHex(opened.message)).toBe(plaintext);
      expect(toHex(opened.senderEd25519)).toBe(sender_ed25519);
      expect(`05${toHex(opened.senderX25519)}`).toBe(sender_id);
    },
  );

  test.each(one_to_one.reject)('refused: $case', ({ recipient_seed32, ciphertext }) => {
    expect(code(() => openSigned(fromHex(ciphertext), x25519(recipient_seed32)))).toMatch(
      /^(decrypt-failed|signature-invalid)$/,
    );
  });
});

describe('complete payloads of other clients', () => {
  test.each(wire_one_to_one)('at $timestamp_ms', (vector) => {
    const payload = fromHex(vector.wire);
    expect(toBase64(payload)).toBe(vector.wire_base64);
    const decoded = decodeDirectMessage({ payload, recipient: x25519(vector.recipient_seed32) });
    expect(toHex(decoded.content)).toBe(vector.content);
    expect(`05${toHex(decoded.senderX25519)}`).toBe(vector.sender_id);
    expect(decoded.senderEd25519).toEqual(ed25519(vector.sender_seed32).publicKey);
    expect(decoded.timestampMs).toBe(vector.timestamp_ms);
    if (vector.pro_rotating_key === null) return;
    const rotating = ed25519(vector.pro_rotating_key.rotating_seed).publicKey;
    expect(verify(decoded.proSig ?? new Uint8Array(), decoded.proSigned, rotating)).toBe(true);
  });

  test.each(wire_one_to_one)('made again byte for byte, at $timestamp_ms', (vector) => {
    expect(vector.inner_encryption).toBe('deterministic_encrypt');
    const recipient = x25519PublicKey(fromHex(vector.recipient_id.slice(2)));
    const message = padMessage(fromHex(vector.content));
    expect(message).toHaveLength(vector.padded_content_length);
    const content = sealSignedReproducibly({ message, sender: ed25519(vector.sender_seed32), recipient });
    const theirs = decodeEnvelope(fromHex(vector.envelope));
    const proSig =
      vector.pro_rotating_key === null
        ? theirs.proSig
        : sign(content, ed25519(vector.pro_rotating_key.rotating_seed).secretKey);
    if (vector.envelope_pro_sig !== null)
      expect(toHex(proSig ?? new Uint8Array())).toBe(vector.envelope_pro_sig);
    const envelope = encodeEnvelope({ type: 'direct', timestampMs: vector.timestamp_ms, content, proSig });
    expect(toHex(envelope)).toBe(vector.envelope);
    expect(toHex(wrapEnvelope(envelope))).toBe(vector.wire);
    expect(unwrapEnvelope(fromBase64(vector.wire_base64))).toEqual(envelope);
  });
});

describe('our own payloads', () => {
  test('come back with their sender, whatever they say', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.string(),
        fc.nat(Number.MAX_SAFE_INTEGER),
        (content, seed, timestampMs) => {
          const payload = encodeDirectMessage({
            content,
            sender: ed25519(ALICE),
            recipient: x25519(BOB).publicKey,
            timestampMs,
            random: fakeRandom(seed),
          });
          const envelope = decodeEnvelope(unwrapEnvelope(payload));
          expect(decodeDirectMessage({ payload, recipient: x25519(BOB) })).toEqual({
            content,
            timestampMs,
            senderEd25519: ed25519(ALICE).publicKey,
            senderX25519: x25519(ALICE).publicKey,
            proSig: envelope.proSig,
            proSigned: envelope.content,
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('tell nothing by their length below 160 bytes', () => {
    expect(letter(utf8('a'))).toHaveLength(letter(utf8('a'.repeat(158))).length);
    expect(letter(utf8('a'.repeat(159))).length).toBeGreaterThan(letter(utf8('a')).length);
  });

  test('bear the signature of a key that nobody has seen before', () => {
    const random = fakeRandom('two messages');
    const sent = {
      content: utf8('hi'),
      sender: ed25519(ALICE),
      recipient: x25519(BOB).publicKey,
      timestampMs: SENT_AT_MS,
      random,
    };
    const [first, second] = [encodeDirectMessage(sent), encodeDirectMessage(sent)].map((payload) =>
      decodeEnvelope(unwrapEnvelope(payload)),
    );
    expect(first?.proSig).toHaveLength(64);
    expect(first?.proSig).not.toEqual(second?.proSig);
    expect(first?.content).not.toEqual(second?.content);
    for (const { proSig = new Uint8Array(), content = new Uint8Array() } of [first ?? {}, second ?? {}]) {
      expect(verify(proSig, content, ed25519(ALICE).publicKey)).toBe(false);
    }
  });

  test('bear the signature of the sender’s Pro key, when there is one', () => {
    const payload = encodeDirectMessage({
      content: utf8('hi'),
      sender: ed25519(ALICE),
      recipient: x25519(BOB).publicKey,
      timestampMs: SENT_AT_MS,
      random: fakeRandom(),
      proKey: ed25519(EVE).secretKey,
    });
    const { proSig, proSigned } = decodeDirectMessage({ payload, recipient: x25519(BOB) });
    expect(verify(proSig ?? new Uint8Array(), proSigned, ed25519(EVE).publicKey)).toBe(true);
  });

  test('do not go to a key that cannot receive', () => {
    const recipient = x25519PublicKey(new Uint8Array(32));
    const sending = {
      content: utf8('hi'),
      sender: ed25519(ALICE),
      recipient,
      timestampMs: SENT_AT_MS,
      random: fakeRandom(),
    };
    expect(code(() => encodeDirectMessage(sending))).toBe('recipient-key-invalid');
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('have no sent time of %d', (timestampMs) => {
    const sending = {
      content: utf8('hi'),
      sender: ed25519(ALICE),
      recipient: x25519(BOB).publicKey,
      timestampMs,
      random: fakeRandom(),
    };
    expect(code(() => encodeDirectMessage(sending))).toBe('number-out-of-range');
  });
});

describe('refused payloads', () => {
  const recipient = (): X25519KeyPair => x25519(BOB);

  function delivered(envelope: Uint8Array): string {
    return code(() => decodeDirectMessage({ payload: wrapEnvelope(envelope), recipient: recipient() }));
  }

  test('for somebody else', () => {
    expect(code(() => decodeDirectMessage({ payload: letter(utf8('hi')), recipient: x25519(EVE) }))).toBe(
      'decrypt-failed',
    );
  });

  test('in the name of another: her key under his signature', () => {
    const message = padMessage(utf8('send money'));
    const victim = ed25519(ALICE).publicKey;
    const signature = sign(concatBytes(message, victim, recipient().publicKey), ed25519(EVE).secretKey);
    const content = sealBox(concatBytes(message, victim, signature), recipient().publicKey);
    expect(delivered(encodeEnvelope({ type: 'direct', timestampMs: SENT_AT_MS, content }))).toBe(
      'signature-invalid',
    );
  });

  test('passed on: what Alice wrote to Eve, sealed to Bob', () => {
    const toEve = sealSigned({
      message: padMessage(utf8('hi')),
      sender: ed25519(ALICE),
      recipient: x25519(EVE).publicKey,
      ephemeralSeed: new Uint8Array(32),
    });
    const opened = openSigned(toEve, x25519(EVE));
    const signature = sign(
      concatBytes(opened.message, ed25519(ALICE).publicKey, x25519(EVE).publicKey),
      ed25519(ALICE).secretKey,
    );
    const content = sealBox(
      concatBytes(opened.message, ed25519(ALICE).publicKey, signature),
      recipient().publicKey,
    );
    expect(delivered(encodeEnvelope({ type: 'direct', timestampMs: SENT_AT_MS, content }))).toBe(
      'signature-invalid',
    );
  });

  test('signed by a key of small order, which would verify anything', () => {
    const smallOrder = ed25519PublicKey(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0)));
    const content = sealBox(
      concatBytes(padMessage(utf8('hi')), smallOrder, new Uint8Array(64)),
      recipient().publicKey,
    );
    expect(delivered(encodeEnvelope({ type: 'direct', timestampMs: SENT_AT_MS, content }))).toBe(
      'signature-invalid',
    );
  });

  test('of a group', () => {
    expect(
      delivered(encodeEnvelope({ type: 'group', timestampMs: SENT_AT_MS, content: new Uint8Array(200) })),
    ).toBe('envelope-type');
  });

  test('with a Pro signature of a wrong length', () => {
    const envelope = concatBytes(
      encodeEnvelope({ type: 'direct', timestampMs: SENT_AT_MS, content: new Uint8Array(200) }),
      Uint8Array.of(0x5a, 1, 0),
    );
    expect(delivered(envelope)).toBe('field-length');
  });

  test('without anything inside', () => {
    expect(code(() => decodeDirectMessage({ payload: new Uint8Array(), recipient: recipient() }))).toBe(
      'content-missing',
    );
    expect(delivered(Uint8Array.of(8, 6, 0x28, 1))).toBe('content-missing');
    expect(delivered(encodeEnvelope({ type: 'direct', timestampMs: 1, content: new Uint8Array(143) }))).toBe(
      'decrypt-failed',
    );
  });

  test('sealed, but shorter than a key and a signature', () => {
    const content = sealBox(new Uint8Array(95), recipient().publicKey);
    expect(delivered(encodeEnvelope({ type: 'direct', timestampMs: 1, content }))).toBe('decrypt-failed');
  });

  test('damaged in any way: only typed errors escape, and never another message', () => {
    const original = letter(utf8('the original'));
    const damaged = fc
      .tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(original.length))
      .map(([at, flip, cut]) => {
        const copy = Uint8Array.from(original);
        copy[at] = (copy[at] ?? 0) ^ flip;
        return cut % 4 === 0 ? copy.subarray(0, cut) : copy;
      });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 400 }), { weight: 3, arbitrary: damaged }),
        (payload) => {
          try {
            const decoded = decodeDirectMessage({ payload, recipient: recipient() });
            expect(decoded.content).toEqual(utf8('the original'));
            expect(decoded.senderEd25519).toEqual(ed25519(ALICE).publicKey);
          } catch (error) {
            expect(error).toBeInstanceOf(WireError);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

test('an envelope comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.record({
        type: fc.constantFrom('direct' as const, 'group' as const),
        timestampMs: fc.nat(Number.MAX_SAFE_INTEGER),
        content: fc.uint8Array(),
        proSig: fc.option(fc.uint8Array({ minLength: 64, maxLength: 64 }), { nil: undefined }),
      }),
      (envelope) => {
        expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
        expect(unwrapEnvelope(wrapEnvelope(encodeEnvelope(envelope)))).toEqual(encodeEnvelope(envelope));
      },
    ),
  );
});

test('content of a sender who does not pad is kept', () => {
  const message = utf8('unpadded');
  const content = sealSigned({
    message,
    sender: ed25519(ALICE),
    recipient: x25519(BOB).publicKey,
    ephemeralSeed: new Uint8Array(32).fill(3),
  });
  const payload = wrapEnvelope(encodeEnvelope({ type: 'direct', timestampMs: SENT_AT_MS, content }));
  expect(decodeDirectMessage({ payload, recipient: x25519(BOB) }).content).toEqual(unpadMessage(message));
});
