// The keys of a group as they are kept on this device (spec 03 §9.5, at the end).

import type { BencodeInput, BencodeValue } from '../util/index.ts';
import { BytesError, compareBytes, encodeBencode, fromUtf8, utf8 } from '../util/index.ts';
import { symmetricKey } from '../crypto/index.ts';
import { asBytes, asCount, asDict, asList, decodeDict } from './bencode-fields.ts';
import { ConfigError } from './errors.ts';
import type { GroupKey } from './group-key.ts';
import { GROUP_KEY_BYTES, compareGroupKeys, groupKeysFromBencode, groupKeysToBencode } from './group-key.ts';
import type { Rekey } from './group-keys-rekey.ts';
import type { KnownGroupKeys } from './known-group-keys.ts';

/** A key of our own making whose message has not come back from the swarm yet. */
export interface PendingRekey extends Rekey {
  readonly generation: number;
}

export interface GroupKeysState {
  readonly known: KnownGroupKeys;
  readonly pending: PendingRekey | undefined;
}

const [ACTIVE, LIST, PENDING] = ['A', 'L', 'P'];

export function encodeGroupKeysDump({ known, pending }: GroupKeysState): Uint8Array {
  const active = [...known.active].sort(([a], [b]) => a - b);
  const dump = new Map<string, BencodeInput>([
    [ACTIVE, active.map(([generation, hashes]) => [generation, ...sortedHashes(hashes)])],
    [LIST, groupKeysToBencode(known.keys)],
  ]);
  if (pending !== undefined) dump.set(PENDING, pendingToBencode(pending));
  return encodeBencode(dump);
}

/** @throws {ConfigError} `dump-invalid` */
export function decodeGroupKeysDump(bytes: Uint8Array): GroupKeysState {
  const dump = decodeDict(bytes);
  const keys = keysOf(asList(dump?.get(LIST)));
  const active = asList(dump?.get(ACTIVE))?.map(activeOf);
  const pending = dump?.get(PENDING);
  if (active === undefined) throw invalid();
  return {
    known: { keys: keys.toSorted(compareGroupKeys), active: new Map(active) },
    pending: pending === undefined ? undefined : pendingOf(pending),
  };
}

/** Hashes in the order of their bytes. */
export function sortedHashes(hashes: Iterable<string>): readonly string[] {
  return [...new Set(hashes)].sort((a, b) => compareBytes(utf8(a), utf8(b)));
}

function pendingToBencode({ generation, key, message }: PendingRekey): BencodeInput {
  return new Map<string, BencodeInput>([
    ['c', message],
    ['g', generation],
    ['k', key],
  ]);
}

function pendingOf(value: BencodeValue): PendingRekey {
  const fields = asDict(value);
  const message = asBytes(fields?.get('c'));
  const generation = asCount(fields?.get('g'));
  const key = asBytes(fields?.get('k'), GROUP_KEY_BYTES);
  if (message === undefined || generation === undefined || key === undefined) throw invalid();
  return { message: message.slice(), generation, key: symmetricKey(key.slice()) };
}

function keysOf(items: readonly BencodeValue[] | undefined): readonly GroupKey[] {
  const keys = items === undefined ? undefined : groupKeysFromBencode(items);
  if (keys === undefined) throw invalid();
  return keys;
}

function activeOf(value: BencodeValue): readonly [number, ReadonlySet<string>] {
  const [first, ...hashes] = asList(value) ?? [];
  const generation = asCount(first);
  if (generation === undefined) throw invalid();
  return [generation, new Set(hashes.map(hashOf))];
}

function hashOf(value: BencodeValue): string {
  const bytes = asBytes(value);
  if (bytes === undefined) throw invalid();
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    if (cause instanceof BytesError) throw new ConfigError('dump-invalid', { cause });
    throw cause;
  }
}

function invalid(): ConfigError {
  return new ConfigError('dump-invalid');
}
