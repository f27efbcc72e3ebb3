import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findMentions, mentionsUs } from '../../../ts/messaging/index.ts';

const KEY = 'ab'.repeat(32);
const ME = `05${KEY}`;
const BLINDED = `15${'cd'.repeat(32)}`;

describe('mentions', () => {
  test('are an @ and an ID, wherever they stand', () => {
    const text = `hi @${ME}, and@${BLINDED}!`;
    expect(findMentions(text).map(({ id, start, end }) => [id, text.slice(start, end)])).toEqual([
      [ME, `@${ME}`],
      [BLINDED, `@${BLINDED}`],
    ]);
  });

  test.each([
    ['of the newer blinding', `@25${KEY}`, [`25${KEY}`]],
    ['in capitals', `@05${KEY.toUpperCase()}`, [ME]],
    ['with text right behind it', `@${ME}cafe`, [ME]],
    ['without prefix, which is an account', `@${KEY}`, [ME]],
    ['a key with one digit more', `@${KEY}0`, []],
    ['of a group, which is nobody', `@03${KEY}`, []],
    ['cut short', `@05${KEY.slice(2)}0`, []],
    ['an address of the other kind', `me@example.org`, []],
  ])('%s', (_what, text, ids) => {
    expect(findMentions(text).map(({ id }) => id)).toEqual(ids);
  });

  test('are found in order and do not overlap, whatever the text', () => {
    const piece = fc.constantFrom('@', '05', KEY, KEY.slice(0, 63), ME, 'x', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { id, start, end } of findMentions(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(id).toMatch(/^(?:05|15|25)[0-9a-f]{64}$/);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a message concerns us', () => {
  const ownIds = new Set([ME, BLINDED]);

  test.each([
    ['when it mentions our account', { body: `@${ME}` }, true],
    ['when it mentions us under a blinded ID', { body: `you, @${BLINDED.toUpperCase()}` }, true],
    ['when it quotes us', { body: 'yes', quotedAuthor: BLINDED }, true],
    ['when it quotes us without a word', { quotedAuthor: ME }, true],
    ['not when our ID is only written', { body: ME }, false],
    ['not when it is about somebody else', { body: `@25${KEY}`, quotedAuthor: `25${KEY}` }, false],
  ])('%s', (_what, message, expected) => {
    expect(mentionsUs({ ...message, ownIds })).toBe(expected);
  });
});
