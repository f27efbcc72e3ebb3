// IDs of accounts and groups as keys of records: the raw 33 bytes (spec 03 §8).

import { ConfigError } from './errors.ts';

/** Of accounts `05`, of groups `03`, of accounts blinded for a community `15` and `25`. */
export type IdPrefix = '03' | '05' | '15' | '25';

const ID = /^(?:03|05|15|25)[0-9a-f]{64}$/;
const ID_BYTES = 33;
const PREFIX_CHARACTERS = 2;

/**
 * An ID of 66 hex characters in lower case.
 * @throws {ConfigError} `value-invalid` for anything else, and when it has none of the prefixes
 */
export function checkedId(text: string, prefixes: readonly IdPrefix[]): string {
  const id = text.toLowerCase();
  if (!ID.test(id) || !hasPrefix(id, prefixes)) throw new ConfigError('value-invalid', { message: 'ID' });
  return id;
}

/**
 * The key of the record of an ID: its 33 bytes, one to a character.
 * @throws {ConfigError} `value-invalid` as {@link checkedId}
 */
export function idKey(id: string, prefixes: readonly IdPrefix[]): string {
  return Buffer.from(checkedId(id, prefixes), 'hex').toString('latin1');
}

/** The ID that a key stands for; undefined when it stands for none, or for one of another prefix. */
export function idOfKey(key: string, prefixes: readonly IdPrefix[]): string | undefined {
  if (key.length !== ID_BYTES) return undefined;
  const id = Buffer.from(key, 'latin1').toString('hex');
  return hasPrefix(id, prefixes) ? id : undefined;
}

/** The two characters before the key. */
export function prefixOf(id: string): string {
  return id.slice(0, PREFIX_CHARACTERS);
}

/** The 64 characters of the key. */
export function keyHexOf(id: string): string {
  return id.slice(PREFIX_CHARACTERS);
}

function hasPrefix(id: string, prefixes: readonly IdPrefix[]): boolean {
  return prefixes.some((prefix) => id.startsWith(prefix));
}
