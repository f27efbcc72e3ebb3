import { crc32 } from 'node:zlib';

import { CodedError, fromHex, readU32le } from '../util/index.ts';
import { AccountError } from './errors.ts';
import type { WordList } from './word-list.ts';
import { normalForm } from './word-list.ts';
import { ENGLISH_WORDS, WORD_LISTS } from './word-lists.ts';
import { suggestWords } from './word-suggestions.ts';

export type RecoveryPasswordErrorCode =
  | 'recovery-password-too-short'
  | 'recovery-password-too-long'
  | 'recovery-password-unknown-word'
  | 'recovery-password-checksum';

interface UnknownWord {
  readonly position: number;
  readonly suggestions: readonly string[];
}

/** Text that is no recovery password. */
export class RecoveryPasswordError extends CodedError<RecoveryPasswordErrorCode> {
  /** Which word is unknown: 1 is the first. Only with `recovery-password-unknown-word`. */
  readonly position: number | undefined;
  /** Up to three words that may have been meant instead, best first. Not to be logged. */
  readonly suggestions: readonly string[];

  constructor(code: RecoveryPasswordErrorCode, unknownWord?: UnknownWord) {
    super(code);
    this.position = unknownWord?.position;
    this.suggestions = unknownWord?.suggestions ?? [];
  }
}

const SEED_BYTES = 16;
const WORDS = 13;
const WORD_BYTES = 4;
const TRIPLET = 3;
const MAX_U32 = 0xffff_ffff;
const SEED_IN_HEX = /^[0-9a-f]{32}$/;
/** Words in a list. */
const N = 1626;
/** Every word known, and spelled as in the list. */
const BEST_SCORE = WORDS * (WORDS + 1) + WORDS;

/**
 * The 13 English words for a 16-byte seed: three for every four bytes and one that checks the others (spec 01 §1.4).
 * @throws {AccountError} `seed-invalid` unless 16 bytes.
 */
export function encodeRecoveryPassword(seed16: Uint8Array): string {
  if (seed16.length !== SEED_BYTES) throw new AccountError('seed-invalid');
  const indices: number[] = [];
  for (let offset = 0; offset < SEED_BYTES; offset += WORD_BYTES) {
    indices.push(...tripletOf(readU32le(seed16, offset)));
  }
  return [...indices, checksumIndex(indices, ENGLISH_WORDS)]
    .map((index) => ENGLISH_WORDS.words[index])
    .join(' ');
}

/**
 * The 16-byte seed of a recovery password, in words as a person types them (case, white space, commas and letters after
 * the prefix do not matter) or as the 32 hex characters of the recovery screen's QR code (spec 01 §1.4). The words may be of
 * any language that has a list. To show them in their right spelling, encode the seed again.
 * @throws {RecoveryPasswordError} `recovery-password-too-short` and `-too-long` unless 13 words, `-unknown-word` with its
 *   position and suggestions, `-checksum` when a word is wrong or in a wrong place; the last two for the language that the
 *   words seem to be of.
 */
export function decodeRecoveryPassword(text: string): Uint8Array {
  const normal = normalForm(text).trim();
  if (SEED_IN_HEX.test(normal)) return fromHex(normal);
  const words = normal.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length < WORDS) throw new RecoveryPasswordError('recovery-password-too-short');
  if (words.length > WORDS) throw new RecoveryPasswordError('recovery-password-too-long');
  const readings = likeliestReadings(words);
  const seed = readings.map(seedOf).find((found) => found !== undefined);
  if (seed === undefined) throw failureOf(readings[0] ?? readingIn(ENGLISH_WORDS, words));
  return seed;
}

/** Thirteen words as those of one language. */
interface Reading {
  readonly list: WordList;
  readonly words: readonly string[];
  /** The number of each word, if the list has it. */
  readonly indices: readonly (number | undefined)[];
  /** How well the words fit the list: how many it has, and then how many are spelled in full or as bare prefixes. */
  readonly score: number;
}

function readingIn(list: WordList, words: readonly string[]): Reading {
  const indices = words.map((word) => list.indexOf(word));
  const known = indices.filter((index) => index !== undefined).length;
  const spelled = words.filter((word, at) => list.isSpelled(word, indices[at] ?? -1)).length;
  return { list, words, indices, score: known * (WORDS + 1) + spelled };
}

/**
 * The readings that fit best, English first. Prefixes alone do not tell: those of English begin most French words, and now
 * and then a French phrase would open somebody else's account.
 */
function likeliestReadings(words: readonly string[]): readonly Reading[] {
  const english = readingIn(ENGLISH_WORDS, words);
  // The other lists need not even be read.
  if (english.score === BEST_SCORE && seedOf(english) !== undefined) return [english];
  const readings = WORD_LISTS.map((list) => (list === english.list ? english : readingIn(list, words)));
  const best = Math.max(...readings.map(({ score }) => score));
  return readings.filter(({ score }) => score === best);
}

/** The seed, if all words are of the list and the last one repeats the right one of the others. */
function seedOf({ list, indices }: Reading): Uint8Array | undefined {
  const known = indices.filter((index) => index !== undefined);
  if (known.length !== WORDS) return undefined;
  const seedIndices = known.slice(0, -1);
  return known.at(-1) === checksumIndex(seedIndices, list) ? bytesOf(seedIndices) : undefined;
}

function failureOf({ list, words, indices }: Reading): RecoveryPasswordError {
  const at = indices.indexOf(undefined);
  if (at < 0) return new RecoveryPasswordError('recovery-password-checksum');
  return new RecoveryPasswordError('recovery-password-unknown-word', {
    position: at + 1,
    suggestions: suggestWords(words[at] ?? '', list),
  });
}

function tripletOf(value: number): readonly number[] {
  const first = value % N;
  const second = (Math.floor(value / N) + first) % N;
  const third = (Math.floor(value / (N * N)) + second) % N;
  return [first, second, third];
}

/** Some triplets stand for more than 32 bits: no account has them, and cutting them off would open another one. */
function bytesOf(indices: readonly number[]): Uint8Array | undefined {
  const seed = new Uint8Array(SEED_BYTES);
  const view = new DataView(seed.buffer);
  for (let at = 0; at < indices.length; at += TRIPLET) {
    const value = valueOf(indices.slice(at, at + TRIPLET));
    if (value > MAX_U32) return undefined;
    view.setUint32((at / TRIPLET) * WORD_BYTES, value, true);
  }
  return seed;
}

function valueOf([first = 0, second = 0, third = 0]: readonly number[]): number {
  return first + N * modulo(second - first) + N * N * modulo(third - second);
}

function modulo(difference: number): number {
  return (difference + N) % N;
}

/** The one of `indices` that the last word repeats, chosen by a CRC-32 over the prefixes of all. */
function checksumIndex(indices: readonly number[], list: WordList): number {
  const prefixes = indices.map((index) => list.prefixAt(index)).join('');
  return indices[crc32(prefixes) % indices.length] ?? 0;
}
