import { beforeAll, describe, expect, test } from 'vitest';

import { cryptoReady, ed25519KeyPair, ed25519Seed } from '../../ts/crypto/index.ts';
import { fromHex } from '../../ts/util/index.ts';
import type { AdminSigned } from '../../ts/wire/index.ts';
import { adminSignedText, decodeContent, isAdminUpdate, signAdminUpdate } from '../../ts/wire/index.ts';
import { readVectors } from '../support/read-vectors.ts';

beforeAll(cryptoReady);

interface Vector {
  readonly id: string;
  readonly hex: string;
  readonly groupSeed?: string;
  readonly signedText?: string;
  readonly invitee?: string;
}

const vectors = readVectors<{ messages: readonly Vector[] }>('protobuf').messages.filter(
  ({ signedText }) => signedText !== undefined,
);

/** The update in a vector, as the handler of messages gives it to be verified. */
function received({ hex, invitee = '' }: Vector): {
  update: AdminSigned & { adminSignature?: Uint8Array | undefined };
  sentAtMs: number;
} {
  const { payload, sigTimestampMs = 0 } = decodeContent(fromHex(hex));
  const update = payload.kind === 'data' ? payload.groupUpdate : undefined;
  switch (update?.kind) {
    case 'invite':
      return { update: { ...update, memberId: invitee }, sentAtMs: sigTimestampMs };
    case 'info-change':
    case 'member-change':
    case 'delete-member-content':
      return { update, sentAtMs: sigTimestampMs };
    default:
      throw new Error('not signed');
  }
}

const groupOf = ({ groupSeed = '' }: Vector) => ed25519KeyPair(ed25519Seed(fromHex(groupSeed)));

describe('what admins of other clients have signed', () => {
  test.each(vectors)('$id', (vector) => {
    const { update, sentAtMs } = received(vector);
    const { publicKey, secretKey } = groupOf(vector);
    expect(adminSignedText(update, sentAtMs)).toBe(vector.signedText);
    expect(signAdminUpdate(update, { sentAtMs, groupKey: secretKey })).toEqual(update.adminSignature);
    expect(isAdminUpdate(update, { sentAtMs, groupKey: publicKey })).toBe(true);
  });

  test.each(vectors)('$id is nobody’s at another time, in another group, or unsigned', (vector) => {
    const { update, sentAtMs } = received(vector);
    const groupKey = groupOf(vector).publicKey;
    const other = ed25519KeyPair(ed25519Seed(new Uint8Array(32))).publicKey;
    expect(isAdminUpdate(update, { sentAtMs: sentAtMs + 1, groupKey })).toBe(false);
    expect(isAdminUpdate(update, { sentAtMs, groupKey: other })).toBe(false);
    expect(isAdminUpdate({ ...update, adminSignature: undefined }, { sentAtMs, groupKey })).toBe(false);
    expect(isAdminUpdate({ ...update, adminSignature: new Uint8Array(3) }, { sentAtMs, groupKey })).toBe(
      false,
    );
  });
});

test('each kind of update is signed as such', () => {
  const sentAtMs = 5;
  const texts = [
    adminSignedText({ kind: 'invite', memberId: '05ab' }, sentAtMs),
    adminSignedText({ kind: 'info-change', type: 'name' }, sentAtMs),
    adminSignedText({ kind: 'member-change', type: 'added' }, sentAtMs),
    adminSignedText(
      { kind: 'delete-member-content', memberIds: ['05ab', '05cd'], messageHashes: ['x'] },
      sentAtMs,
    ),
  ];
  expect(texts).toEqual(['INVITE05ab5', 'INFO_CHANGE15', 'MEMBER_CHANGE15', 'DELETE_CONTENT505ab05cdx']);
});
