import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import { XCHACHA20_NONCE_BYTES, blake2b, decryptXChaCha20, symmetricKey, wipe } from '../../crypto/index.ts';
import { CodedError, fromHex, isCodedError, toBase64, toHex, utf8 } from '../../util/index.ts';
import type { Brand } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { oxendCall, readOxendResult } from '../storage/node-calls.ts';
import type { RpcCall } from '../storage/calls.ts';

/**
 * `ons-name-invalid`: no such name can exist. `ons-not-found`: the nodes agree that nobody has registered it.
 * `ons-record-invalid`: what is registered is no account. `ons-disagreement`: too few nodes gave the same answer.
 */
export type OnsErrorCode = 'ons-name-invalid' | 'ons-not-found' | 'ons-record-invalid' | 'ons-disagreement';

/** A name that leads to no account. */
export class OnsError extends CodedError<OnsErrorCode> {}

/** A name as it is registered: lower case, letters, digits, `_`, and `-` inside. */
export type OnsName = Brand<string, 'OnsName'>;

/** What the blockchain has for a name, hex. */
export interface OnsRecord {
  /** XChaCha20-Poly1305 of 33 bytes: 49 bytes. */
  readonly encryptedValue: string;
  /** 24 bytes. */
  readonly nonce: string;
}

const NAME = /^\w(?:[\w-]*\w)?$/;
const SESSION = 0;
const ID_BYTES = 33;
const TAG_BYTES = 16;
const ACCOUNT_PREFIX = 0x05;

/**
 * The name that a person typed, without outer white space, in lower case (spec 02 §7).
 * @throws {OnsError} `ons-name-invalid`
 */
export function onsName(text: string): OnsName {
  const name = text.trim();
  if (!NAME.test(name)) throw new OnsError('ons-name-invalid');
  return name.toLowerCase() as OnsName;
}

/** By what a name is looked up: BLAKE2b-256 of it, 32 bytes (spec 02 §7). Nodes do not learn the name itself. */
export function onsNameHash(name: OnsName): Uint8Array {
  return blake2b(32, utf8(name));
}

/** The request for a name's record (spec 02 §7). */
export function onsResolveCall(name: OnsName): RpcCall {
  return oxendCall('ons_resolve', { type: SESSION, name_hash: toBase64(onsNameHash(name)) });
}

/**
 * The record in a node's answer; undefined when the name is not registered, or long ago in a form that nobody reads any more
 * (spec 02 §7).
 * @throws {NetworkError} `bad-response`
 */
export function readOnsRecord(body: unknown): OnsRecord | undefined {
  const { encrypted_value: value, nonce } = readOxendResult(body);
  if (value === undefined || value === null || nonce === undefined || nonce === null) return undefined;
  if (!isHexOf(value, ID_BYTES + TAG_BYTES) || !isHexOf(nonce, XCHACHA20_NONCE_BYTES))
    throw new NetworkError('bad-response', { message: 'ons record' });
  return { encryptedValue: value.toLowerCase(), nonce: nonce.toLowerCase() };
}

/**
 * The account in a name's record (spec 02 §7, spec 01 §8): who knows the name can open it.
 * @throws {OnsError} `ons-record-invalid` when it was not made for this name or holds no account.
 */
export function openOnsRecord(name: OnsName, { encryptedValue, nonce }: OnsRecord): AccountId {
  const key = symmetricKey(blake2b(32, utf8(name), onsNameHash(name)));
  try {
    const id = decryptXChaCha20(fromHex(encryptedValue), fromHex(nonce), { key });
    if (id.length === ID_BYTES && id[0] === ACCOUNT_PREFIX) return accountId(toHex(id));
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new OnsError('ons-record-invalid', { cause });
  } finally {
    wipe(key);
  }
  throw new OnsError('ons-record-invalid');
}

function isHexOf(value: unknown, bytes: number): value is string {
  return typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-fA-F]*$/.test(value);
}
