// Between a config message and what a swarm stores: compression, padding, parts, encryption, wrapping (spec 03 §1, §4.2, §5).

import type { SymmetricKey } from '../crypto/index.ts';
import { ZstdError, compressZstd, concatBytes, decompressZstd } from '../util/index.ts';
import {
  decryptConfig,
  encryptConfig,
  padInFront,
  stripFront,
  ENCRYPTION_OVERHEAD_BYTES,
} from './encryption.ts';
import { ConfigError } from './errors.ts';
import type { Part } from './part.ts';
import { MAX_CONFIG_BYTES, MAX_STORED_BYTES, PART_MARK, decodePart, splitParts } from './part.ts';

const COMPRESSED_MARK = Uint8Array.of(0x7a);
const MESSAGE_MARK = 0x64;
/** Other clients have wrapped a config twice. */
const MAX_WRAPPINGS = 2;

/** The protobuf envelope around the configs of an account; made by `ts/wire`, which this floor does not know. */
export interface ConfigWrapper {
  readonly wrap: (config: { readonly seqno: number; readonly encrypted: Uint8Array }) => Uint8Array;
  /** What is inside; undefined when the bytes are no such envelope. */
  readonly unwrap: (bytes: Uint8Array) => Uint8Array | undefined;
}

export interface SealOptions {
  readonly key: SymmetricKey;
  readonly domain: string;
  readonly seqno: number;
  readonly wrapper?: ConfigWrapper | undefined;
}

/**
 * What has to be stored for a message: one item, or several parts, all in the same namespace.
 * @throws {ConfigError} `too-large` when the whole would be longer than 5,000,000 bytes
 */
export function sealMessage(plain: Uint8Array, options: SealOptions): readonly Uint8Array[] {
  const { key, domain, seqno, wrapper } = options;
  const padded = padInFront(compressed(plain));
  if (padded.length > MAX_CONFIG_BYTES) throw new ConfigError('too-large');
  if (padded.length + ENCRYPTION_OVERHEAD_BYTES > MAX_STORED_BYTES) {
    return splitParts(padded).map((part) => encryptConfig(part, key, domain));
  }
  const encrypted = encryptConfig(padded, key, domain);
  const wrapped = wrapper?.wrap({ seqno, encrypted });
  return [wrapped === undefined || wrapped.length > MAX_STORED_BYTES ? encrypted : wrapped];
}

/** With its mark in front when that is shorter than the text itself. */
function compressed(plain: Uint8Array): Uint8Array {
  const frame = compressZstd(plain);
  return frame.length + COMPRESSED_MARK.length < plain.length ? concatBytes(COMPRESSED_MARK, frame) : plain;
}

export interface OpenOptions {
  /** Tried one after another. */
  readonly keys: readonly SymmetricKey[];
  readonly domain: string;
  readonly wrapper?: ConfigWrapper | undefined;
}

export type OpenedMessage =
  { readonly kind: 'message'; readonly plain: Uint8Array } | { readonly kind: 'part'; readonly part: Part };

/**
 * Opens what a swarm stored, wrapped once, twice or not at all.
 * @throws {ConfigError} `decrypt-failed`, `message-invalid`, `part-invalid`, `too-large`
 */
export function openMessage(stored: Uint8Array, { keys, domain, wrapper }: OpenOptions): OpenedMessage {
  const padded = decryptConfig(unwrapped(stored, wrapper), keys, domain);
  const inner = stripFront(padded);
  if (inner[0] === PART_MARK) return { kind: 'part', part: decodePart(inner) };
  return { kind: 'message', plain: plainOf(inner) };
}

/**
 * The config message in what stood behind the zeros.
 * @throws {ConfigError} `message-invalid`, `too-large`
 */
export function plainOf(inner: Uint8Array): Uint8Array {
  const plain = inner[0] === COMPRESSED_MARK[0] ? decompressed(inner.subarray(1)) : inner;
  if (plain[0] !== MESSAGE_MARK) throw new ConfigError('message-invalid', { message: 'no dict' });
  return plain;
}

function unwrapped(stored: Uint8Array, wrapper: ConfigWrapper | undefined): Uint8Array {
  let bytes = stored;
  for (let wrapping = 0; wrapping < MAX_WRAPPINGS; wrapping += 1) {
    const inside = wrapper?.unwrap(bytes);
    if (inside === undefined) break;
    bytes = inside;
  }
  return bytes;
}

function decompressed(frame: Uint8Array): Uint8Array {
  try {
    return decompressZstd(frame, MAX_CONFIG_BYTES);
  } catch (cause) {
    if (!(cause instanceof ZstdError)) throw cause;
    throw new ConfigError(cause.code === 'zstd-too-large' ? 'too-large' : 'message-invalid', { cause });
  }
}
