import fc from 'fast-check';
import { expect, test } from 'vitest';

import { codePointCount, cutToCodePoints, hasMoreCodePoints } from '../../../ts/messaging/index.ts';

/** Texts with everything UTF-16 can hold: pairs, and halves of pairs. */
const anyText = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\ud83d', '\ude00', '👩‍👩‍👧'), maxLength: 60 });

test('a smiley is one, a family of three with its joiners is five', () => {
  expect(codePointCount('😀')).toBe(1);
  expect(codePointCount('👩‍👩‍👧')).toBe(5);
  expect(cutToCodePoints('a😀b', 2)).toBe('a😀');
  expect(cutToCodePoints('a😀b', 0)).toBe('');
});

test('counting and cutting agree with the iterator of strings', () => {
  fc.assert(
    fc.property(anyText, fc.nat({ max: 70 }), (text, limit) => {
      expect(codePointCount(text)).toBe([...text].length);
      expect(cutToCodePoints(text, limit)).toBe([...text].slice(0, limit).join(''));
      expect(hasMoreCodePoints(text, limit)).toBe([...text].length > limit);
    }),
  );
});
