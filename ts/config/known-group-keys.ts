// Which keys of a group are kept, and which stored messages brought them (spec 03 §9.5 steps 3 to 5).

import { secretsEqual } from '../crypto/index.ts';
import type { GroupKey } from './group-key.ts';
import { compareGroupKeys } from './group-key.ts';

/** How far the next generation may lie behind the newest key before a generation is dropped. */
const KEY_LIFETIME_MS = 60 * 86_400_000;

/** Both change together, and only by the functions below; neither knows a clock of this machine. */
export interface KnownGroupKeys {
  /** Oldest first. */
  readonly keys: readonly GroupKey[];
  /** Hashes of the stored messages of each generation: they have to be kept alive in the swarm. */
  readonly active: ReadonlyMap<number, ReadonlySet<string>>;
}

export const NO_GROUP_KEYS: KnownGroupKeys = { keys: [], active: new Map() };

/**
 * With a key that the message `hash` brought. A key that is there in its generation is not added again, whatever its time; one
 * that comes when its generation has expired changes nothing.
 */
export function addGroupKey(known: KnownGroupKeys, key: GroupKey, hash: string): KnownGroupKeys {
  const { generation } = key;
  const isKnown = known.keys.some(
    (other) => other.generation === generation && secretsEqual(other.key, key.key),
  );
  if (isKnown) return addActiveHash(known, generation, hash);
  const keys = withoutExpired([...known.keys, key].sort(compareGroupKeys));
  if (!keys.includes(key)) return known;
  return addActiveHash(dropInactive({ ...known, keys }), generation, hash);
}

/** With a message of a generation that is not older than the oldest key. Without a key nothing is kept alive. */
export function addActiveHash(known: KnownGroupKeys, generation: number, hash: string): KnownGroupKeys {
  const { keys, active } = known;
  const [oldest] = keys;
  const hashes = active.get(generation);
  if (oldest === undefined || generation < oldest.generation || hashes?.has(hash)) return known;
  return { keys, active: new Map(active).set(generation, new Set(hashes).add(hash)) };
}

/** Drops generations, oldest first, whose successor is much older than the newest key: messages under them are long gone. */
function withoutExpired(keys: readonly GroupKey[]): readonly GroupKey[] {
  const [oldest] = keys;
  const newest = keys.at(-1);
  if (oldest === undefined || newest === undefined) return keys;
  const next = keys.findIndex(({ generation }) => generation > oldest.generation);
  const successor = keys[next];
  if (successor === undefined || successor.timestampMs + KEY_LIFETIME_MS >= newest.timestampMs) return keys;
  return withoutExpired(keys.slice(next));
}

function dropInactive({ keys, active }: KnownGroupKeys): KnownGroupKeys {
  const oldest = keys[0]?.generation ?? Infinity;
  return { keys, active: new Map([...active].filter(([generation]) => generation >= oldest)) };
}
