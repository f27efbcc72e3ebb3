import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import {
  communityIdentity,
  isPostAuthentic,
  ownUserId,
  parseUserId,
  signPost,
} from '../../ts/community/index.ts';
import { padMessage } from '../../ts/wire/index.ts';
import { fromHex, systemRandom, toHex } from '../../ts/util/index.ts';
import { ALICE_ID, SERVER, alice, bob, carol } from './members.ts';

await cryptoReady();

const random = systemRandom;
const content = fromHex('0a1e0a0d68656c6c6f2076697369626c653880d095ffbc31aa06050a03566563');
const paddedContent = padMessage(content);
const signature = fromHex(
  '05315d531a0f5bf3ee1e514f13a0b1cbfdeb4ad7b870081a92ebd668c7389df74cfb817bb6008dd7fd4a8df26b1930ae7de1d14ac8562572427521e25d4b8a07',
);
const author = parseUserId(ALICE_ID)!;

describe('a post', () => {
  test('is signed as other clients sign it', () => {
    const identity = communityIdentity(alice(), { server: SERVER, blinding: 15 });
    expect(toHex(signPost(identity, paddedContent, { random }))).toBe(toHex(signature));
  });

  test('is its author’s with the nonce of libsession too', () => {
    const variant = fromHex(
      '8f5a06d31be88e0c3060beb3c8e8bda2a077a0f5a667f07b834c8e3602fdbc6c9b72fd23ad23e07ae65f5520479288dcbc089df7e831759e54076b467c283007',
    );
    expect(isPostAuthentic({ author, paddedContent, signature: variant })).toBe(true);
  });

  test.each([
    ['whose signature was altered', { author, paddedContent, signature: signature.with(5, 0x0e) }],
    ['whose content was altered', { author, paddedContent: paddedContent.with(0, 1), signature }],
    ['signed without its padding', { author, paddedContent: content, signature }],
    ['of somebody else', { author: parseUserId(`15${'01'.repeat(32)}`)!, paddedContent, signature }],
    ['of nobody', { author: parseUserId(`15${'00'.repeat(32)}`)!, paddedContent, signature }],
    ['of nobody, unblinded', { author: parseUserId(`05${'00'.repeat(32)}`)!, paddedContent, signature }],
    ['without a signature', { author, paddedContent, signature: new Uint8Array() }],
    ['with all zeros', { author, paddedContent, signature: new Uint8Array(64) }],
  ])('is refused %s', (_name, post) => {
    expect(isPostAuthentic(post)).toBe(false);
  });

  test.each(['none', 15, 25] as const)(
    'signed with blinding %s is authentic, of whichever sign the key is',
    (blinding) => {
      for (const ed25519 of [alice(), bob(), carol()]) {
        const identity = communityIdentity(ed25519, { server: SERVER, blinding });
        const signed = signPost(identity, paddedContent, { random });
        const post = { author: ownUserId(identity), paddedContent, signature: signed };
        expect(isPostAuthentic(post)).toBe(true);
        expect(isPostAuthentic({ ...post, author })).toBe(ownUserId(identity) === ALICE_ID);
      }
    },
  );

  test('of any bytes is refused', () => {
    const id = fc
      .tuple(fc.constantFrom('05', '15', '25'), fc.uint8Array({ minLength: 32, maxLength: 32 }))
      .map(([prefix, key]) => parseUserId(prefix + toHex(key))!);
    fc.assert(
      fc.property(id, fc.uint8Array(), fc.uint8Array({ maxLength: 80 }), (who, data, signed) => {
        expect(isPostAuthentic({ author: who, paddedContent: data, signature: signed })).toBe(false);
      }),
    );
  });
});
