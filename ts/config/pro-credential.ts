// The proof of Session Pro that the devices of an account share (spec 03 §8.1, spec 07 §6.1).

import type { Ed25519Seed, Signature } from '../crypto/index.ts';
import { BencodeError, decodeBencode } from '../util/index.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import {
  readBytes,
  readDict,
  readInteger,
  readPositive,
  writeBytes,
  writeInteger,
  writeNonZero,
} from './fields.ts';
import { ConfigError } from './errors.ts';
import type { ConfigValue } from './value.ts';
import { isDict } from './value.ts';

/** A proof as it was made until spring 2026; the only one that is written. */
export interface OldProCredential extends ProProof {
  readonly wire: 'old';
  readonly version: number;
}

/** A proof as it is made since summer 2026. */
export interface NewProCredential extends ProProof {
  readonly wire: 'new';
}

export type ProCredential = OldProCredential | NewProCredential;

interface ProProof {
  /** Of the key that signs messages in the name of the proof, 32 bytes. Secret, and the config's own: not to be wiped. */
  readonly rotatingSeed: Ed25519Seed;
  /** By which the backend revokes the proof, 32 bytes: the hash of the generation index, or the revocation tag. */
  readonly tag: Uint8Array;
  readonly expiryMs: number;
  /** The backend's, 64 bytes. */
  readonly signature: Signature;
}

const SEED_BYTES = 32;
const TAG_BYTES = 32;
const SIGNATURE_BYTES = 64;

const [SEED, PROOF, VERSION, TAG, EXPIRY, SIGNATURE] = ['r', 'p', '@', 'g', 'e', 's'];

/** Above it an expiry is in milliseconds, else in seconds. */
const MAX_EXPIRY_SECONDS = 1_000_000_000_000;

/** The credential at `key` in either form; undefined when there is none, or one that is not understood. */
export function readCredential(fields: Fields, key: string): ProCredential | undefined {
  const value = fields.get(key);
  if (value instanceof Uint8Array) return readNewCredential(value);
  return isDict(value) ? readOldCredential(value) : undefined;
}

/**
 * Puts a credential at `key`, in place of any.
 * @throws {ConfigError} `value-invalid` when a part of it has a wrong length
 */
export function writeCredential(editor: DictEditor, key: string, credential: OldProCredential): void {
  const { rotatingSeed, tag, expiryMs, signature, version } = credential;
  const isValid =
    rotatingSeed.length === SEED_BYTES && tag.length === TAG_BYTES && signature.length === SIGNATURE_BYTES;
  if (!isValid) throw new ConfigError('value-invalid', { message: 'Pro credential' });
  const record = editor.dict(key);
  writeBytes(record, SEED, rotatingSeed);
  const proof = record.dict(PROOF);
  writeInteger(proof, VERSION, version);
  writeInteger(proof, EXPIRY, expiryMs);
  writeBytes(proof, TAG, tag);
  writeBytes(proof, SIGNATURE, signature);
}

/** Removes a credential that is understood; others may be of a newer version. */
export function deleteCredential(editor: DictEditor, key: string): void {
  if (readCredential(editor, key) !== undefined) editor.delete(key);
}

/** Milliseconds of an expiry that is in seconds since summer 2026. */
export function readExpiryMs(fields: Fields, key: string): number | undefined {
  const value = readPositive(fields, key);
  if (value === undefined) return undefined;
  return value > MAX_EXPIRY_SECONDS ? value : value * 1_000;
}

/** As milliseconds; one that reads the same stays in its unit. @throws {ConfigError} `value-invalid` */
export function writeExpiryMs(editor: DictEditor, key: string, expiryMs: number | undefined): void {
  if (expiryMs !== readExpiryMs(editor, key)) writeNonZero(editor, key, expiryMs ?? 0);
}

function readOldCredential(record: Fields): OldProCredential | undefined {
  const proof = readDict(record, PROOF);
  const common = readProof(proof, record);
  const version = readInteger(proof, VERSION);
  return common === undefined || version === undefined ? undefined : { wire: 'old', version, ...common };
}

/** A string that holds a dict of its own. */
function readNewCredential(encoded: Uint8Array): NewProCredential | undefined {
  const record = decoded(encoded);
  const common = record && readProof(record, record);
  return common && { wire: 'new', ...common };
}

function readProof(proof: Fields, record: Fields): ProProof | undefined {
  const rotatingSeed = readBytes(record, SEED, SEED_BYTES);
  const tag = readBytes(proof, TAG, TAG_BYTES);
  const signature = readBytes(proof, SIGNATURE, SIGNATURE_BYTES);
  const expiryMs = readExpiryMs(proof, EXPIRY);
  if (rotatingSeed === undefined || tag === undefined) return undefined;
  if (signature === undefined || expiryMs === undefined) return undefined;
  return { rotatingSeed: rotatingSeed as Ed25519Seed, tag, expiryMs, signature: signature as Signature };
}

function decoded(encoded: Uint8Array): Fields | undefined {
  try {
    const value = decodeBencode(encoded);
    return value instanceof Map ? (value as ReadonlyMap<string, ConfigValue>) : undefined;
  } catch (error) {
    if (error instanceof BencodeError) return undefined;
    throw error;
  }
}
