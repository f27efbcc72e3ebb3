// A key that a group's messages and configs are encrypted with, and lists of them (spec 03 §9.3, §9.4).

import type { SymmetricKey } from '../crypto/index.ts';
import { symmetricKey } from '../crypto/index.ts';
import type { BencodeInput, BencodeValue } from '../util/index.ts';
import { compareBytes } from '../util/index.ts';
import { asBytes, asCount, asDict } from './bencode-fields.ts';

export const GROUP_KEY_BYTES = 32;

export interface GroupKey {
  /** Counts the rekeys of a group from 0. Admins who rekey at the same time make different keys of one generation. */
  readonly generation: number;
  /** When the swarm stored the message that brought the key. */
  readonly timestampMs: number;
  readonly key: SymmetricKey;
}

/** Oldest first: by generation, then time, then the key itself. */
export function compareGroupKeys(a: GroupKey, b: GroupKey): number {
  return a.generation - b.generation || a.timestampMs - b.timestampMs || compareBytes(a.key, b.key);
}

/** Keys as supplements and dumps have them, in the order given. */
export function groupKeysToBencode(keys: readonly GroupKey[]): BencodeInput {
  return keys.map(
    ({ generation, timestampMs, key }) =>
      new Map<string, BencodeInput>([
        ['g', generation],
        ['k', key],
        ['t', timestampMs],
      ]),
  );
}

/** Copies of what {@link groupKeysToBencode} wrote; undefined when any item is no key. */
export function groupKeysFromBencode(items: readonly BencodeValue[]): readonly GroupKey[] | undefined {
  const keys = items.flatMap((item) => groupKeyFrom(item) ?? []);
  return keys.length === items.length ? keys : undefined;
}

function groupKeyFrom(item: BencodeValue): GroupKey | undefined {
  const fields = asDict(item);
  const generation = asCount(fields?.get('g'));
  const key = asBytes(fields?.get('k'), GROUP_KEY_BYTES);
  const timestampMs = asCount(fields?.get('t'));
  if (generation === undefined || key === undefined || timestampMs === undefined) return undefined;
  return { generation, timestampMs, key: symmetricKey(key.slice()) };
}
