import { expect, test } from 'vitest';

import { containsRecoveryPassword } from '../../ts/account/index.ts';

const WORDS =
  'fetches gained gossip hope vastness itches pouch efficient junk lamb maze nightly itches'.split(' ');
const OWN = WORDS.join(' ');

test('CMP-13: finds the words however they are written down', () => {
  for (const text of [
    OWN,
    OWN.toUpperCase(),
    `my words: ${OWN}. Keep them!`,
    WORDS.map((word, index) => `${index + 1}. ${word}`).join('\n'),
    WORDS.join(', '),
    WORDS.slice(0, 12).join(' '),
  ]) {
    expect(containsRecoveryPassword(text, OWN)).toBe(true);
  }
});

test('CMP-13: a part of them, another order or longer words are none', () => {
  for (const text of [
    '',
    'hope',
    WORDS.slice(0, 11).join(' '),
    WORDS.toReversed().join(' '),
    `x${OWN.slice(0, OWN.lastIndexOf(' ') - 1)}`,
  ]) {
    expect(containsRecoveryPassword(text, OWN)).toBe(false);
  }
});
