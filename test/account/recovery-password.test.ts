import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  AccountError,
  decodeRecoveryPassword,
  encodeRecoveryPassword,
  RecoveryPasswordError,
} from '../../ts/account/index.ts';
import { fromHex, toHex } from '../../ts/util/index.ts';
import { readVectors } from '../support/read-vectors.ts';

const { mnemonic } = readVectors<{
  mnemonic: {
    encode: readonly { seed16: string; words: string }[];
    decode: readonly ({ case: string; words: string } & (
      { valid: false } | { valid: true; seed16: string }
    ))[];
  };
}>('accounts');

const SEED = 'ab1aa92d26fba692db2b4aef6f469315';
const WORDS =
  'thaw obedient siblings knee autumn pepper eccentric python otherwise template sawmill tasked python';

const SEEDS = fc.uint8Array({ minLength: 16, maxLength: 16 });

function failure(text: string): RecoveryPasswordError {
  try {
    decodeRecoveryPassword(text);
  } catch (error) {
    if (error instanceof RecoveryPasswordError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

function withWord(position: number, word: string): string {
  return WORDS.split(' ')
    .map((original, at) => (at === position - 1 ? word : original))
    .join(' ');
}

describe('vectors', () => {
  test.each(mnemonic.encode)('$words', ({ seed16, words }) => {
    expect(encodeRecoveryPassword(fromHex(seed16))).toBe(words);
    expect(toHex(decodeRecoveryPassword(words))).toBe(seed16);
  });

  test.each(mnemonic.decode)('$case', (vector) => {
    if (vector.valid) expect(toHex(decodeRecoveryPassword(vector.words))).toBe(vector.seed16);
    else expect(failure(vector.words)).toBeInstanceOf(RecoveryPasswordError);
  });
});

test('every seed comes back from its words and from its hex', () => {
  fc.assert(
    fc.property(SEEDS, (seed) => {
      const words = encodeRecoveryPassword(seed);
      expect(words.split(' ')).toHaveLength(13);
      expect(decodeRecoveryPassword(words)).toEqual(seed);
      expect(decodeRecoveryPassword(toHex(seed))).toEqual(seed);
    }),
  );
});

test.each([0, 15, 17, 32])('a seed of %i bytes has no words', (length) => {
  expect(() => encodeRecoveryPassword(new Uint8Array(length))).toThrow(AccountError);
});

describe('what a person may type', () => {
  test.each([
    ['capitals', WORDS.toUpperCase()],
    ['white space of every kind', `\n\t ${WORDS.replaceAll(' ', ' \u00a0\r\n')} \u2003`],
    ['commas', WORDS.replaceAll(' ', ', ')],
    ['only commas', WORDS.replaceAll(' ', ',')],
    ['full-width letters', withWord(1, 'ｔｈａｗ')],
    ['first letters only', 'tha obe sib kne aut pep ecc pyt oth tem saw tas pyt'],
    ['the hex of the QR code', ` ${SEED.toUpperCase()}\n`],
  ])('%s', (_name, text) => {
    expect(toHex(decodeRecoveryPassword(text))).toBe(SEED);
  });
});

describe('what is refused', () => {
  test.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['one word', 'thaw'],
    ['twelve words', WORDS.split(' ').slice(0, 12).join(' ')],
    ['twelve words, one of them unknown', `qqqqq ${WORDS.split(' ').slice(0, 11).join(' ')}`],
    ['31 hex characters', SEED.slice(1)],
    ['33 hex characters', `${SEED}0`],
  ])('%s: too short', (_name, text) => {
    expect(failure(text)).toMatchObject({
      code: 'recovery-password-too-short',
      position: undefined,
      suggestions: [],
    });
  });

  test('fourteen words: too long, even when the first thirteen are right', () => {
    expect(failure(`${WORDS} python`).code).toBe('recovery-password-too-long');
  });

  test.each([
    [3, 'sblings', ['siblings']],
    [13, 'pqthon', ['python']],
    [1, 'tqaw', ['thaw']],
    [5, 'qqqqq', []],
    [6, 'qepper', ['pepper']],
    [2, 'xx', []],
  ])('word %i as %s: unknown, with suggestions %j', (position, word, expected) => {
    const error = failure(withWord(position, word));
    expect(error.code).toBe('recovery-password-unknown-word');
    expect(error.position).toBe(position);
    expect(error.suggestions.length).toBeLessThanOrEqual(3);
    expect(error.suggestions).toEqual(expect.arrayContaining(expected));
    expect(error.message).not.toContain(word);
  });

  test('a page of text between the words takes no time', () => {
    const error = failure(withWord(5, 'q'.repeat(1_000_000)));
    expect(error).toMatchObject({ code: 'recovery-password-unknown-word', position: 5, suggestions: [] });
  });

  test('the first of several unknown words is named', () => {
    expect(failure(withWord(4, 'qqq').replace('sawmill', 'qqq')).position).toBe(4);
  });

  test('a wrong word, and two words that changed places: checksum', () => {
    expect(failure(withWord(2, 'ability')).code).toBe('recovery-password-checksum');
    expect(failure(WORDS.replace('knee autumn', 'autumn knee')).code).toBe('recovery-password-checksum');
    expect(failure(WORDS.replace('tasked python', 'python tasked')).code).toBe('recovery-password-checksum');
  });

  test('three words that stand for more than 32 bits: checksum, not another account', () => {
    const impossible = mnemonic.decode.find((vector) => vector.case === 'triplet_value_above_32_bits');
    expect(failure(impossible?.words ?? '').code).toBe('recovery-password-checksum');
  });

  test('anything else ends in a typed error too', () => {
    const words = fc.array(fc.oneof(fc.constantFrom(...WORDS.split(' ')), fc.string({ unit: 'binary' })), {
      minLength: 10,
      maxLength: 16,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          words.map((parts) => parts.join(' ')),
        ),
        (text) => {
          try {
            expect(decodeRecoveryPassword(text)).toHaveLength(16);
          } catch (error) {
            expect(error).toBeInstanceOf(RecoveryPasswordError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
