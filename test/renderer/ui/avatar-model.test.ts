import fc from 'fast-check';
import { expect, test } from 'vitest';

import { avatarColor, avatarInitials } from '../../../src/renderer/ui/avatar-model.ts';

test('spec 08 §4.5: the check values of the colour', () => {
  expect(avatarColor(`05${'11'.repeat(32)}`)).toBe('#31f196');
  expect(avatarColor(`05${'ab'.repeat(32)}`)).toBe('#ff95ef');
});

test.each([
  ['Alice', 'AL'],
  ['alice liddell', 'AL'],
  ['Esther-Marie Vandenberghe', 'EM'],
  ['05d4', 'D'],
  ['b', 'B'],
  ['!x?y', 'XY'],
  ['', ''],
  ['  ', ''],
  ['👩‍🚀 Neil', '👩‍🚀N'],
  ['ßa', 'SS'],
])('the initials of %j are %j', (name, initials) => {
  expect(avatarInitials(name)).toBe(initials);
});

test('never more than two graphemes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect([...new Intl.Segmenter().segment(avatarInitials(name))].length).toBeLessThanOrEqual(2);
    }),
  );
});
