import { expect, test } from 'vitest';

import { ENGLISH_WORDS } from '../../ts/account/english-words.ts';
import { sha256 } from '../../ts/crypto/index.ts';
import { toHex, utf8 } from '../../ts/util/index.ts';

test('the word list is the official one, to the letter', () => {
  expect(ENGLISH_WORDS).toHaveLength(1626);
  expect(toHex(sha256(utf8(ENGLISH_WORDS.join('\n'))))).toBe(
    '998df55cb16d2318130c5cf7e9d4408247c8c4674935ee6e07d53f2f00ccf19b',
  );
});

test('three letters tell all words apart', () => {
  expect(new Set(ENGLISH_WORDS.map((word) => word.slice(0, 3))).size).toBe(1626);
});
