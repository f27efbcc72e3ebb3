import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { cryptoReady, ed25519KeyPair, ed25519Seed, sign, verify } from '../../ts/crypto/index.ts';
import { concatBytes, fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import type { CommunityContent, Content } from '../../ts/wire/index.ts';
import {
  decodeCommunityContent,
  decodeContent,
  encodeCommunityContent,
  encodeContent,
  encodeEnvelope,
  padMessage,
  WireError,
} from '../../ts/wire/index.ts';
import { readVectors } from '../support/read-vectors.ts';

beforeAll(cryptoReady);

const vectors =
  readVectors<Record<'messages' | 'decode_only', readonly { type: string; hex: string }[]>>('protobuf');
const contents = [...vectors.messages, ...vectors.decode_only].filter(({ type }) => type === 'Content');

const SENT_AT_MS = 1_700_000_000_000;
const rotating = () => ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(2)));

function text(body: string, more: Partial<Content> = {}): Uint8Array {
  return encodeContent({ payload: { kind: 'data', body }, sigTimestampMs: SENT_AT_MS, ...more });
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

/** Whether the Pro signature of what came is right. */
function isProSigned({ proSig, proSigned }: CommunityContent): boolean {
  return proSig !== undefined && proSigned.some((bytes) => verify(proSig, bytes, rotating().publicKey));
}

test('a post is a padded Content, byte for byte as other clients make it', () => {
  const content = fromHex('0a110a003881d095ffbc31aa06050a03566563');
  const posted = encodeCommunityContent(content);
  expect(toHex(posted)).toBe(`0a110a003881d095ffbc31aa06050a0356656380${'00'.repeat(140)}`);
  expect(decodeCommunityContent(posted)).toEqual({ content, proSig: undefined, proSigned: [] });
});

test.each(contents.filter(({ hex }) => !hex.includes('8a0140')))(
  'no Content is taken for an Envelope: $hex',
  ({ hex }) => {
    expect(toHex(decodeCommunityContent(padMessage(fromHex(hex))).content)).toBe(hex);
  },
);

test('a Content of a sender who does not pad is kept', () => {
  const content = text('unpadded');
  expect(decodeCommunityContent(content).content).toEqual(content);
});

describe('an Envelope, as it may come one day', () => {
  const content = text('from the future');

  test('is opened, whatever the order of its fields', () => {
    const padded = padMessage(content);
    const envelope = encodeEnvelope({ type: 'group', timestampMs: SENT_AT_MS, content: padded });
    expect(decodeCommunityContent(envelope).content).toEqual(content);
    const typeLast = concatBytes(envelope.subarray(2), envelope.subarray(0, 2));
    expect(decodeCommunityContent(typeLast).content).toEqual(content);
  });

  test('is not taken for a Content, though it could be read as one', () => {
    // In a Content, field 8 is a notification that media was saved.
    const notification = fromHex('0802');
    const envelope = encodeEnvelope({ type: 'direct', timestampMs: SENT_AT_MS, content: notification });
    expect(decodeContent(envelope).payload.kind).toBe('data-extraction');
    expect(code(() => decodeCommunityContent(envelope))).toBe('accepted');
    expect(decodeCommunityContent(envelope).content).toEqual(notification);
  });

  test('has a signature over its content as it was sent', () => {
    const padded = padMessage(content);
    const proSig = sign(padded, rotating().secretKey);
    const envelope = encodeEnvelope({ type: 'direct', timestampMs: SENT_AT_MS, content: padded, proSig });
    const received = decodeCommunityContent(envelope);
    expect(received).toEqual({ content, proSig, proSigned: [padded] });
    expect(isProSigned(received)).toBe(true);
  });

  test('with two signatures is refused', () => {
    const signed = text('twice', { proSigForCommunity: new Uint8Array(64) });
    const envelope = encodeEnvelope({
      type: 'direct',
      timestampMs: SENT_AT_MS,
      content: padMessage(signed),
      proSig: new Uint8Array(64),
    });
    expect(code(() => decodeCommunityContent(envelope))).toBe('pro-signature-twice');
  });
});

describe('a post with Pro', () => {
  test('is signed by the rotating key, over the padded Content without the signature', () => {
    const content = text('pro');
    const posted = encodeCommunityContent(content, rotating().secretKey);
    expect(posted.length % 160).toBe(0);
    const received = decodeCommunityContent(posted);
    expect(received.proSigned).toEqual([padMessage(content)]);
    expect(isProSigned(received)).toBe(true);
    expect(decodeContent(received.content).proSigForCommunity).toEqual(received.proSig);
    expect(isProSigned(decodeCommunityContent(encodeCommunityContent(text('pro'))))).toBe(false);
  });

  test('is recognised with fields of newer clients in it, before the signature or behind', () => {
    const newField = fromHex('9a06026869'); // Field 99: "hi".
    const content = text('pro');
    const signature = sign(padMessage(concatBytes(content, newField)), rotating().secretKey);
    const field = concatBytes(fromHex('8a0140'), signature);
    for (const posted of [concatBytes(content, newField, field), concatBytes(content, field, newField)])
      expect(isProSigned(decodeCommunityContent(padMessage(posted)))).toBe(true);
  });

  test('is not recognised when a word of it was changed', () => {
    const posted = encodeCommunityContent(text('I owe you 10'), rotating().secretKey);
    const changed = Uint8Array.from(posted);
    changed[Buffer.from(posted).indexOf('10')] = 0x39;
    expect(isProSigned(decodeCommunityContent(changed))).toBe(false);
  });

  test('is not signed twice', () => {
    const signed = text('pro', { proSigForCommunity: new Uint8Array(64) });
    expect(code(() => encodeCommunityContent(signed))).toBe('pro-signature-twice');
    expect(code(() => encodeCommunityContent(signed, rotating().secretKey))).toBe('pro-signature-twice');
  });

  test('has a signature of 64 bytes', () => {
    const posted = padMessage(concatBytes(text('pro'), fromHex('8a0102'), utf8('no')));
    expect(code(() => decodeCommunityContent(posted))).toBe('field-length');
  });
});

test('whatever the bytes: only typed errors escape', () => {
  const samples = [
    encodeCommunityContent(text('plain')),
    encodeCommunityContent(text('pro'), rotating().secretKey),
    encodeEnvelope({
      type: 'direct',
      timestampMs: 1,
      content: padMessage(text('inside')),
      proSig: new Uint8Array(64),
    }),
  ];
  const damaged = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(255), fc.nat())
    .map(([sample, at, byte, cut]) => {
      const copy = Uint8Array.from(sample);
      copy[at % copy.length] = byte;
      return copy.subarray(0, cut % 3 === 0 ? cut % copy.length : copy.length);
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), { weight: 3, arbitrary: damaged }), (data) => {
      code(() => decodeCommunityContent(data));
    }),
    { numRuns: 2000 },
  );
});
