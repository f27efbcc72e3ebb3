import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fromHex } from '../../ts/util/index.ts';
import type {
  AttachmentPointer,
  Content,
  DataMessage,
  GroupUpdate,
  LinkPreview,
  Payload,
  ProMessage,
  ProProof,
  Profile,
  Reaction,
} from '../../ts/wire/index.ts';
import { decodeContent, encodeContent, WireError } from '../../ts/wire/index.ts';
import { readVectors } from '../support/read-vectors.ts';

const vectors = readVectors<Record<'messages' | 'decode_only', readonly { hex: string }[]>>('protobuf');
const samples = [...vectors.messages, ...vectors.decode_only].map(({ hex }) => fromHex(hex));

const TEXT = fc.string({ unit: 'grapheme', maxLength: 30 });
const MS = fc.nat(Number.MAX_SAFE_INTEGER);
const U32 = fc.nat(0xffffffff);
const U64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const BYTES = fc.uint8Array({ maxLength: 70 });

function bytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

/** An object in which every field of `optional` may be missing. */
function record<Shape extends object>(
  required: Partial<Record<keyof Shape, fc.Arbitrary<unknown>>>,
  optional: Partial<Record<keyof Shape, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<Shape> {
  const requiredKeys = Object.keys(required);
  return fc.record({ ...required, ...optional } as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys,
  }) as unknown as fc.Arbitrary<Shape>;
}

const PROFILE = record<Profile>({}, { displayName: TEXT, pictureUrl: TEXT, updatedAtS: MS });
const ATTACHMENT = record<AttachmentPointer>(
  { deprecatedId: U64 },
  {
    contentType: TEXT,
    key: BYTES,
    size: U32,
    digest: BYTES,
    fileName: TEXT,
    flags: U32,
    width: U32,
    height: U32,
    caption: TEXT,
    url: TEXT,
  },
);
const kind = fc.constant;
const SIGNATURE = bytes(64);
const TEXTS = fc.array(TEXT, { maxLength: 3 });
const GROUP_UPDATE: fc.Arbitrary<GroupUpdate> = fc.oneof(
  fc.record({
    kind: kind('invite' as const),
    groupId: TEXT,
    name: TEXT,
    memberAuthData: bytes(100),
    adminSignature: SIGNATURE,
  }),
  fc.record({ kind: kind('promote' as const), groupIdentitySeed: bytes(32), name: TEXT }),
  record<Extract<GroupUpdate, { kind: 'info-change' }>>(
    {
      kind: kind('info-change'),
      type: fc.constantFrom('name', 'avatar', 'disappearing-messages'),
      adminSignature: SIGNATURE,
    },
    { updatedName: TEXT, updatedExpirationS: U32 },
  ),
  record<Extract<GroupUpdate, { kind: 'member-change' }>>(
    {
      kind: kind('member-change'),
      type: fc.constantFrom('added', 'removed', 'promoted'),
      memberIds: TEXTS,
      adminSignature: SIGNATURE,
    },
    { historyShared: fc.boolean() },
  ),
  fc.record({ kind: kind('member-left' as const) }),
  fc.record({ kind: kind('member-left-notification' as const) }),
  record<Extract<GroupUpdate, { kind: 'delete-member-content' }>>(
    { kind: kind('delete-member-content'), memberIds: TEXTS, messageHashes: TEXTS },
    { adminSignature: SIGNATURE },
  ),
  fc.record({ kind: kind('invite-response' as const), isApproved: fc.boolean() }),
  fc.record({ kind: kind('empty' as const) }),
);
const DATA = record<DataMessage>(
  {
    kind: kind('data'),
    attachments: fc.array(ATTACHMENT, { maxLength: 3 }),
    previews: fc.array(record<LinkPreview>({ url: TEXT }, { title: TEXT, image: ATTACHMENT }), {
      maxLength: 2,
    }),
    isExpirationTimerUpdate: fc.constant(false),
  },
  {
    body: TEXT,
    profileKey: bytes(32),
    profile: PROFILE,
    quote: fc.record({ sentAtMs: MS, author: TEXT }),
    reaction: record<Reaction>(
      { targetSentAtMs: MS, targetAuthor: TEXT, action: fc.constantFrom('react', 'remove') },
      { emoji: TEXT },
    ),
    communityInvitation: fc.record({ url: TEXT, name: TEXT }),
    syncTarget: TEXT,
    blocksCommunityMessageRequests: fc.boolean(),
    groupUpdate: GROUP_UPDATE,
  },
);
const PAYLOAD: fc.Arbitrary<Payload> = fc.oneof(
  { weight: 4, arbitrary: DATA },
  fc.record({
    kind: kind('receipt' as const),
    type: fc.constantFrom('delivery' as const, 'read' as const),
    timestampsMs: fc.array(MS, { maxLength: 4 }),
  }),
  fc.record({
    kind: kind('typing' as const),
    timestampMs: MS,
    action: fc.constantFrom('started' as const, 'stopped' as const),
  }),
  record<Extract<Payload, { kind: 'data-extraction' }>>(
    { kind: kind('data-extraction'), type: fc.constantFrom('screenshot', 'media-saved') },
    { timestampMs: MS },
  ),
  fc.record({ kind: kind('unsend' as const), timestampMs: MS, author: TEXT }),
  fc.record({
    kind: kind('call' as const),
    type: fc.constantFrom(
      'offer' as const,
      'answer' as const,
      'provisional-answer' as const,
      'ice-candidates' as const,
      'end-call' as const,
      'pre-offer' as const,
    ),
    sdps: TEXTS,
    sdpMLineIndexes: fc.array(U32, { maxLength: 3 }),
    sdpMids: TEXTS,
    uuid: TEXT,
  }),
  record<Extract<Payload, { kind: 'message-request-response' }>>(
    { kind: kind('message-request-response'), isApproved: fc.boolean() },
    { profileKey: bytes(32), profile: PROFILE },
  ),
  fc.record({ kind: kind('empty' as const) }),
);
const CONTENT = record<Content>(
  { payload: PAYLOAD },
  {
    sigTimestampMs: MS,
    expirationType: fc.constantFrom('unknown', 'delete-after-read', 'delete-after-send'),
    expirationTimerS: U32,
    proMessage: record<ProMessage>(
      {},
      {
        proof: record<ProProof>(
          {},
          { version: U32, genIndexHash: BYTES, rotatingPublicKey: BYTES, expireAt: U64, sig: BYTES },
        ),
        profileBitset: U64,
        messageBitset: U64,
      },
    ),
    proSigForCommunity: SIGNATURE,
  },
);

test('every message comes back as it was', () => {
  fc.assert(
    fc.property(CONTENT, (content) => {
      expect(decodeContent(encodeContent(content))).toEqual(content);
    }),
    { numRuns: 500 },
  );
});

test('only typed errors escape, whatever the bytes', () => {
  const damaged = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat())
    .map(([sample, at, byte, cut]) => {
      const copy = Uint8Array.from(sample);
      copy[at % copy.length] = byte;
      return copy.subarray(0, cut % 3 === 0 ? cut % copy.length : copy.length);
    });
  const seen = { decoded: 0, refused: 0 };
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), { weight: 3, arbitrary: damaged }), (input) => {
      try {
        const content = decodeContent(input);
        // What decodes can be written and means the same then.
        expect(decodeContent(encodeContent(content))).toEqual(content);
        seen.decoded += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
        expect((error as WireError).cause).toBeUndefined();
        seen.refused += 1;
      }
    }),
    { numRuns: 3000 },
  );
  expect(seen.decoded).toBeGreaterThan(100);
  expect(seen.refused).toBeGreaterThan(100);
});

test('deeply nested groups of unknown fields neither crash nor hang', () => {
  expect(() => decodeContent(new Uint8Array(200_000).fill((50 * 8 + 3) & 0x7f))).toThrow(WireError);
  expect(() => decodeContent(Uint8Array.from({ length: 200_000 }, () => 0x1b))).toThrow(WireError);
});
