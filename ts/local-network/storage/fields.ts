import { fromBase64, fromHex } from '../../util/index.ts';
import { invalidRequest } from './rpc.ts';

/** Parameters of a request as they came. */
export type Params = Readonly<Record<string, unknown>>;

/** An account whose messages nodes keep. */
export interface Account {
  /** 66 lower-case hex digits. */
  readonly hex: string;
  /** 33 bytes: prefix and key. */
  readonly bytes: Uint8Array;
}

const USER_PREFIX = '05';
const BARE_KEY_DIGITS = 64;
const MIN_TIMESTAMP_MS = 1_000_000_000;
const HASH = /^[A-Za-z0-9+/]{43}$/;
const SIGNATURE = /^[A-Za-z0-9+/]{86}(?:==)?$/;

/** The value of a parameter; null counts as missing. */
export function optional(params: Params, name: string): unknown {
  return params[name] ?? undefined;
}

/** @throws {RpcError} 400 when missing. */
export function required(params: Params, name: string): unknown {
  const value = optional(params, name);
  if (value === undefined) throw invalidRequest(`Required field '${name}' missing`);
  return value;
}

/**
 * `pubkey`, or its older spelling `pubKey` where a method allows it. As on testnet, 64 digits without a prefix are a user's.
 * @throws {RpcError} 400
 */
export function accountField(params: Params, { orPubKey = false } = {}): Account {
  const alias = orPubKey ? optional(params, 'pubKey') : undefined;
  if (alias !== undefined && optional(params, 'pubkey') !== undefined) {
    throw invalidRequest("Only one of 'pubkey' and 'pubKey' may be given");
  }
  const value = alias ?? required(params, 'pubkey');
  if (typeof value !== 'string' || !/^(?:[0-9a-fA-F]{2})?[0-9a-fA-F]{64}$/.test(value)) {
    throw invalidRequest('Pubkey must be 66 hex digits (33 bytes) long');
  }
  const hex = value.length === BARE_KEY_DIGITS ? `${USER_PREFIX}${value}` : value;
  return { hex: hex.toLowerCase(), bytes: fromHex(hex) };
}

/** 64 bytes of base64, or undefined when missing. @throws {RpcError} 400 */
export function signatureField(params: Params, name: string): Uint8Array | undefined {
  const value = optional(params, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !SIGNATURE.test(value)) {
    throw invalidRequest(`${name} must be a base64 encoded signature (64 bytes)`);
  }
  return fromBase64(value);
}

/** A subaccount token: 36 bytes from 72 hex digits or 48 characters of base64. @throws {RpcError} 400 */
export function subaccountToken(value: unknown, name: string): Uint8Array {
  if (typeof value === 'string' && /^[0-9a-fA-F]{72}$/.test(value)) return fromHex(value);
  if (typeof value === 'string' && /^[A-Za-z0-9+/]{48}$/.test(value)) return fromBase64(value);
  throw invalidRequest(`${name} must be a hex or base64 encoded subaccount token (36 bytes)`);
}

/** Milliseconds since the epoch. Where `orText`, decimal digits are good too. @throws {RpcError} 400 */
export function timestampField(params: Params, name: string, { orText = false } = {}): number {
  return timestampValue(required(params, name), name, { orText });
}

/** As {@link timestampField}, of a value at hand. @throws {RpcError} 400 */
export function timestampValue(value: unknown, name: string, { orText = false } = {}): number {
  const timeMs = unsignedValue(value, name, { orText });
  if (timeMs < MIN_TIMESTAMP_MS) throw invalidRequest(`${name} must be in milliseconds`);
  return timeMs;
}

/** An integer of at least 0. Where `orText`, decimal digits are good too. @throws {RpcError} 400 */
export function unsignedValue(value: unknown, name: string, { orText = false } = {}): number {
  const number = orText && typeof value === 'string' && /^[0-9]{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    throw invalidRequest(`${name} must be an unsigned integer`);
  }
  return number;
}

/** An integer, or undefined when missing. @throws {RpcError} 400 */
export function integerField(params: Params, name: string): number | undefined {
  const value = optional(params, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw invalidRequest(`${name} must be an integer`);
  return value;
}

/** @throws {RpcError} 400 */
export function booleanField(params: Params, name: string): boolean {
  const value = optional(params, name) ?? false;
  if (typeof value !== 'boolean') throw invalidRequest(`${name} must be a boolean`);
  return value;
}

/** 0 when missing. @throws {RpcError} 400 unless an integer from -32768 to 32767. */
export function namespaceField(params: Params): number {
  const namespace = integerField(params, 'namespace') ?? 0;
  if (namespace < -32_768 || namespace > 32_767)
    throw invalidRequest('namespace must be an integer from -32768 to 32767');
  return namespace;
}

/** As {@link namespaceField}, or `all`. @throws {RpcError} 400 */
export function namespaceOrAllField(params: Params): number | 'all' {
  return params['namespace'] === 'all' ? 'all' : namespaceField(params);
}

/** A message hash, 43 characters of base64. */
export function isMessageHash(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value);
}

/** `messages`: one hash or a list of them, never empty. @throws {RpcError} 400 */
export function messageHashesField(params: Params): readonly string[] {
  const value = required(params, 'messages');
  const hashes: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (hashes.length === 0) throw invalidRequest('messages does not contain any message hashes');
  if (!hashes.every(isMessageHash)) throw invalidRequest('invalid message hash');
  return hashes;
}
