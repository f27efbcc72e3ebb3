// One part of a config that is too large for one stored message (spec 03 §5.4).

import type { BencodeValue } from '../util/index.ts';
import { BencodeError, bytesEqual, concatBytes, decodeBencode, encodeBencode } from '../util/index.ts';
import { ConfigError } from './errors.ts';
import { blake2b } from '../crypto/index.ts';

/** A swarm stores no longer message. */
export const MAX_STORED_BYTES = 76_800;
/** Padded text of a whole config, however many parts it takes. */
export const MAX_CONFIG_BYTES = 5_000_000;
/** First byte of a part. */
export const PART_MARK = 0x6d;

const CHUNK_BYTES = 76_710;
const PART_OVERHEAD_BYTES = 50;
const HASH_BYTES = 32;
const LIST_END = 0x65;

export interface Part {
  /** Hash of the whole padded text, 32 bytes: parts with the same one belong together. */
  readonly whole: Uint8Array;
  readonly index: number;
  /** At least 2. */
  readonly count: number;
  readonly chunk: Uint8Array;
}

/** Cuts a padded text into parts, ready to be encrypted one by one. */
export function splitParts(padded: Uint8Array): readonly Uint8Array[] {
  const whole = blake2b(HASH_BYTES, padded);
  const count = Math.ceil(padded.length / CHUNK_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const chunk = padded.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    return encodePart({ whole, index, count, chunk });
  });
}

/** The mark, a list of four strings, and zeros up to the length that the longest list would have. */
function encodePart({ whole, index, count, chunk }: Part): Uint8Array {
  const list = encodeBencode([whole, Uint8Array.of(index), Uint8Array.of(count), chunk]);
  const part = new Uint8Array(chunk.length + PART_OVERHEAD_BYTES);
  part[0] = PART_MARK;
  part.set(list, 1);
  return part;
}

/**
 * Reads a decrypted part, zeros behind it included. Hash and chunk are copies: they wait for other parts.
 * @throws {ConfigError} `part-invalid`
 */
export function decodePart(bytes: Uint8Array): Part {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  if (bytes[0] !== PART_MARK || bytes[end - 1] !== LIST_END) throw new ConfigError('part-invalid');
  const list = partList(bytes.subarray(1, end));
  const [whole, index, count, chunk] = list;
  if (whole?.length !== HASH_BYTES || index?.length !== 1 || count?.length !== 1 || list.length !== 4) {
    throw new ConfigError('part-invalid');
  }
  const part = {
    whole: Uint8Array.from(whole),
    index: index[0] ?? 0,
    count: count[0] ?? 0,
    chunk: Uint8Array.from(chunk ?? []),
  };
  if (part.count < 2 || part.index >= part.count || part.chunk.length === 0) {
    throw new ConfigError('part-invalid');
  }
  return part;
}

function partList(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    const list: BencodeValue = decodeBencode(bytes);
    const items = Array.isArray(list) ? (list as readonly BencodeValue[]) : [];
    return items.map((item) => (item instanceof Uint8Array ? item : new Uint8Array()));
  } catch (cause) {
    if (cause instanceof BencodeError) throw new ConfigError('part-invalid', { cause });
    throw cause;
  }
}

/**
 * The padded text of all chunks, in the order of their index.
 * @throws {ConfigError} `part-invalid` when they are not what the hash says, `too-large`
 */
export function joinParts(whole: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (length > MAX_CONFIG_BYTES) throw new ConfigError('too-large');
  const padded = concatBytes(...chunks);
  if (!bytesEqual(blake2b(HASH_BYTES, padded), whole)) throw new ConfigError('part-invalid');
  return padded;
}
