// One config message: what it says, and its bytes (spec 03 §2.3, §2.4, §2.6, §2.7).

import type { Ed25519PublicKey, Ed25519SecretKey } from '../crypto/index.ts';
import { blake2b } from '../crypto/index.ts';
import type { BencodeInput, BencodeValue } from '../util/index.ts';
import { BencodeError, decodeBencode, encodeBencode } from '../util/index.ts';
import type { ConfigDiff } from './diff.ts';
import { EMPTY_DIFF, isValidDiff } from './diff.ts';
import { ConfigError } from './errors.ts';
import type { Lagged } from './lagged.ts';
import { compareLagged, withinLag } from './lagged.ts';
import { SIGNATURE_BYTES, SIGNATURE_KEY, appendSignature, verifyLast } from './signature.ts';
import type { ConfigDict } from './value.ts';
import { EMPTY_DICT, isInt64, isOrdered, isScalar } from './value.ts';

export const CONFIG_HASH_BYTES = 32;

/** Keys of the outer dict, in the order in which they are written. */
const [SEQNO, DATA, LAGGED, DIFF] = ['#', '&', '<', '='];
const KNOWN_KEYS: ReadonlySet<string> = new Set([SEQNO, DATA, LAGGED, DIFF, SIGNATURE_KEY]);

/** What a config message says. */
export interface ConfigContent {
  readonly seqno: number;
  readonly data: ConfigDict;
  /** Diffs of earlier messages that this one is built on, ascending by (seqno, hash). */
  readonly lagged: readonly Lagged[];
  /** What this message changed. */
  readonly diff: ConfigDiff;
  /** Outer keys of newer versions, kept as they are. */
  readonly unknown: ReadonlyMap<string, BencodeValue>;
}

/** Where the signature in a message is from: it was read with the message, made here, or there is none. */
export type SignatureOrigin = 'read' | 'own' | 'none';

/** A config message whose bytes are settled: it was received, or will not change any more. */
export interface ConfigMessage extends ConfigContent {
  /** The whole message in bencode. */
  readonly plain: Uint8Array;
  /** BLAKE2b of `plain`, 32 bytes. Unrelated to the hash by which a swarm knows the stored message. */
  readonly hash: Uint8Array;
  readonly signature: SignatureOrigin;
}

/** The state of a config that nobody has written to. It is never stored, but stands in the lagged list of every first message. */
export function initialMessage(): ConfigMessage {
  return settle({ seqno: 0, data: EMPTY_DICT, lagged: [], diff: EMPTY_DIFF, unknown: new Map() });
}

/** The message of `content`, signed when there is a key. */
export function settle(content: ConfigContent, signKey?: Ed25519SecretKey): ConfigMessage {
  const plain = serialize(content, signKey);
  return { ...content, plain, hash: configHash(plain), signature: signKey === undefined ? 'none' : 'own' };
}

/** The 32-byte config hash of a whole serialised message (spec 03 §2.4). */
export function configHash(plain: Uint8Array): Uint8Array {
  return blake2b(CONFIG_HASH_BYTES, plain);
}

/** The message in bencode; a signature over all that stands before it is its last pair (spec 03 §2.3, §2.4). */
export function serialize(content: ConfigContent, signKey?: Ed25519SecretKey): Uint8Array {
  const { seqno, data, diff, unknown } = content;
  const lagged = withinLag(content.lagged, seqno).toSorted(compareLagged);
  const outer = new Map<string, BencodeInput>([
    [SEQNO, seqno],
    [DATA, data],
    [LAGGED, lagged.map(({ seqno: of, hash, diff: changes }) => [of, hash, changes])],
    [DIFF, diff],
    ...unknown,
  ]);
  const plain = encodeBencode(outer);
  return signKey === undefined ? plain : appendSignature(plain, signKey);
}

/**
 * Reads a config message and, when there is a key, proves its signature (spec 03 §2.7).
 * @throws {ConfigError} `message-invalid`, `message-too-new`, `signature-invalid`
 */
export function parseMessage(plain: Uint8Array, verifyKey?: Ed25519PublicKey): ConfigMessage {
  const outer = outerDict(plain);
  const [first] = outer.keys();
  // What sorts before the seqno was put there by a version that must not be misread.
  if (first !== undefined && first < SEQNO) throw new ConfigError('message-too-new');
  const seqno = seqnoOf(outer.get(SEQNO));
  if (seqno === undefined) throw invalid('seqno');
  checkSignature(plain, outer, verifyKey);
  const unknown = new Map([...outer].filter(([key]) => !KNOWN_KEYS.has(key)));
  return {
    seqno,
    data: dataOf(outer.get(DATA)),
    lagged: laggedOf(outer.get(LAGGED) ?? [], seqno),
    diff: diffOf(outer.get(DIFF) ?? EMPTY_DIFF),
    unknown,
    plain,
    hash: configHash(plain),
    signature: outer.has(SIGNATURE_KEY) ? 'read' : 'none',
  };
}

function outerDict(plain: Uint8Array): ReadonlyMap<string, BencodeValue> {
  const outer = decoded(plain);
  if (!(outer instanceof Map)) throw invalid('no dict');
  return outer as ReadonlyMap<string, BencodeValue>;
}

function decoded(plain: Uint8Array): BencodeValue {
  try {
    return decodeBencode(plain);
  } catch (cause) {
    if (cause instanceof BencodeError) throw new ConfigError('message-invalid', { cause });
    throw cause;
  }
}

/** Nothing may follow the signature, whoever asks for one. */
function checkSignature(
  plain: Uint8Array,
  outer: ReadonlyMap<string, BencodeValue>,
  verifyKey: Ed25519PublicKey | undefined,
): void {
  const last = [...outer.keys()].at(-1) ?? '';
  if (last > SIGNATURE_KEY) throw invalid('key after the signature');
  const signature = outer.get(SIGNATURE_KEY);
  if (signature === undefined) {
    if (verifyKey !== undefined) throw new ConfigError('signature-invalid', { message: 'none' });
    return;
  }
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) throw invalid('signature');
  if (verifyKey === undefined) return;
  if (!verifyLast(plain, signature, verifyKey)) throw new ConfigError('signature-invalid');
}

/** Seqnos are counted up by one: what is beyond exact numbers was made to break somebody. */
function seqnoOf(value: BencodeValue | undefined): number | undefined {
  if (typeof value !== 'bigint' || value < 0n || value >= BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return Number(value);
}

function dataOf(value: BencodeValue | undefined): ConfigDict {
  if (!(value instanceof Map)) throw invalid('data');
  for (const item of value.values()) checkValue(item as BencodeValue);
  return value as ConfigDict;
}

function checkValue(value: BencodeValue): void {
  if (value instanceof Uint8Array) return;
  if (typeof value === 'bigint') {
    if (!isInt64(value)) throw invalid('integer');
  } else if (value instanceof Map) {
    if (value.size === 0) throw invalid('empty dict');
    for (const item of value.values()) checkValue(item as BencodeValue);
  } else {
    checkSet(value as readonly BencodeValue[]);
  }
}

function checkSet(elements: readonly BencodeValue[]): void {
  const scalars = elements.filter(isScalarValue);
  if (elements.length === 0 || scalars.length !== elements.length || !isOrdered(scalars))
    throw invalid('set');
  if (scalars.some((scalar) => typeof scalar === 'bigint' && !isInt64(scalar))) throw invalid('integer');
}

function isScalarValue(value: BencodeValue): value is bigint | Uint8Array {
  return isScalar(value as ConfigDict);
}

function laggedOf(list: BencodeValue, seqno: number): readonly Lagged[] {
  if (!Array.isArray(list)) throw invalid('lagged');
  const entries = (list as readonly BencodeValue[]).flatMap((item) => laggedEntry(item, seqno));
  const isAscending = entries.every((entry, at) => {
    const previous = entries[at - 1];
    return previous === undefined || compareLagged(previous, entry) < 0;
  });
  if (!isAscending) throw invalid('lagged order');
  return entries;
}

/** The entry; none for one that is too old to matter, which is not even read. */
function laggedEntry(item: BencodeValue, seqno: number): readonly Lagged[] {
  if (!Array.isArray(item)) throw invalid('lagged entry');
  const [of, hash, diff, ...rest] = item as readonly BencodeValue[];
  const entrySeqno = seqnoOf(of);
  if (entrySeqno === undefined || entrySeqno >= seqno) throw invalid('lagged seqno');
  if (withinLag([{ seqno: entrySeqno }], seqno).length === 0) return [];
  if (!(hash instanceof Uint8Array) || hash.length !== CONFIG_HASH_BYTES || rest.length > 0) {
    throw invalid('lagged hash');
  }
  return [{ seqno: entrySeqno, hash, diff: diffOf(diff) }];
}

function diffOf(value: unknown): ConfigDiff {
  if (!isValidDiff(value)) throw invalid('diff');
  return value;
}

function invalid(message: string): ConfigError {
  return new ConfigError('message-invalid', { message });
}
