// Diffs between states of a config, and how they are replayed (spec 03 §2.5, §4.1).

import { utf8 } from '../util/index.ts';
import type { DictEditor } from './editor.ts';
import type { ConfigDict, ConfigScalar, ConfigSet, ConfigValue } from './value.ts';
import { EMPTY_DICT, isDict, isOrdered, isScalar, isSet, scalarsEqual, setDifference } from './value.ts';

/** `''`: assigned, `'-'`: removed, a pair of sets: added and removed, a diff: changes below. */
export type DiffEntry = Uint8Array | readonly [added: ConfigSet, removed: ConfigSet] | ConfigDiff;
export type ConfigDiff = ReadonlyMap<string, DiffEntry>;

export const EMPTY_DIFF: ConfigDiff = new Map();

const ASSIGNED = new Uint8Array();
const REMOVED = utf8('-');
const MINUS = 0x2d;

/** What must be done to `before` to get `after`; empty when they are equal. A change of kind is recorded as an addition only. */
export function diffDicts(before: ConfigDict, after: ConfigDict): ConfigDiff {
  if (before === after) return EMPTY_DIFF;
  const diff = new Map<string, DiffEntry>();
  for (const [key, old] of before) {
    const value = after.get(key);
    const entry = value === undefined ? removalOf(old) : changeOf(old, value);
    if (entry !== undefined) diff.set(key, entry);
  }
  for (const [key, value] of after) {
    const entry = before.has(key) ? undefined : additionOf(value);
    if (entry !== undefined) diff.set(key, entry);
  }
  return diff;
}

function removalOf(old: ConfigValue): DiffEntry | undefined {
  if (isDict(old)) return ifAny(diffDicts(old, EMPTY_DICT));
  return isSet(old) ? [[], old] : REMOVED;
}

function additionOf(value: ConfigValue): DiffEntry | undefined {
  if (isDict(value)) return ifAny(diffDicts(EMPTY_DICT, value));
  return isSet(value) ? [value, []] : ASSIGNED;
}

function changeOf(old: ConfigValue, value: ConfigValue): DiffEntry | undefined {
  if (old === value) return undefined;
  if (isDict(old) && isDict(value)) return ifAny(diffDicts(old, value));
  if (isSet(old) && isSet(value)) return setChange(old, value);
  if (isScalar(old) && isScalar(value)) return scalarsEqual(old, value) ? undefined : ASSIGNED;
  return additionOf(value);
}

function setChange(old: ConfigSet, value: ConfigSet): DiffEntry | undefined {
  const added = setDifference(value, old);
  const removed = setDifference(old, value);
  return added.length === 0 && removed.length === 0 ? undefined : [added, removed];
}

function ifAny(diff: ConfigDiff): ConfigDiff | undefined {
  return diff.size === 0 ? undefined : diff;
}

/**
 * Replays `diff` on `target`. Values come from `source`, the present data of the message that brought the diff; a key that `source`
 * no longer has, or has as another kind, is removed (spec 03 §4.1 `apply`).
 */
export function applyDiff(target: DictEditor, diff: ConfigDiff, source: ConfigDict): void {
  for (const [key, entry] of diff) {
    const value = source.get(key);
    if (isDiff(entry)) applyBelow(target, key, { entry, value });
    else if (entry instanceof Uint8Array) applyScalar(target, key, { entry, value });
    else applySet(target, key, { entry, value });
  }
}

interface Step<Entry> {
  readonly entry: Entry;
  readonly value: ConfigValue | undefined;
}

function applyBelow(target: DictEditor, key: string, { entry, value }: Step<ConfigDiff>): void {
  if (!isDict(value) || !isDict(target.get(key))) target.delete(key);
  if (isDict(value)) applyDiff(target.dict(key), entry, value);
}

function applyScalar(target: DictEditor, key: string, { entry, value }: Step<Uint8Array>): void {
  if (isScalar(value) && entry.length === 0) target.set(key, value);
  else target.delete(key);
}

function applySet(
  target: DictEditor,
  key: string,
  { entry, value }: Step<readonly [ConfigSet, ConfigSet]>,
): void {
  if (!isSet(value)) {
    target.delete(key);
    return;
  }
  const [added, removed] = entry;
  if (!isSet(target.get(key))) target.delete(key);
  target.addToSet(key, added);
  target.removeFromSet(key, removed);
}

export function isDiff(entry: DiffEntry): entry is ConfigDiff {
  return entry instanceof Map;
}

/** Whether a decoded dict is a diff: nothing but marks, pairs of ordered sets and diffs (spec 03 §2.7). */
export function isValidDiff(value: unknown): value is ConfigDiff {
  return value instanceof Map && [...value.values()].every(isValidEntry);
}

function isValidEntry(entry: unknown): boolean {
  if (entry instanceof Uint8Array) {
    return entry.length === 0 || (entry.length === 1 && entry[0] === MINUS);
  }
  if (Array.isArray(entry)) return entry.length === 2 && entry.every(isOrderedList);
  return isValidDiff(entry);
}

function isOrderedList(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  const scalars = list as readonly ConfigScalar[];
  return scalars.every(isScalar) && isOrdered(scalars);
}
