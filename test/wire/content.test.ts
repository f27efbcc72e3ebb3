import { describe, expect, test } from 'vitest';

import { ed25519KeyPair, ed25519Seed, cryptoReady, verify } from '../../ts/crypto/index.ts';
import { concatBytes, fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import type { Content, DataMessage, GroupUpdate, Payload } from '../../ts/wire/index.ts';
import { decodeContent, encodeContent, WireError } from '../../ts/wire/index.ts';
import { readVectors } from '../support/read-vectors.ts';
import { field, number } from './raw-fields.ts';

interface Vector {
  readonly id: string;
  readonly type: string;
  readonly hex: string;
  readonly groupSeed?: string;
  readonly signedText?: string;
}

const vectors = readVectors<Record<'messages' | 'decode_only' | 'invalid', readonly Vector[]>>('protobuf');
const contents = vectors.messages.filter(({ type }) => type === 'Content');
const exact = contents.filter(({ id }) => id !== 'uint64-precision');

function named(id: string): Content {
  const vector = [...vectors.messages, ...vectors.decode_only].find((candidate) => candidate.id === id);
  return decodeContent(fromHex(vector?.hex ?? 'ff'));
}

function payloadOf<Kind extends Payload['kind']>(id: string, kind: Kind): Extract<Payload, { kind: Kind }> {
  const { payload } = named(id);
  expect(payload.kind).toBe(kind);
  return payload as Extract<Payload, { kind: Kind }>;
}

function data(message: Omit<DataMessage, 'kind'>): Content {
  return { payload: { kind: 'data', ...message }, sigTimestampMs: 1_700_000_000_000 };
}

describe('the typed model keeps every message of the vectors byte for byte', () => {
  test.each(exact)('$id', ({ hex }) => {
    expect(toHex(encodeContent(decodeContent(fromHex(hex))))).toBe(hex);
  });
});

test.each(vectors.invalid.filter(({ type }) => type === 'Content'))('refuses $id', ({ hex }) => {
  expect(() => decodeContent(fromHex(hex))).toThrow(expect.objectContaining({ code: 'protobuf-invalid' }));
});

describe('what a message says', () => {
  test('text with profile', () => {
    expect(named('text-with-profile')).toMatchObject({
      payload: {
        kind: 'data',
        body: 'Grüße 👋🏽',
        profile: {
          displayName: 'Bob 🚀',
          pictureUrl: 'http://filev2.getsession.org/file/J6ChgheYbIFjYatj#d=',
          updatedAtS: 1_767_227_116,
        },
        attachments: [],
        previews: [],
        isExpirationTimerUpdate: false,
      },
      expirationType: 'unknown',
      expirationTimerS: 0,
      sigTimestampMs: 1_767_227_143_178,
    });
    expect(payloadOf('text-with-profile', 'data').profileKey).toHaveLength(32);
  });

  test('a copy to our own devices', () => {
    expect(payloadOf('text-sync', 'data').syncTarget).toMatch(/^05[0-9a-f]{64}$/);
    expect(payloadOf('text-sync-group-target', 'data').syncTarget).toMatch(/^03[0-9a-f]{64}$/);
  });

  test('an old sender', () => {
    const content = named('text-no-sigtimestamp');
    expect(content.sigTimestampMs).toBeUndefined();
    expect(content.expirationType).toBeUndefined();
  });

  test('how it disappears', () => {
    expect(named('text-DaS')).toMatchObject({
      expirationType: 'delete-after-send',
      expirationTimerS: 86_400,
    });
    expect(named('text-DaR')).toMatchObject({ expirationType: 'delete-after-read', expirationTimerS: 300 });
    expect(payloadOf('expire-update-DaR', 'data').isExpirationTimerUpdate).toBe(true);
  });

  test('attachments', () => {
    const [picture] = payloadOf('attachment-deterministic', 'data').attachments ?? [];
    expect(picture).toMatchObject({
      deprecatedId: 0n,
      contentType: 'image/jpeg',
      size: 372_692,
      width: 1200,
    });
    expect(picture?.key).toHaveLength(32);
    expect(payloadOf('attachment-big-id', 'data').attachments?.[0]?.deprecatedId).toBeGreaterThan(2n ** 53n);
    expect(payloadOf('voice-message', 'data').attachments?.[0]?.flags).toBe(1);
  });

  test('quote, preview, reaction, invitation', () => {
    expect(payloadOf('quote', 'data').quote?.author).toMatch(/^05/);
    expect(payloadOf('link-preview-image', 'data').previews?.[0]?.image?.deprecatedId).toBeTypeOf('bigint');
    expect(payloadOf('reaction-react', 'data').reaction?.action).toBe('react');
    expect(payloadOf('reaction-remove', 'data').reaction?.action).toBe('remove');
    expect(payloadOf('community-invitation', 'data').communityInvitation?.url).toContain('public_key=');
  });

  test.each([
    ['typing-started', { kind: 'typing', action: 'started' }],
    ['typing-stopped', { kind: 'typing', action: 'stopped' }],
    ['read-receipt-1', { kind: 'receipt', type: 'read' }],
    ['data-extraction-media-saved', { kind: 'data-extraction', type: 'media-saved' }],
    ['data-extraction-screenshot', { kind: 'data-extraction', type: 'screenshot' }],
    ['unsend', { kind: 'unsend' }],
    ['message-request-response', { kind: 'message-request-response', isApproved: true }],
    ['call-pre-offer', { kind: 'call', type: 'pre-offer' }],
    ['call-offer', { kind: 'call', type: 'offer' }],
    ['call-answer', { kind: 'call', type: 'answer' }],
    ['call-provisional-answer', { kind: 'call', type: 'provisional-answer' }],
    ['call-ice', { kind: 'call', type: 'ice-candidates' }],
    ['call-end', { kind: 'call', type: 'end-call' }],
  ])('%s', (id, expected) => {
    expect(named(id).payload).toMatchObject(expected);
  });

  test.each<readonly [string, Partial<GroupUpdate>]>([
    ['group-invite', { kind: 'invite' }],
    ['group-promote', { kind: 'promote' }],
    ['group-invite-response', { kind: 'invite-response', isApproved: true }],
    ['group-info-name', { kind: 'info-change', type: 'name' }],
    ['group-info-avatar', { kind: 'info-change', type: 'avatar' }],
    [
      'group-info-disappearing-off',
      { kind: 'info-change', type: 'disappearing-messages', updatedExpirationS: 0 },
    ],
    ['group-member-added-history', { kind: 'member-change', type: 'added', historyShared: true }],
    ['group-member-removed', { kind: 'member-change', type: 'removed' }],
    ['group-member-promoted', { kind: 'member-change', type: 'promoted' }],
    ['group-member-left', { kind: 'member-left' }],
    ['group-member-left-notification', { kind: 'member-left-notification' }],
    ['group-delete-content-admin', { kind: 'delete-member-content' }],
  ])('%s', (id, expected) => {
    expect(payloadOf(id, 'data').groupUpdate).toMatchObject(expected);
  });

  test.each(exact.filter(({ signedText }) => signedText !== undefined))(
    '$id carries the signature of its group',
    async ({ hex, groupSeed = '', signedText = '' }) => {
      await cryptoReady();
      const { payload } = decodeContent(fromHex(hex));
      const update = payload.kind === 'data' ? payload.groupUpdate : undefined;
      const signature =
        update !== undefined && 'adminSignature' in update ? update.adminSignature : undefined;
      const { publicKey } = ed25519KeyPair(ed25519Seed(fromHex(groupSeed)));
      expect(verify(signature ?? new Uint8Array(), utf8(signedText), publicKey)).toBe(true);
    },
  );

  test('Pro, all 64 bits of it', () => {
    expect(named('pro-bitset-64bit').proMessage).toEqual({
      proof: undefined,
      profileBitset: 2n ** 64n - 1n,
      messageBitset: 2n ** 63n,
    });
    expect(named('pro-badge-only').proMessage?.proof).toMatchObject({
      version: 0,
      expireAt: 1_767_248_215_878n,
    });
  });

  test('a packed list of an unusual sender', () => {
    expect(payloadOf('receipt-packed', 'receipt').timestampsMs).toEqual([
      1_767_250_592_124, 1_767_250_724_886,
    ]);
  });
});

describe('of several payloads the first in the order of the protocol counts', () => {
  const typing = field(6, number(1, 5), number(2, 0));
  const receipt = field(5, number(1, 1));
  const extraction = field(8, number(1, 1));
  const unsend = field(9, number(1, 5), field(2, utf8('05')));
  const call = field(3, number(1, 5), field(5, utf8('uuid')));
  const response = field(10, number(1, 1));
  const visible = field(1, field(1, utf8('text')));

  test.each([
    ['data', [response, call, unsend, extraction, typing, receipt, visible]],
    ['receipt', [response, call, unsend, extraction, typing, receipt]],
    ['typing', [call, unsend, extraction, typing]],
    ['data-extraction', [call, unsend, extraction]],
    ['unsend', [call, unsend]],
    ['call', [response, call]],
    ['message-request-response', [response]],
    ['empty', []],
  ])('%s', (kind, fields) => {
    expect(decodeContent(concatBytes(...fields)).payload.kind).toBe(kind);
  });

  test('also among group updates', () => {
    const left = field(5);
    const notified = field(8);
    const response = field(6, number(1, 1));
    const update = (...fields: readonly Uint8Array[]): GroupUpdate | undefined => {
      const { payload } = decodeContent(field(1, field(120, ...fields)));
      return payload.kind === 'data' ? payload.groupUpdate : undefined;
    };
    expect(update(response, notified, left)?.kind).toBe('member-left');
    expect(update(response, notified)?.kind).toBe('member-left-notification');
    expect(update(response)?.kind).toBe('invite-response');
    expect(update(field(99))?.kind).toBe('empty');
  });
});

describe('hostile and odd values', () => {
  test('a time beyond 2^53 is refused, never rounded', () => {
    expect(() => named('uint64-precision')).toThrow(expect.objectContaining({ code: 'number-out-of-range' }));
    const max = encodeContent({ payload: { kind: 'empty' }, sigTimestampMs: Number.MAX_SAFE_INTEGER });
    expect(decodeContent(max).sigTimestampMs).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('text that is not UTF-8 is refused', () => {
    const broken = field(1, field(1, Uint8Array.of(0x61, 0xc3)));
    expect(() => decodeContent(broken)).toThrow(expect.objectContaining({ code: 'protobuf-invalid' }));
  });

  test('half of a surrogate pair is written as a replacement character', () => {
    const decoded = decodeContent(encodeContent(data({ body: 'a\ud83d' })));
    expect(decoded.payload).toMatchObject({ body: 'a\ufffd' });
  });

  test('an unknown value of an optional enum counts as absent', () => {
    expect(decodeContent(number(12, 9)).expirationType).toBeUndefined();
  });

  test.each([
    ['typing', field(6, number(1, 5), number(2, 9))],
    ['call', field(3, number(1, 9), field(5, utf8('uuid')))],
    ['receipt', field(5, number(1, 9))],
  ])('an unknown value of a required enum is refused: %s', (_name, bytes) => {
    expect(() => decodeContent(bytes)).toThrow(expect.objectContaining({ code: 'protobuf-invalid' }));
  });

  test('32 attachments pass, 33 do not, in either direction', () => {
    const attachments = Array.from({ length: 33 }, (_, index) => ({ deprecatedId: BigInt(index) }));
    const most = data({ attachments: attachments.slice(1) });
    expect(decodeContent(encodeContent(most)).payload).toMatchObject({
      attachments: most.payload.kind === 'data' ? most.payload.attachments : [],
    });
    expect(() => encodeContent(data({ attachments }))).toThrow(
      expect.objectContaining({ code: 'attachments-too-many' }),
    );
    const pointer = field(2, Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0));
    const many = field(1, ...Array.from({ length: 33 }, () => pointer));
    expect(() => decodeContent(many)).toThrow(expect.objectContaining({ code: 'attachments-too-many' }));
  });

  test('flags: a timer update has neither body nor attachments, an unknown flag alone is refused', () => {
    const body = field(1, utf8('text'));
    const flagged = (flags: number): Payload => decodeContent(field(1, body, number(4, flags))).payload;
    expect(flagged(0)).toMatchObject({ isExpirationTimerUpdate: false, body: 'text' });
    expect(flagged(2)).toMatchObject({ isExpirationTimerUpdate: true, body: undefined, attachments: [] });
    expect(flagged(3)).toMatchObject({ isExpirationTimerUpdate: true, body: undefined });
    expect(() => flagged(1)).toThrow(expect.objectContaining({ code: 'flags-unsupported' }));
  });

  test('a profile key of another length counts as absent, but is never written', () => {
    expect(decodeContent(field(1, field(6, new Uint8Array(31)))).payload).toMatchObject({
      profileKey: undefined,
    });
    expect(() => encodeContent(data({ profileKey: new Uint8Array(33) }))).toThrow(
      expect.objectContaining({ code: 'field-length' }),
    );
  });

  test.each([
    ['a community signature', field(17, new Uint8Array(63))],
    ['a group seed', field(1, field(120, field(4, field(1, new Uint8Array(31)), field(2, utf8('x')))))],
    ['a deletion signature', field(1, field(120, field(7, field(3, new Uint8Array(65)))))],
  ])('%s of a wrong length is refused', (_name, bytes) => {
    expect(() => decodeContent(bytes)).toThrow(expect.objectContaining({ code: 'field-length' }));
  });

  test.each<readonly [string, Content]>([
    ['a fraction of a millisecond', { payload: { kind: 'empty' }, sigTimestampMs: 1.5 }],
    ['a negative time', { payload: { kind: 'empty' }, sigTimestampMs: -1 }],
    ['no number', { payload: { kind: 'typing', timestampMs: Number.NaN, action: 'started' } }],
    ['a timer beyond 32 bits', { payload: { kind: 'empty' }, expirationTimerS: 2 ** 32 }],
    ['a bitset beyond 64 bits', { payload: { kind: 'empty' }, proMessage: { profileBitset: 2n ** 64n } }],
  ])('refuses to write %s', (_name, content) => {
    expect(() => encodeContent(content)).toThrow(new WireError('number-out-of-range'));
  });
});
