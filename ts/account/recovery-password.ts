import { crc32 } from 'node:zlib';

import { CodedError, concatBytes, fromHex, readU32le, u32le } from '../util/index.ts';
import { ENGLISH_WORDS } from './english-words.ts';
import { AccountError } from './errors.ts';
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
const PREFIX_LETTERS = 3;
const WORD_BYTES = 4;
const TRIPLET = 3;
const SEED_IN_HEX = /^[0-9a-f]{32}$/;
const N = ENGLISH_WORDS.length;

const INDEX_BY_PREFIX: ReadonlyMap<string, number> = new Map(
  ENGLISH_WORDS.map((word, index) => [prefixOf(word), index]),
);

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
  return [...indices, checksumIndex(indices)].map(wordAt).join(' ');
}

/**
 * The 16-byte seed of a recovery password, in words as a person types them (case, white space, commas and letters after
 * the third do not matter) or as the 32 hex characters of the recovery screen's QR code (spec 01 §1.4). To show the
 * words in their right spelling, encode the seed again.
 * @throws {RecoveryPasswordError} `recovery-password-too-short` and `-too-long` unless 13 words, `-unknown-word` with its
 *   position and suggestions, `-checksum` when a word is wrong or in a wrong place.
 */
export function decodeRecoveryPassword(text: string): Uint8Array {
  const normal = text.normalize('NFKD').toLowerCase().trim();
  if (SEED_IN_HEX.test(normal)) return fromHex(normal);
  const words = normal.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length < WORDS) throw new RecoveryPasswordError('recovery-password-too-short');
  if (words.length > WORDS) throw new RecoveryPasswordError('recovery-password-too-long');
  const indices = words.map(indexOf);
  const checksum = indices.pop();
  if (checksum !== checksumIndex(indices)) throw new RecoveryPasswordError('recovery-password-checksum');
  return seedOf(indices);
}

function tripletOf(value: number): readonly number[] {
  const first = value % N;
  const second = (Math.floor(value / N) + first) % N;
  const third = (Math.floor(value / (N * N)) + second) % N;
  return [first, second, third];
}

function seedOf(indices: readonly number[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < indices.length; at += TRIPLET) {
    parts.push(u32le(valueOf(indices.slice(at, at + TRIPLET))));
  }
  return concatBytes(...parts);
}

/** Some triplets stand for more than 32 bits: no account has them, and cutting them off would open another one. */
function valueOf([first = 0, second = 0, third = 0]: readonly number[]): number {
  const value = first + N * modulo(second - first) + N * N * modulo(third - second);
  if (value > 0xffff_ffff) throw new RecoveryPasswordError('recovery-password-checksum');
  return value;
}

function modulo(difference: number): number {
  return (difference + N) % N;
}

/** The position in the list of the word that repeats one of `indices`, chosen by a CRC-32 over all their prefixes. */
function checksumIndex(indices: readonly number[]): number | undefined {
  const prefixes = indices.map((index) => prefixOf(wordAt(index))).join('');
  return indices[crc32(prefixes) % indices.length];
}

function indexOf(word: string, at: number): number {
  const index = INDEX_BY_PREFIX.get(prefixOf(word));
  if (index === undefined) {
    throw new RecoveryPasswordError('recovery-password-unknown-word', {
      position: at + 1,
      suggestions: suggestWords(word),
    });
  }
  return index;
}

function wordAt(index: number | undefined): string {
  return ENGLISH_WORDS[index ?? -1] ?? '';
}

function prefixOf(word: string): string {
  return [...word].slice(0, PREFIX_LETTERS).join('');
}
