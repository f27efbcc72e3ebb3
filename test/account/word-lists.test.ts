import { crc32 } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decodeRecoveryPassword, RecoveryPasswordError } from '../../ts/account/index.ts';
import type { WordList } from '../../ts/account/word-list.ts';
import { ENGLISH_WORDS, WORD_LISTS } from '../../ts/account/word-lists.ts';
import { sha256 } from '../../ts/crypto/index.ts';
import { concatBytes, fromHex, toHex, u32le, utf8 } from '../../ts/util/index.ts';

const [LANGUAGE_COUNT, N] = [12, 1626];
const SEED = fc.uint8Array({ minLength: 16, maxLength: 16 });

/** First word, letters of a prefix, SHA-256 of all words with `\n` between them. */
const LISTS = [
  ['abbey', 3, '998df55cb16d2318130c5cf7e9d4408247c8c4674935ee6e07d53f2f00ccf19b'],
  ['的', 1, 'a59c728abd8481ca0b8745e68630ec6a9209304efcef9f5530a1c82cb529f67c'],
  ['aalglad', 4, '2ffcdd53f50a125f2a8c15f6a43438a471821289b61db594bd814982640334e7'],
  ['abako', 4, 'c63babcbf7ad9bee7864470dbd0692bce93b66926ee9f2c932363c1cbc8e7597'],
  ['abandon', 4, '2a55ea07dfe12068a3f6b83751ca299e468a6fe875686855094eef226d3ea37f'],
  ['Abakus', 4, '075b4ffbabe753e2d58206df7812afa4df03ab8b871381ce1c4f17204d6bdb82'],
  ['abbinare', 4, '4c580dd95afb208806618b4427454dd266fecef6682ef1aefef4df0a2b5471f2'],
  ['あいこくしん', 3, '792fbb8305d73a3ac7a3cffcd98cb81e31baefcc469f98c1434cb3f62ecf83b4'],
  ['backi', 4, 'b754cdcf4d43b3d74f0718c2248c4bdaf53d43c9fde43b8c6597e83936e7c83b'],
  ['abaular', 4, 'ec5b2cf062f3f2185a1caec7508a89dcba59b6f57e5244e5d9d38d53a80ba910'],
  ['абажур', 4, '79debc65deb57dba8b8cc2d9e39c989cc9f24603e30ca79d68b63e4f8ea29c91'],
  ['ábaco', 4, 'a9cdd2935fd52fd2c65a3c943ebcf26f1f69d969e13ab2b763001b34dfc02e18'],
] as const;

/** The words for a seed in any language: an encoder of its own, in big numbers. */
function encode(
  seed16: Uint8Array,
  { words, prefixLetters }: { words: readonly string[]; prefixLetters: number },
) {
  const n = BigInt(N);
  const chosen: string[] = [];
  for (let at = 0; at < 16; at += 4) {
    const value = BigInt(`0x${toHex(seed16.slice(at, at + 4).reverse())}`);
    const first = value % n;
    const second = (value / n + first) % n;
    const third = (value / n / n + second) % n;
    for (const index of [first, second, third]) chosen.push(words[Number(index)] as string);
  }
  const prefixes = chosen.map((word) => Array.from(word).slice(0, prefixLetters).join('')).join('');
  return [...chosen, chosen[crc32(prefixes) % 12] as string];
}

function listAt(at: number): WordList {
  return WORD_LISTS[at] as WordList;
}

function failure(text: string): RecoveryPasswordError {
  try {
    decodeRecoveryPassword(text);
  } catch (error) {
    if (error instanceof RecoveryPasswordError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

test('there are twelve lists, English first', () => {
  expect(WORD_LISTS).toHaveLength(LANGUAGE_COUNT);
  expect(LISTS).toHaveLength(LANGUAGE_COUNT);
  expect(WORD_LISTS[0]).toBe(ENGLISH_WORDS);
});

describe.each(LISTS.map(([first, prefixLetters, hash], at) => ({ first, prefixLetters, hash, at })))(
  'the list of $first',
  ({ first, prefixLetters, hash, at }) => {
    const list = listAt(at);

    test('is the official one, to the letter', () => {
      expect(list.words[0]).toBe(first);
      expect(list.words).toHaveLength(N);
      expect(toHex(sha256(utf8(list.words.join('\n'))))).toBe(hash);
    });

    test('finds every word by its prefix, and tells all apart', () => {
      list.words.forEach((word, index) => {
        const prefix = Array.from(word).slice(0, prefixLetters).join('');
        expect(list.prefixAt(index)).toBe(prefix);
        expect(list.indexOf(prefix.toLowerCase())).toBe(index);
        expect(list.indexOf(`${word.toLowerCase()}`)).toBe(index);
      });
    });

    test('is read, in whatever form a person types it', () => {
      fc.assert(
        fc.property(SEED, (seed) => {
          const words = encode(seed, { words: list.words, prefixLetters });
          const short = words.map((word) => Array.from(word).slice(0, prefixLetters).join(''));
          for (const typed of [
            words.join(' '),
            words.join('\u3000'),
            words.join(' ').normalize('NFD'),
            words.join(', ').toLowerCase(),
            short.join(' '),
          ]) {
            expect(toHex(decodeRecoveryPassword(typed))).toBe(toHex(seed));
          }
        }),
        { numRuns: 25 },
      );
    });

    test('is the one that a mistake is explained in', () => {
      const words = encode(fromHex('ab1aa92d26fba692db2b4aef6f469315'), { words: list.words, prefixLetters });
      const wrong = words.find((word) => word !== words[12]);
      expect(failure([...words.slice(0, 12), wrong].join(' ')).code).toBe('recovery-password-checksum');
      const unknown = [...words.slice(0, 6), 'ωωωωω', ...words.slice(7)].join(' ');
      expect(failure(unknown)).toMatchObject({ code: 'recovery-password-unknown-word', position: 7 });
    });
  },
);

test('a slip in a German phrase brings up German words, as the list spells them', () => {
  const german = WORD_LISTS.find((list) => list.words[0] === 'Abakus') as WordList;
  const words = encode(new Uint8Array(16).fill(1), { words: german.words, prefixLetters: 4 });
  words[3] = 'ztindung';
  expect(failure(words.join(' '))).toMatchObject({
    code: 'recovery-password-unknown-word',
    position: 4,
    suggestions: expect.arrayContaining(['Zündung']) as unknown,
  });
});

test('a French phrase of which English has all prefixes opens no English account', () => {
  const french = WORD_LISTS.find((list) => list.words[0] === 'abandon') as WordList;
  const seed = fromHex('000701030ab7005c0107cdfbff9c2ea9');
  const words = encode(seed, { words: french.words, prefixLetters: 4 });
  expect(words.every((word) => ENGLISH_WORDS.indexOf(word) !== undefined)).toBe(true);
  expect(toHex(decodeRecoveryPassword(words.join(' ')))).toBe(toHex(seed));
});

test('a phrase of words that two languages have is of the one whose checksum fits', () => {
  const dutch = WORD_LISTS.find((list) => list.words[0] === 'aalglad') as WordList;
  const shared = dutch.words.filter((word) => ENGLISH_WORDS.indexOf(word) !== undefined);
  expect(shared.length).toBeGreaterThan(100);
  let tried = 0;
  for (let from = 0; from + 12 <= shared.length; from += 12) {
    const words = shared.slice(from, from + 12);
    const seed = seedOf(words.map((word) => dutch.indexOf(word) as number));
    if (seed === undefined) continue;
    const phrase = encode(seed, { words: dutch.words, prefixLetters: 4 });
    const english = phrase.map((word) => ENGLISH_WORDS.indexOf(word) as number);
    const prefixes = english.slice(0, 12).map((index) => ENGLISH_WORDS.prefixAt(index));
    if (english[crc32(prefixes.join('')) % 12] === english[12]) continue;
    expect(toHex(decodeRecoveryPassword(phrase.join(' ')))).toBe(toHex(seed));
    tried += 1;
  }
  expect(tried).toBeGreaterThan(5);
});

function seedOf(indices: readonly number[]): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < 12; at += 3) {
    const [first = 0, second = 0, third = 0] = indices.slice(at, at + 3);
    const value = first + N * ((second - first + N) % N) + N * N * ((third - second + N) % N);
    if (value > 0xffff_ffff) return undefined;
    parts.push(u32le(value));
  }
  return concatBytes(...parts);
}
